import Basics
import Casework
import HTTP
import Matters
import Office

/// Who has come, what they have shown, what they want: the teller's first form.
struct IntakeForm: Component {
    private let kind: Applicant.Kind
    private let form: SubmittedForm
    private let problems: [String: String]

    init(_ kind: Applicant.Kind, _ form: SubmittedForm, _ problems: [FormProblem]) {
        self.kind = kind
        self.form = form
        self.problems = Dictionary(problems.map { ($0.field, $0.sentence) }) { first, _ in first }
    }

    var markup: Markup {
        """
        \(FormField(
            "channel", "来件方式", .choice(channels.map { .init($0.rawValue, Self.arrival(by: $0)) }),
            hint: "传真、邮寄的，按来件中的证件复印件填写来人信息。", value: form["channel"] ?? Channel.counter.rawValue,
            problem: problems["channel"]))
        \(identity)
        \(FormField(
            "matter", "办理事项", .choice(matters), value: form["matter"], problem: problems["matter"]))
        <div class="actions">\(Button("开始办理"))</div>
        """
    }

    /// Who has come, and what they have shown.
    var identity: Markup {
        """
        \(FormField(
            "standing", "来人身份", .choice(IdentityCheck.Standing.all(of: kind).map { .init($0.rawValue, $0.chinese) }),
            value: form["standing"], problem: problems["standing"]))
        \(FormField(
            "visitor", "来人姓名", .text(maxLength: 50), hint: kind == .person ? "本人办理的可以不填。" : "按身份证件填写。",
            isRequired: kind != .person, value: form["visitor"], problem: problems["visitor"]))
        \(FormField(
            "numberEnd", "来人证件号码后四位", .text(maxLength: 4), hint: "只记录后四位。", value: form["numberEnd"],
            problem: problems["numberEnd"]))
        \(FormField(
            "seen", "已核验的证件", .ticks(IdentityCheck.Document.all(for: kind).map { .init($0.rawValue, $0.chinese) }),
            hint: "按实际看到的勾选，将记入办件和查看记录。", values: form.all("seen"), problem: problems["seen"]))
        """
    }

    private static func arrival(by channel: Channel) -> String {
        switch channel {
        case .fax: "传真来件"
        case .mail: "邮寄来件"
        default: "到窗口办理"
        }
    }

    /// Some applicants come in person only.
    private var channels: [Channel] {
        Channel.atCounter.filter { !Catalogue.matters(for: kind, through: $0).isEmpty }
    }

    private var matters: [FormField.Option] {
        Catalogue.matters(for: kind, through: .counter).map { .init($0.card.slug, $0.card.name, hint: $0.card.summary) }
    }

    struct Intake {
        let matter: any Matter.Type
        let channel: Channel
        let check: IdentityCheck
    }

    struct Unread: Error {
        let problems: [FormProblem]
    }

    /// - Parameters:
    ///   - name: of the employer or person on record, for a person who comes for themself and left theirs out. Whether the
    ///     visitor is who they are said to be is for the desk to compare.
    static func read(
        _ form: SubmittedForm, _ kind: Applicant.Kind, name: String, by teller: Principal, on day: Day
    ) -> Result<Intake, Unread> {
        var problems: [FormProblem] = []
        let check: IdentityCheck?
        switch Self.check(form, kind, name: name, by: teller, on: day) {
        case .success(let read): check = read
        case .failure(let unread):
            check = nil
            problems = unread.problems
        }
        let matter = Catalogue.matters(for: kind, through: .counter).first { $0.card.slug == form["matter"] }
        if matter == nil { problems.append(FormProblem("matter", "请选择办理事项。")) }
        let channel = form["channel"].map(Channel.init(rawValue:)) ?? .counter
        if channel.map(Channel.atCounter.contains) != true {
            problems.append(FormProblem("channel", "请选择来件方式。"))
        } else if let matter, let channel, !matter.card.channels.contains(channel) {
            problems.append(FormProblem("channel", "“\(matter.card.name)”须由来人到窗口办理。"))
        }
        guard problems.isEmpty, let check, let matter, let channel else {
            return .failure(Unread(problems: problems))
        }
        return .success(Intake(matter: matter, channel: channel, check: check))
    }

    /// Who has come, and what they have shown.
    static func check(
        _ form: SubmittedForm, _ kind: Applicant.Kind, name: String, by teller: Principal, on day: Day
    ) -> Result<IdentityCheck, Unread> {
        var problems: [FormProblem] = []
        let standing = form["standing"].flatMap(IdentityCheck.Standing.init).flatMap {
            IdentityCheck.Standing.all(of: kind).contains($0) ? $0 : nil
        }
        if standing == nil { problems.append(FormProblem("standing", "请选择来人身份。")) }
        var visitor = (form["visitor"] ?? "").trimmed
        if visitor.isEmpty, standing == .themself { visitor = name }
        if case .failure(let problem) = PersonName.read(visitor) {
            problems.append(FormProblem("visitor", visitor.isEmpty ? "请填写来人姓名。" : problem.sentence))
        }
        let end = (form.number("numberEnd") ?? "").uppercased()
        if end.count != 4 || !end.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isLetter) }) {
            problems.append(FormProblem("numberEnd", "请填写证件号码的后四位。"))
        }
        let documents = IdentityCheck.Document.all(for: kind).filter { form.all("seen").contains($0.rawValue) }
        if !documents.contains(where: \.provesIdentity) {
            problems.append(FormProblem("seen", "请勾选已核验的来人身份证件；没有核验身份的不能办理。"))
        } else if standing?.needsAuthority == true, !documents.contains(.authority), !documents.contains(.licence) {
            problems.append(FormProblem("seen", kind.isOrganisation ? "请核验并勾选单位证照或授权委托书。" : "代办的，请核验并勾选授权委托书。"))
        }
        guard problems.isEmpty, let standing else { return .failure(Unread(problems: problems)) }
        return .success(
            IdentityCheck(
                visitor: visitor, standing: standing, numberEnd: end, documents: documents, checkedBy: teller.name,
                checkedOn: day))
    }
}
