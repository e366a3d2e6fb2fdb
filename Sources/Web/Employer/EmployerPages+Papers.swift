import HTTP
import Office
import Storage

extension EmployerPages {
    func papers(_ visit: Visit) async throws -> Response {
        let listing = try await pages.paperListing(by: visit.principal)
        if let employer = listing.employer {
            try await note(visit, "查看单位文书", .list(employer, filter: "单位文书", page: visit.pageNumber))
        }
        let content: Markup = """
            <div class="head"><h1>单位文书</h1>\
            \(LinkButton("出具缴费证明", to: FilingPaths.employer.apply("employer-certificate")))</div>
            <p class="lead">文书均加盖电子印章，可以下载、转发、打印；任何人都能在“文书核验”页面查验真伪。</p>
            \(PaperList(listing, visit, at: EmployerPaths.papers()))
            """
        return Page("单位文书", in: .employer, content).response(to: visit)
    }
}
