import Basics
import Casework
import HTTP
import Matters
import Office
import Records

/// 办事日历: the employer's own dates, and what being late costs.
extension EmployerPages {
    func calendar(_ visit: Visit) async throws -> Response {
        let view = try await pages.calendar(by: visit.principal)
        let content: Markup = """
            <div class="head"><h1>办事日历</h1>\(LinkButton("下载到日历（.ics）", to: EmployerPaths.calendarFile(), .secondary))</div>
            <p class="lead">今天是\(view.today.chinese)。本单位近期的期限和下一次年度申报的时间，以及错过期限的后果；能算出金额的，点开可以看到计算过程和依据。</p>
            \(if: view.deadlines.isEmpty, EmptyState("目前没有需要办理的期限").markup)
            <ol class="deadlines">\(each: view.deadlines, { Self.deadline($0, view.today, visit) })</ol>
            <p class="quiet">下载的日历文件不含职工个人信息，可以导入常用的日历软件。征收期以税务部门公布的为准。</p>
            """
        return Page("办事日历", in: .employer, content).response(to: visit)
    }

    private static func deadline(_ deadline: Deadline, _ today: Day, _ visit: Visit) -> Markup {
        """
        <li>
        <div class="when"><p class="day">\(deadline.on?.chinese ?? "日期未定")</p>\
        <p class="quiet">\(deadline.kind.chinese)\(if: !distance(deadline, today).isEmpty, " · \(distance(deadline, today))")</p></div>
        <div class="what"><h2>\(title(deadline))</h2>
        \(if: !deadline.detail.isEmpty, "<p>\(deadline.detail)</p>")
        \(lateness(deadline.lateness))
        \(if: deadline.kind == .planNotMade, makePlan(today.month, visit))\
        \(if: deadline.kind == .planMissed, Month(deadline.subject).map { makePlan($0, visit) } ?? .empty)</div>
        </li>
        """
    }

    private static func title(_ deadline: Deadline) -> Markup {
        switch deadline.kind {
        case .planPayable, .planOverdue:
            "<a href=\"\(EmployerPaths.plan(deadline.subject))\">\(deadline.title)</a>"
        case .wages: "<a href=\"\(EmployerPaths.wages())\">\(deadline.title)</a>"
        case .unitChange: "<a href=\"\(FilingPaths.employer.apply(EmployerChange.card.slug))\">\(deadline.title)</a>"
        case .hiring: "<a href=\"\(FilingPaths.employer.apply(StaffEnrolment.card.slug))\">\(deadline.title)</a>"
        case .leaving: "<a href=\"\(FilingPaths.employer.apply(StaffTermination.card.slug))\">\(deadline.title)</a>"
        default: Markup(deadline.title)
        }
    }

    static func distance(_ deadline: Deadline, _ today: Day) -> String {
        guard let day = deadline.on else { return "" }
        switch day.days(since: today) {
        case ..<0: return "已过\(today.days(since: day))天"
        case 0: return "就在今天"
        case 1: return "明天"
        case let days: return "还有\(days)天"
        }
    }

    private static func lateness(_ lateness: Deadline.Lateness) -> Markup {
        switch lateness {
        case .nothing: .empty
        case .lateFee(let fee): lateFee(fee)
        case .amount(let sentence, let explained):
            """
            <p class="late">\(sentence)</p>
            \(ExplainedAmounts([.init("未申报时的应缴数额", explained)]))
            """
        case .words(let sentence, let bases):
            """
            <p class="late">\(sentence)</p>
            \(if: !bases.isEmpty, "<ul class=\"bases\">\(each: bases, { "<li>\($0.citation)：\($0.gist)。</li>" })</ul>")
            """
        }
    }

    private static func lateFee(_ fee: Deadline.LateFeeByDay) -> Markup {
        let next = ExplainedAmounts.Line(
            fee.today == nil ? "逾期第一天缴纳的滞纳金" : "明天缴纳的滞纳金", note: "\(fee.next.paidOn.chinese)，滞纳\(fee.next.days)天",
            fee.next.amount, fee.next.explanation)
        let today = fee.today.map {
            ExplainedAmounts.Line("今天缴纳的滞纳金", note: "滞纳\($0.days)天", $0.amount, $0.explanation)
        }
        return """
            <p class="late">\(fee.today == nil ? "逾期缴纳的，自欠缴之日起按日加收滞纳金：" : "已经逾期，正在按日加收滞纳金：")</p>
            \(ExplainedAmounts([today, next].compactMap { $0 }))
            """
    }

    func calendarFile(_ visit: Visit) async throws -> Response {
        let view = try await pages.calendar(by: visit.principal)
        return .download(
            Array(CalendarFile(view, at: pages.clock.now).text.utf8), type: "text/calendar; charset=utf-8",
            fileName: "社保办事日历-\(view.today).ics")
    }
}

/// The deadlines as calendar programs read them (RFC 5545): whole days, no personal data, the same event under the same
/// name whenever it is downloaded.
struct CalendarFile {
    let text: String

    init(_ view: EmployerCalendar, at now: Instant) {
        let stamp = Self.stamp(now)
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Shebao//Employer Calendar//ZH", "CALSCALE:GREGORIAN"]
        for deadline in view.deadlines where deadline.kind != .hiring && deadline.kind != .leaving {
            guard let day = deadline.on else { continue }
            lines += [
                "BEGIN:VEVENT", "UID:\(deadline.kind.rawValue)-\(deadline.subject)-\(view.employer.id)@shebao",
                "DTSTAMP:\(stamp)", "DTSTART;VALUE=DATE:\(Self.compact(day))",
                "DTEND;VALUE=DATE:\(Self.compact(day.adding(days: 1)))",
                "SUMMARY:\(Self.escaped("社保\(deadline.kind.chinese)：\(deadline.title)"))",
                "DESCRIPTION:\(Self.escaped(deadline.detail))", "TRANSP:TRANSPARENT", "END:VEVENT",
            ]
        }
        lines.append("END:VCALENDAR")
        text = lines.flatMap(Self.folded).map { $0 + "\r\n" }.joined()
    }

    private static func compact(_ day: Day) -> String { day.description.filter { $0 != "-" } }

    private static func stamp(_ now: Instant) -> String {
        let seconds = now.milliseconds / 1_000
        let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60)
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let day = Day("1970-01-01")!.adding(days: Int(seconds / 86_400))
        return "\(compact(day))T\(two(hour))\(two(minute))\(two(second))Z"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\", ";", ",": escaped += "\\\(character)"
            case "\n", "\r\n", "\r": escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// At most 75 bytes a line; what is longer goes on behind a space.
    private static func folded(_ line: String) -> [String] {
        var lines: [String] = []
        var current = ""
        for character in line {
            if current.utf8.count + String(character).utf8.count > 74 {
                lines.append(current)
                current = " "
            }
            current.append(character)
        }
        return lines + [current]
    }
}
