import Casework
import HTTP
import Office

/// What a preview has shown, sent along with what is decided on it, so that a later preview can say what has changed.
struct SeenStatement: Component {
    static let field = "seen"

    private let decision: Decision

    init(_ decision: Decision) {
        self.decision = decision
    }

    var markup: Markup {
        "\(each: Statement.lines(of: decision.statement), { "<input type=\"hidden\" name=\"\(Self.field)\" value=\"\($0.text)\">" })"
    }
}

extension SubmittedForm {
    var seenLines: [Statement.Line] { allAsSent(SeenStatement.field).prefix(200).compactMap(Statement.Line.init) }
}

/// That nothing was done, since something else would follow than what was seen, and what has changed.
struct ChangedStatement: Component {
    private let seen: [Statement.Line]
    private let assessment: Assessment
    private let act: Act
    private let again: Markup

    /// What was not done.
    enum Act {
        case filing, approval

        fileprivate var undone: String {
            switch self {
            case .filing: "没有提交"
            case .approval: "没有作出决定"
            }
        }

        fileprivate var again: String {
            switch self {
            case .filing: "再次提交"
            case .approval: "再按“\(StaffAct.approve.label)”"
            }
        }
    }

    /// - Parameter again: how to do it as things are now, where that stands right here.
    init(since seen: [Statement.Line], _ assessment: Assessment, _ act: Act, _ again: Markup = .empty) {
        self.seen = seen
        self.assessment = assessment
        self.act = act
        self.again = again
    }

    var markup: Markup { notice.markup }

    private var notice: Notice {
        guard let decision = assessment.decision else {
            return Notice(.error, "\(act.undone)：在您核对期间情况有变化", "<p>现在不能按原内容办理，原因见下。</p>")
        }
        let changes = Statement.changes(from: seen, to: Statement.lines(of: decision.statement))
        if changes.isEmpty {
            return Notice(.warning, "\(act.undone)：办理日期或政策版本已更新", "<p>所列内容没有变化，请确认后\(act.again)。</p>\(again)")
        }
        return Notice(
            .warning, "\(act.undone)：在您核对期间，将要办理的内容有变化",
            "<ul>\(each: changes, { "<li>\($0.name)：\(Self.change($0.before, $0.after))</li>" })</ul><p>请核对新的内容，确认后\(act.again)。</p>\(again)"
        )
    }

    private static func change(_ before: String, _ after: String) -> String {
        switch (before.isEmpty, after.isEmpty) {
        case (true, _): "新增“\(after)”"
        case (_, true): "不再有“\(before)”"
        default: "由“\(before)”变为“\(after)”"
        }
    }
}
