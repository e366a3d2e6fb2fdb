import Basics
import Casework
import Office
import Records

/// What is registered of an employer today.
struct RegisteredItems: Component {
    private let unit: RegisteredUnitView

    init(_ unit: RegisteredUnitView) {
        self.unit = unit
    }

    var markup: Markup {
        SummaryList(
            [.init("统一社会信用代码", unit.employer.creditCode)] + items
                + [
                    .init("工伤保险行业风险类别", injuryClass), .init("参保地经办机构", unit.branchName),
                    .init("社会保险登记日期", unit.employer.registeredOn.chinese),
                ]
        ).markup
    }

    private var items: [SummaryList.Entry] {
        guard let record = unit.record else { return [.init("单位名称", unit.employer.name)] }
        return record.items.map { SummaryList.Entry($0.key.chinese, $0.shown) }
    }

    /// That of this month, and the next where another has been registered for then.
    private var injuryClass: String {
        let month = unit.today.month
        let now = unit.employer.injuryClass(in: month)
        guard let change = unit.record?.classChange, month < change.from else { return "\(now)类" }
        return "\(now)类，自\(change.from.chinese)起\(unit.employer.injuryClass)类"
    }
}

/// What was registered and changed, case by case; names on papers of earlier days are found here.
struct RegistrationHistory: Component {
    private let unit: RegisteredUnitView
    private let record: (CaseId) -> Link

    init(_ unit: RegisteredUnitView, record: @escaping (CaseId) -> Link) {
        self.unit = unit
        self.record = record
    }

    var markup: Markup {
        let cases = unit.history.map { entry in
            Timeline.Event(entry.matterName, at: entry.recordedOn.chinese, detail(entry))
        }
        let before = unit.takenOver.map { held in
            Timeline.Event(
                "承接自以往系统的登记", at: held.registeredOn.chinese, "<p>\(held.name)，工伤保险行业风险类别\(held.injuryClass)类</p>")
        }
        return Timeline(cases + [before].compactMap(\.self)).markup
    }

    private func detail(_ entry: RegisteredUnitView.Entry) -> Markup {
        """
        \(if: !entry.changes.isEmpty, "<p>\(each: entry.changes, change)\(optional: entry.classChange, { classChange($0, entry) })</p>")
        <p>\(if: entry.isOpenToReader, "<a href=\"\(record(entry.caseId))\">办件\(entry.caseNumber)</a>")\
        \(if: !entry.isOpenToReader, "办件\(entry.caseNumber)")</p>
        """
    }

    private func change(_ change: EmployerItemChange) -> Markup {
        let before = change.before.map { "\($0) → " } ?? ""
        return "\(change.key.chinese)：\(before)\(change.after)<br>"
    }

    private func classChange(_ change: EmployerRecord.ClassChange, _ entry: RegisteredUnitView.Entry) -> Markup {
        "工伤保险行业风险类别：\(change.before)类 → \(entry.injuryClass)类（自\(change.from.chinese)起）<br>"
    }
}
