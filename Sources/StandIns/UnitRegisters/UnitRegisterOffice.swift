import Basics
import Casework
import Exchange
import HTTP
import Records

/// Plays a register of units: the market regulator (市场监管) or civil affairs and the other authorities (民政等). It knows the
/// demonstration's units of its own kind, and tells the platform when one is founded, changed or deregistered.
struct UnitRegisterOffice<Register: UnitRegister>: Department {
    static var partner: Partner { Register.partner }
    static var title: String { "\(Register.partner.name)（演示）" }
    static var faults: [Fault] { [.refuseNext, .refuseAll] + Fault.sending + [.wrongUnit] }

    var units: [SharedUnit]

    /// - Parameter units: of all registers; it keeps its own.
    init(_ units: [SharedUnit]) {
        self.units = units.filter { Partner.register(of: $0.creditCode) == Register.partner }
    }

    mutating func answer(_ message: String, _ body: [UInt8], _ desk: inout Desk) throws(MalformedMessage) -> Reply {
        guard message == UnitInquiry<Register>.endpoint.message else { return .unknownMessage }
        let inquiry = try UnitInquiry<Register>(body: body)
        if desk.faults.takeRefusal() { return .body(try UnitInquiryAnswer.notFound.body()) }
        let asked = units.first { $0.creditCode == inquiry.creditCode }
        let told = desk.faults.contains(.wrongUnit) ? units.first { $0.creditCode != inquiry.creditCode } : asked
        return .body(try (told.map { UnitInquiryAnswer.found($0) } ?? .notFound).body())
    }

    mutating func act(_ act: String, _ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        switch act {
        case "found": try found(form, &desk)
        case "change": try change(form, &desk)
        case "end": try end(form, &desk)
        default: throw MalformedMessage(field: "", sentence: "没有此操作。")
        }
    }
}

extension UnitRegisterOffice {
    /// Registers a new unit. The market regulator's "E窗通" passes it on with what it wishes; who founds at another register
    /// comes to the platform by itself.
    private mutating func found(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        guard let kind = UnitKind(rawValue: form["kind"] ?? ""), let prefix = kind.codePrefix(at: Register.partner)
        else { throw MalformedMessage(field: "kind", sentence: "请选择由本部门登记的单位类型。") }
        let unit = SharedUnit(
            creditCode: newCode(prefix), name: form["name"] ?? "", kind: kind, type: kind.chinese,
            registeredOn: desk.today, authority: Self.title,
            head: .init(name: form["head"] ?? "", number: form["headNumber"] ?? ""),
            address: form["address"] ?? "", scope: nil, industry: form["industry"] ?? "", status: .active,
            contact: contact(form), revision: 1)
        _ = try UnitInquiryAnswer.found(unit).body()
        if Register.self == MarketRegulator.self {
            try desk.send(
                UnitFounded(
                    number: desk.number("ECT"), unit: unit, wishesRegistration: form["wishes"] != nil,
                    division: form["division"] ?? "", account: nil))
        }
        units.insert(unit, at: 0)
    }

    private mutating func change(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        let index = try place(form)
        let unit = units[index]
        guard unit.status == .active else {
            throw MalformedMessage(field: "creditCode", sentence: "该单位已\(unit.status.chinese)，不能再变更。")
        }
        let changed = SharedUnit(
            creditCode: unit.creditCode, name: form["name"] ?? "", kind: unit.kind, type: unit.type,
            registeredOn: unit.registeredOn, authority: unit.authority,
            head: .init(name: form["head"] ?? "", number: form["headNumber"] ?? ""), address: form["address"] ?? "",
            scope: unit.scope, industry: unit.industry, status: .active, contact: contact(form),
            revision: unit.revision + 1)
        try desk.send(UnitChanged<Register>(changed, changedOn: desk.today))
        units[index] = changed
    }

    private mutating func end(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        let index = try place(form)
        guard let status = SharedUnit.Status(rawValue: form["status"] ?? ""), status != .active else {
            throw MalformedMessage(field: "status", sentence: "请选择注销或吊销。")
        }
        let unit = units[index]
        let ended = SharedUnit(
            creditCode: unit.creditCode, name: unit.name, kind: unit.kind, type: unit.type,
            registeredOn: unit.registeredOn, authority: unit.authority, head: unit.head, address: unit.address,
            scope: unit.scope, industry: unit.industry, status: status, contact: unit.contact,
            revision: unit.revision + 1)
        try desk.send(UnitDeregistered<Register>(ended, endedOn: desk.today))
        units[index] = ended
    }

    private func place(_ form: SubmittedForm) throws(MalformedMessage) -> Int {
        guard let index = units.firstIndex(where: { $0.creditCode == form["creditCode"] }) else {
            throw MalformedMessage(field: "creditCode", sentence: "没有登记这户单位。")
        }
        return index
    }

    private func contact(_ form: SubmittedForm) -> SharedUnit.Contact? {
        guard let phone = form["phone"], !phone.isEmpty else { return nil }
        return SharedUnit.Contact(name: form["contact"] ?? "", phone: phone)
    }
}

extension UnitRegisterOffice {
    /// No division of China has this code, so that no code made here can belong to a real unit.
    private static var division: String { "590000" }

    /// The next free code: the serial counts up, both check characters follow from the rule.
    private func newCode(_ prefix: String) -> String {
        let taken = Set(units.map(\.creditCode))
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        for serial in 5_000...9_999 {
            let start = "\(prefix)\(Self.division)MADM\(serial)"
            // The organisation code's own check is one of eleven.
            for inner in "0123456789X" {
                for outer in alphabet {
                    let code = "\(start)\(inner)\(outer)"
                    if let read = try? CreditCode(code), read.toBeConfirmed.isEmpty, !taken.contains(code) {
                        return code
                    }
                }
            }
        }
        preconditionFailure("a demonstration founds fewer than five thousand units")
    }
}

extension UnitKind {
    /// The first two characters of the codes that a register gives to this kind; `nil` if it registers none such.
    func codePrefix(at register: Partner) -> String? {
        let prefix =
            switch self {
            case .enterprise: "91"
            case .individualBusiness: "92"
            case .publicInstitution: "12"
            case .governmentBody: "11"
            case .socialOrganisation: "51"
            case .privateNonEnterprise: "52"
            case .other: "59"
            }
        return Partner.register(of: prefix) == register ? prefix : nil
    }
}
