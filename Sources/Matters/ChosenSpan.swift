import Basics
import Casework

/// The months that a record or a certificate is asked for: a usual span, or from one month to another.
struct ChosenSpan: Hashable {
    enum Choice: String, Hashable, Sendable, CaseIterable {
        case thisYear, lastTwelveMonths, all, chosen

        var chinese: String {
            switch self {
            case .thisYear: "本年"
            case .lastTwelveMonths: "近12个月"
            case .all: "全部（自最早的记录起）"
            case .chosen: "自选起止月份"
            }
        }
    }

    let from: Month
    let through: Month

    static let choice = Field<Choice>(
        "span", "查询范围", isRequired: false, initial: Choice.lastTwelveMonths.rawValue)
    static let from = Field<Month>("from", "起始月份", hint: "选“自选起止月份”的填写", isRequired: false)
    static let through = Field<Month>("through", "截止月份", hint: "选“自选起止月份”的填写", isRequired: false)
    static let fields = [choice.definition, from.definition, through.definition]

    /// - Parameter earliest: the first month that anything is held of; `nil` where nothing is.
    /// - Returns: `nil` while months are chosen and not both given.
    init?(of application: Application, earliest: Month?) {
        let month = application.filedOn.month
        switch application[Self.choice] ?? .chosen {
        case .thisYear:
            self.from = Month(yyyymm: month.year * 100 + 1)!
            self.through = month
        case .lastTwelveMonths:
            self.from = month.adding(months: -11)
            self.through = month
        case .all:
            self.from = min(earliest ?? month, month)
            self.through = month
        case .chosen:
            guard let from = application[Self.from], let through = application[Self.through] else { return nil }
            self.from = from
            self.through = through
        }
    }

    var isOrdered: Bool { from <= through }
    var chinese: String { from == through ? from.chinese : "\(from.chinese)至\(through.chinese)" }

    /// Whoever chooses the months names both; who names months without choosing them would not get what they named.
    static func problems(of application: Application) -> [FieldProblem] {
        guard application[choice] ?? .chosen == .chosen else {
            let isNamed = [from, through].contains { !(application.answers[$0.key] ?? "").isEmpty }
            return isNamed
                ? [FieldProblem(field: choice.key, sentence: "填写了起止月份的，请选“自选起止月份”；不自选的，请清空起止月份。")] : []
        }
        return [from, through].filter { (application.answers[$0.key] ?? "").isEmpty }
            .map { FieldProblem(field: $0.key, sentence: $0.definition.missingSentence) }
    }

    func refusals(on today: Day) -> [Refusal] {
        if from > through {
            return [
                Refusal("spanReversed", field: Self.through.key, "截止月份早于起始月份。", remedy: "请核对起止月份。")
            ]
        }
        if through > today.month {
            return [
                Refusal(
                    "spanInFuture", field: Self.through.key, "截止月份晚于本月（\(today.month.chinese)）。",
                    remedy: "请选择本月或以前的月份。")
            ]
        }
        return []
    }

    /// What is held, and whom to ask for what is not.
    static func held(since earliest: Month?) -> String {
        guard let earliest else { return "本机构没有缴费记录。" }
        return "本机构的缴费记录自\(earliest.chinese)起；更早月份的，请向当时的经办机构查询。"
    }
}

extension ChosenSpan.Choice: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}
