package import Basics
import Casework
import Database
import Records
import Storage

/// Why the teller's check of a visitor does not hold against the record; said at a field of the intake form.
package struct VisitorRefusal: Error, Hashable, Sendable {
    package enum Field: String, Hashable, Sendable {
        case visitor, numberEnd
    }

    package let field: Field
    package let sentence: String
}

extension Desk {
    /// Refuses a visitor who came as the person themself, or as the head of a unit, and is somebody else by the record. Whoever
    /// comes for another is not on that record: they need the authority that the intake form asks for.
    ///
    /// - Returns: the check, which says so where there was nothing to compare the visitor with.
    /// - Throws: `VisitorRefusal`.
    func compared(_ check: IdentityCheck, with applicant: Applicant) async throws -> IdentityCheck {
        switch check.standing {
        case .themself: try await comparedAsThemself(check, applicant)
        case .representative: try await comparedAsHead(check, applicant)
        case .operatorOfEmployer, .delegate: check
        }
    }

    /// Whom a teller has known by a document before acting in a case for its applicant: now, or when it was filed today.
    /// - Returns: `nil` where the applicant acts, or nobody applied; and where the case says already who stands there.
    func visitor(
        _ check: IdentityCheck?, in id: CaseId, by principal: Principal
    ) async throws -> IdentityCheck? {
        guard principal.role == .teller else { return nil }
        let state = try await database.read { [self] tx in
            _ = try requireCase(id, for: principal, tx)
            return try tx.cases.state(of: id)
        }
        guard let state, ![.partner, .agency].contains(state.application.applicant.kind) else { return nil }
        if let check { return try await compared(check, with: state.application.applicant) }
        guard state.isKnown(to: principal, on: clock.today) else {
            throw DeskRefusal.invalid("请先核验来人身份，再为其修改、撤回或者申请复查。")
        }
        return nil
    }

    private func comparedAsThemself(_ check: IdentityCheck, _ applicant: Applicant) async throws -> IdentityCheck {
        switch applicant {
        case .person(let id):
            let person = try await database.read { tx in try tx.people.withIds([id])[id] }
            guard let person else { throw DeskRefusal.notFound }
            try Self.compare(check, with: [Self.identity(of: person)], .themself)
            return check
        case .newcomer(let number):
            // Nobody's name is on record yet; the population register says whose the number is. While it does not, the number
            // alone is compared: the registration waits for the register, or for papers that another compares.
            let fact = RegisteredIdentity(name: check.visitor, number: number)
            try await ask([fact])
            let answer = try await database.read { tx in
                try tx.partnerAnswers.identity(name: fact.name, number: fact.number)
            }
            let name: String? =
                switch answer {
                case .found(let shared, _): shared.name
                case .nameDiffers: ""
                case .notAsked, .silent, .notFound: nil
                }
            try Self.compare(check, with: [Known(name: name ?? check.visitor, numbers: [number])], .themself)
            return name == nil ? check.restingOnDocumentsAlone : check
        case .employer, .unit, .partner, .agency: throw DeskRefusal.notFound
        }
    }

    /// The head by the record or by the unit's register: who took office lately comes to have the record changed.
    private func comparedAsHead(_ check: IdentityCheck, _ applicant: Applicant) async throws -> IdentityCheck {
        let heads: [Known] = try await database.read { tx in
            var heads: [Known] = []
            var code: String? = nil
            switch applicant {
            case .employer(let id):
                code = try tx.employers.withIds([id])[id]?.creditCode
                if let head = try tx.employerRecords.current(of: [id])[id]?.head {
                    heads.append(Known(name: head.name, numbers: [head.number]))
                }
            case .unit(let creditCode): code = creditCode
            case .person, .newcomer, .partner, .agency: throw DeskRefusal.notFound
            }
            if let head = try code.flatMap({ try tx.partnerAnswers.unit($0).unit?.head }) {
                heads.append(Known(name: head.name, numbers: [head.number]))
            }
            return heads
        }
        if heads.isEmpty { return check.restingOnDocumentsAlone }
        try Self.compare(check, with: heads, .representative)
        return check
    }

    /// Who came to have themself registered is registered by the name by which the teller knew them.
    static func requireRegistrationOfVisitor(_ application: Application) throws(DeskRefusal) {
        guard application.applicant.newcomer != nil, let check = application.identityCheck, check.standing == .themself,
            let name = application.answers["name"], plain(name) != plain(check.visitor)
        else { return }
        throw .invalid("填写的姓名与核验的来人姓名不一致。来人是本人的，请按身份证件改正姓名；不是本人的，请重新核验来人身份。")
    }

    /// Somebody by a record: their name, and the numbers of which a document can show the end.
    private struct Known {
        let name: String
        let numbers: [String]
    }

    private static func identity(of person: InsuredPerson) -> Known {
        Known(name: person.name, numbers: [person.number, person.document?.document.number].compactMap(\.self))
    }

    private static func compare(
        _ check: IdentityCheck, with known: [Known], _ standing: IdentityCheck.Standing
    ) throws(VisitorRefusal) {
        let named = known.filter { plain($0.name) == plain(check.visitor) }
        let isThemself = standing == .themself
        if named.isEmpty {
            throw VisitorRefusal(
                field: .visitor,
                sentence: isThemself
                    ? "与登记的姓名不一致。来人不是本人的，请选择“代办人”并核验授权委托书。"
                    : "与登记的法定代表人（负责人）姓名不一致。来人是经办人的，请选择“单位经办人”并核验单位证照或授权委托书。")
        }
        if !named.contains(where: { $0.numbers.contains { $0.uppercased().hasSuffix(check.numberEnd.uppercased()) } }) {
            throw VisitorRefusal(
                field: .numberEnd,
                sentence: isThemself
                    ? "与登记的社会保障号码后四位不一致，请核对来人是否为本人。"
                    : "与登记的法定代表人（负责人）证件号码后四位不一致，请核对来人是否为本人。")
        }
    }

    /// As names are compared: however the dot was typed, in small or capital letters.
    private static func plain(_ name: String) -> String { ((try? PersonName(name))?.text ?? name).uppercased() }
}

extension CaseState {
    /// Whether whoever filed it came to this teller today, and still stands there.
    fileprivate func isKnown(to teller: Principal, on today: Day) -> Bool {
        application.identityCheck.map { $0.checkedOn == today && $0.checkedBy == teller.name } ?? false
    }
}

extension CaseView {
    /// Whether a teller has to know somebody by a document before acting in it for its applicant.
    package func needsVisitor(before principal: Principal, on today: Day) -> Bool {
        principal.role == .teller && ![.partner, .agency].contains(state.application.applicant.kind)
            && !state.isKnown(to: principal, on: today)
    }
}
