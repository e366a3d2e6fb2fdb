import Basics
import Casework
import HTTP
import Matters
import Office
import Records

/// 单位信息: what is registered of the employer, and how it has changed.
extension EmployerPages {
    func unit(_ visit: Visit) async throws -> Response {
        let view = try await pages.unit(by: visit.principal)
        let change = FilingPaths.employer.apply(EmployerChange.card.slug)
        let content: Markup = """
            <div class="head"><h1>单位信息</h1>\
            \(if: view.closing == nil, LinkButton("办理变更", to: change).markup)</div>
            \(if: view.record == nil && view.closing == nil, Notice(
                .warning, "登记事项不完整", "<p>本单位的登记信息由以往系统承接，请办理一次单位信息变更，补充单位类型、住所、联系人等登记事项。</p>").markup)
            \(optional: view.closing, { Notice(
                .info, "本单位已于\($0.closedOn.chinese)注销社会保险登记", "<p>下列为注销时的登记事项。</p>").markup })
            \(RegisteredItems(view))
            \(if: view.closing == nil, """
                <p class="quiet">名称、住所、法定代表人等在登记机关变更后，由登记机关共享并自动更新；联系人、经营地点、缴费账户有变化的，请及时办理变更。</p>
                <details class="act"><summary>统一社会信用代码或参保地经办机构有变化</summary>
                <p>登记机关换发统一社会信用代码的，不办理变更：请以新代码办理<a href="\(GuidePaths.matter(EmployerRegistration.card.slug))">单位社会保险登记</a>，\
                为职工在新单位办理增员、在原单位办理减员，原单位结清费用后办理<a href="\(GuidePaths.matter(EmployerDeregistration.card.slug))">注销登记</a>。</p>
                <p>业务全市通办，参保地经办机构不同不影响在任一窗口和网上办理；因迁址确需变更经办机构的，请联系现参保地经办机构。</p>
                </details>
                """)
            <h2>登记和变更记录</h2>
            \(RegistrationHistory(view) { FilingPaths.employer.caseRecord($0) })
            """
        return Page("单位信息", in: .employer, content).response(to: visit)
    }
}
