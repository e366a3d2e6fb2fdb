import Basics
import Casework
import HTTP
import Matters
import Office
import Storage

/// The one page of a unit that is not on record: it leads into registration, and shows the case that came of it.
package struct UnitPages: Sendable {
    let office: PortalOffice

    package static func endpoints(_ office: PortalOffice) -> [Endpoint] {
        let pages = UnitPages(office: office)
        return [
            .get(UnitPaths.home, for: [.unit]) { visit in try await atTheDesk { try await pages.home(visit) } },
            .get(UnitPaths.filed, for: [.unit, .employer]) { visit, id in
                let portal = try visit.principal.role.portal
                return .seeOther(FilingPaths.of(portal).caseRecord(id).with(["filed": "1"]).address)
            },
        ]
    }

    private func home(_ visit: Visit) async throws -> Response {
        let principal = try visit.principal
        guard let applicant = Desk.applicant(of: principal), let code = applicant.unit else {
            throw PageProblem.notFound
        }
        let name = try await office.desk.name(of: applicant)
        let cases = try await office.desk.cases(of: principal, isOpen: nil, page: 1).cases
        let drafts = try await office.desk.drafts(of: principal).filter { $0.caseId == nil }
        let content: Markup = """
            <h1>\(name)</h1>
            <p class="lead">统一社会信用代码 \(code)</p>
            \(state(cases, drafts, visit))
            \(if: !cases.isEmpty, CaseTable(cases, isApplicant: true, record: FilingPaths.unit.caseRecord).markup)
            <h2>为什么先登记</h2>
            <p>用人单位应当自成立之日起三十日内办理社会保险登记，登记后才能为职工办理参保、申报缴费。登记机关有共享信息的，无需提供材料，当场办结。</p>
            """
        return try office.page("单位登记", visit, content)
    }

    /// What is to be done now: one thing.
    private func state(_ cases: [Cases.Summary], _ drafts: [Draft], _ visit: Visit) -> Markup {
        let paths = FilingPaths.unit
        if let open = cases.first(where: { $0.status.isOpen }) {
            let isReturned = open.status == .returned
            return Notice(
                isReturned ? .warning : .info, isReturned ? "登记申请需要补正" : "登记申请正在办理",
                """
                <p>\(isReturned ? "请查看需要补正的内容，修改后重新提交。" : "办结后即可办理其他业务，办理进度可以随时查看。")</p>
                <div class="actions">\(LinkButton(isReturned ? "查看并补正" : "查看办理进度", to: paths.caseRecord(open.id)))</div>
                """
            ).markup
        }
        if let draft = drafts.first {
            return Notice(
                .warning, "贵单位尚未办理社会保险登记",
                """
                <p>您已开始填写登记申请，请继续填写并提交。</p>
                <div class="actions">\(LinkButton("继续办理单位社会保险登记", to: paths.draft(draft.id)))</div>
                """
            ).markup
        }
        return Notice(
            .warning, "贵单位尚未办理社会保险登记",
            """
            <p>办理登记后，才能使用其他业务。</p>
            \(PostForm(to: paths.apply(EmployerRegistration.card.slug), visit, """
                <div class="actions">\(Button("办理单位社会保险登记"))</div>
                """))
            """
        ).markup
    }
}
