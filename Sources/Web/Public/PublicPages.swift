package import Basics
import Casework
import HTTP
import Matters
package import Office

/// The pages that need no login.
package struct PublicPages: Sendable {
    let desk: Desk
    let information: PublicInformation
    let verification: Verification
    let home: Region
    /// Guessing numbers is slow for whoever tries.
    let guesses: RateLimit

    /// - Parameter home: the region whose standards are shown.
    package static func endpoints(
        _ desk: Desk, queue: DrawingQueue, home: Region,
        guesses: RateLimit = RateLimit(burst: 30, perSecond: 0.5)
    ) -> [Endpoint] {
        let pages = PublicPages(
            desk: desk, information: PublicInformation(desk), verification: Verification(desk, queue: queue),
            home: home,
            guesses: guesses)
        let everybody = Set(Visitor.Role.allCases)
        return [
            .get(PublicPaths.home, for: everybody) { visit in try await pages.home(visit) },
            .get(PublicPaths.standards, for: everybody) { visit in pages.standards(visit) },
            .get(PublicPaths.progress, for: everybody) { visit in pages.progress(visit) },
            .post(PublicPaths.progress, for: everybody) { visit, form in try await pages.progress(visit, form) },
            .get(PublicPaths.verify, for: everybody) { visit in pages.verify(visit) },
            .post(PublicPaths.verify, for: everybody, limits: Self.uploadLimits) { visit, form in
                try await pages.verify(visit, form)
            },
            .get(PublicPaths.keys, for: everybody) { _ in .json(pages.verification.publishedKeys) },
            .get(PublicPaths.verifyNumber, for: everybody) { visit, number in try await pages.verify(visit, number) },
            .get(PublicPaths.scanned, for: everybody) { visit, code in try await pages.verify(visit, code) },
        ]
    }

    /// A file of ten million bytes and what stands around it.
    private static let uploadLimits = FormLimits(fileCount: 1, fileBytes: 10_000_000, totalBytes: 10_300_000)

    func takeGuess(_ visit: Visit) throws {
        if let seconds = guesses.secondsToWait(for: visit.request.remoteAddress) {
            throw PageProblem.tooMany(retryAfterSeconds: seconds)
        }
    }
}

extension PublicPages {
    private func home(_ visit: Visit) async throws -> Response {
        let announcements = try await desk.announcements(to: nil, in: home, limit: AnnouncementBoard.shown)
        let content: Markup = """
            <h1>社会保险网上服务</h1>
            <p class="lead">为用人单位和参保人办理参保登记、缴费计划、权益记录等业务。每一笔金额都能看到计算过程和政策依据，每一份文书都能核验真伪。</p>
            <ul class="entries">
            <li><a href="\(EmployerPaths.home())"><strong>单位办事</strong><span>职工参保登记、月报缴费计划、到账查询</span></a></li>
            <li><a href="\(UnitPaths.account())"><strong>单位首次使用</strong><span>开通单位账户，办理单位社会保险登记</span></a></li>
            <li><a href="\(IndividualPaths.home())"><strong>个人办事</strong><span>缴费记录、权益记录、谁看过我的记录</span></a></li>
            <li><a href="\(GuidePaths.home())"><strong>办事指南</strong><span>条件、材料、时限和申请表下载</span></a></li>
            <li><a href="\(PublicPaths.verify())"><strong>文书核验</strong><span>凭编号、二维码或文件核验真伪</span></a></li>
            <li><a href="\(PublicPaths.progress())"><strong>办件进度</strong><span>凭办件编号查询，无需登录</span></a></li>
            <li><a href="\(CalculatorPaths.all())"><strong>计算器</strong><span>缴费、滞纳金、退休和养老金等，列出每一步依据</span></a></li>
            </ul>
            <div class="columns">
            <section>
            \(AnnouncementBoard(announcements))
            <h2>现行缴费标准</h2>
            \(standardsTable)
            <p><a href="\(PublicPaths.standards())">查看各项标准的依据</a></p>
            </section>
            <section>
            <h2>可以办理的事项</h2>
            \(PublicPages.matters)
            </section>
            </div>
            """
        return Page("首页", in: .open, content).response(to: visit)
    }

    /// By name; what each is, the guide says.
    private static var matters: Markup {
        func group(_ title: String, _ kind: Applicant.Kind) -> Markup {
            """
            <h3>\(title)</h3>
            <ul class="links">\(each: Catalogue.matters(for: kind, through: .web), { "<li><a href=\"\(GuidePaths.matter($0.card.slug))\">\($0.card.name)</a></li>" })</ul>
            """
        }
        return """
            \(group("新单位", .unit))\(group("用人单位", .employer))\(group("个人", .person))
            <p><a href="\(GuidePaths.home())">全部事项的办事指南</a></p>
            """
    }
}
