import Basics
import Casework
import Documents
import HTTP
package import Office
import Storage

/// The papers of a person or an employer, as pages and as sealed files.
package struct PaperPages: Sendable {
    let room: PaperRoom
    let readLog: ReadLogWriter

    /// - Parameter roles: who comes to this site: holders to the one, staff to the other.
    package static func endpoints(
        _ desk: Desk, _ readLog: ReadLogWriter, queue: DrawingQueue, for roles: Set<Visitor.Role>
    ) -> [Endpoint] {
        let pages = PaperPages(room: PaperRoom(desk, queue: queue), readLog: readLog)
        return [
            .get(PaperPaths.paper, for: roles) { visit, address in
                try await atTheDesk { try await pages.paper(visit, address) }
            }
        ]
    }

    private func paper(_ visit: Visit, _ address: PaperAddress) async throws -> Response {
        let principal = try visit.principal
        let held = try await room.paper(address.number, by: principal)
        let purpose = address.isFile ? "下载文书" : "查看文书"
        if let person = held.about {
            try await readLog.note(principal, purpose, from: visit.request.remoteAddress, of: .person(person))
        }
        if held.issued.paper.kind.listsStaff, let employer = held.issued.employer {
            let filter = "\(held.issued.paper.title) \(held.issued.number)"
            try await readLog.note(
                principal, purpose, from: visit.request.remoteAddress, of: .list(employer, filter: filter, page: 1))
        }
        return address.isFile ? try await file(held, visit) : page(held, principal, visit)
    }

    private func file(_ held: HeldPaper, _ visit: Visit) async throws -> Response {
        let pdf: [UInt8]
        do {
            pdf = try await room.pdf(of: held)
        } catch let fault as PaperFault {
            throw PageProblem(.conflict, title: "文书暂不能出具", sentence: "\(fault)。")
        } catch is DrawingQueue.Full {
            throw PageProblem(.unavailable, title: "请稍后再试", sentence: "正在出具的文书较多，请过一会儿再下载。文书已经办结，不会丢失。")
        }
        if visit.query["download"] != nil {
            return .download(
                pdf, type: "application/pdf", fileName: "\(held.issued.paper.title)-\(held.issued.number).pdf")
        }
        return Response(
            headers: [
                "content-type": "application/pdf",
                "content-disposition": "inline; filename=\"\(held.issued.number).pdf\"",
            ],
            body: pdf)
    }

    private func page(_ held: HeldPaper, _ principal: Principal, _ visit: Visit) -> Response {
        let (issued, paper) = (held.issued, held.issued.paper)
        let content: Markup = """
            <div class="head"><h1>\(paper.title)</h1>\(issued.withdrawal == nil ? StatusTag(.done, "有效") : StatusTag(.ended, "已作废"))</div>
            <p class="lead">\(if: !paper.subtitle.isEmpty, "\(paper.subtitle) · ")编号 \(issued.number) · \(paper.issuedOn.chinese)出具</p>
            \(optional: issued.withdrawal, { Notice(.warning, "本文书已于\($0.on.chinese)作废", "<p>\($0.reason)</p>").markup })
            \(optional: held.replacedBy, { Notice(.info, "已有更新", "<p>同一范围的新文书：<a href=\"\(PaperPaths.page($0))\">\($0)</a>。</p>").markup })
            \(if: paper.restsOnUnverified, Notice(.warning, "含未核实的政策参数", "<p>计算所用的个别参数尚未与发布原文核对。</p>").markup)
            <div class="actions">\(LinkButton("查看盖章文件", to: PaperPaths.file(issued.number)))\
            \(LinkButton("下载PDF", to: PaperPaths.file(issued.number).with(["download": "1"]), .secondary))</div>
            <h2>文书内容</h2>
            \(Statement(paper.parts))
            \(if: principal.role.portal != .agency, Self.howToVerify)
            """
        return Page(paper.title, in: .of(principal.role.portal), above: Self.above(principal), content).response(
            to: visit)
    }

    private static let howToVerify: Markup = """
        <p class="quiet">盖章文件带有数字签名和防伪二维码，可以在<a href="\(PublicPaths.verify())">文书核验</a>页面查验。</p>
        """

    private static func above(_ principal: Principal) -> [(label: String, link: Link)] {
        switch principal.role.portal {
        case .employer: [("单位文书", EmployerPaths.papers())]
        case .unit: [("单位登记", UnitPaths.home())]
        case .individual: [("我的文书", IndividualPaths.papers())]
        case .agency: [("办件", FilingPaths.agency.cases())]
        }
    }
}
