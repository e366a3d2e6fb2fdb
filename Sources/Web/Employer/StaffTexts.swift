import Basics
import Office
import Records
import Storage

/// What one staff list says of each person's coverage. A few texts stand in hundreds of rows: each is made once.
final class StaffTexts {
    struct Texts {
        /// `养老、失业、医疗（含生育）待反馈、工伤`
        let lines: Markup
        let standing: Markup
    }

    private struct Key: Hashable {
        let coverage: Int
        let medical: KeeperAnswers.Standing.Mark
    }

    private let names: LineNames
    private let month: Month
    private var known: [Key: Texts] = [:]
    /// Whoever follows is mostly covered as the one before.
    private var last: (key: Key, texts: Texts)?

    init(_ names: LineNames, _ month: Month) {
        self.names = names
        self.month = month
    }

    func of(_ member: Staff.Member) -> Texts {
        let key = Key(coverage: member.coverageKind, medical: member.medical.mark)
        let texts: Texts
        if let last, last.key == key {
            texts = last.texts
        } else {
            texts = known[key] ?? make(member)
            known[key] = texts
            last = (key, texts)
        }
        // The day on which somebody left is their own.
        if member.endedOn == nil { return texts }
        return Texts(lines: texts.lines, standing: Self.standing(member, [], month))
    }

    private func make(_ member: Staff.Member) -> Texts {
        let spans = member.spans
        let covered = spans.filter { $0.last.map { month <= $0 } ?? true }.map(\.line)
        return Texts(
            lines: covered.isEmpty ? "—" : Markup(names.list(covered, ofOthers: member.medical.mark.rawValue)),
            standing: Self.standing(member, spans, month))
    }

    static func standing(_ member: Staff.Member, _ spans: [CoverageSpan], _ month: Month) -> Markup {
        if member.voidedOn != nil { return StatusTag(.ended, "已撤销").markup }
        if let ended = member.endedOn { return StatusTag(.ended, "\(ended.chinese)减员").markup }
        if member.isSuspended, let last = spans.lastCovered {
            return StatusTag(.waiting, last < month ? "已暂停缴费" : "\(last.next.month)月起暂停缴费").markup
        }
        guard let first = spans.map(\.first).min(), first > month else { return StatusTag(.done, "在保").markup }
        return StatusTag(.waiting, "\(first.month)月起缴费").markup
    }
}

extension KeeperAnswers.Standing {
    /// Behind the lines of the keeper in a list.
    fileprivate enum Mark: String {
        case awaited = "待反馈"
        case taken = ""
        case refused = "未办理"
    }

    fileprivate var mark: Mark {
        switch self {
        case .awaited: .awaited
        case .taken: .taken
        case .refused: .refused
        }
    }
}
