import Basics
import Casework
import Policy
import Records

/// Coverage that is there already where new coverage would begin: one person and line is covered once at a time; a line that
/// belongs to the employment itself (work injury), once for each employer.
struct Clash {
    /// The first month that both would cover.
    let month: Month
    let isElsewhere: Bool
    /// The last month of what is there; `nil` while it goes on.
    let last: Month?

    func refusal(at field: String) -> Refusal {
        let remedy =
            last.map { "原参保缴费至\($0.chinese)，请于\($0.next.chinese)申报，用工起始日期如实填写。" }
            ?? "请通知本人联系原单位办理减员，减员生效后再申报。"
        return Refusal(
            isElsewhere ? "coveredElsewhere" : "coveredHere", field: field,
            isElsewhere
                ? "该人员在\(month.chinese)已由其他单位参保缴费，同一险种同一月份不能重复参保。"
                : "该人员在\(month.chinese)已由本单位参保缴费，同一险种同一月份不能重复参保。",
            remedy: remedy)
    }
}

extension Rules {
    /// - Parameter enrolments: all others of the person.
    /// - Returns: what stands in the way of coverage with an employer; `nil` if nothing does.
    func clash(
        of spans: [CoverageSpan], with enrolments: [Enrolment], employer: EmployerId, region: Region
    ) throws(PolicyGap) -> Clash? {
        guard let first = spans.map(\.first).min() else { return nil }
        let perEmployment = try linesPerEmployment(in: first)
        for enrolment in enrolments where enrolment.region == region {
            let isElsewhere = enrolment.employer != employer
            for there in enrolment.spans where !(isElsewhere && perEmployment.contains(there.line)) {
                guard let span = spans.first(where: { $0.overlaps(there) }) else { continue }
                return Clash(month: max(span.first, there.first), isElsewhere: isElsewhere, last: there.last)
            }
        }
        return nil
    }
}
