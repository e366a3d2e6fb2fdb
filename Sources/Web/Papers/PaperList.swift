import Basics
import Casework
import HTTP
import Office
import Storage

/// Papers in rows, with where each stands; filtered by that, and paged.
struct PaperList: Component {
    static let rowsPerPage = 50

    private let listing: PaperListing
    private let standing: PaperListing.Standing?
    private let page: Int
    private let place: Link

    /// - Parameter place: the page that holds the list.
    init(_ listing: PaperListing, _ visit: Visit, at place: Link) {
        self.listing = listing
        self.standing = visit.query["standing"].flatMap(PaperListing.Standing.init)
        self.page = visit.pageNumber
        self.place = place
    }

    var markup: Markup {
        if listing.entries.isEmpty {
            return EmptyState("还没有文书", "<p>出具缴费证明、权益记录，或办结事项后，文书会列在这里。</p>").markup
        }
        let shown = listing.entries.filter { standing == nil || $0.standing == standing }
        let pageCount = max(1, (shown.count + Self.rowsPerPage - 1) / Self.rowsPerPage)
        let part = Array(shown.dropFirst((min(page, pageCount) - 1) * Self.rowsPerPage).prefix(Self.rowsPerPage))
        return """
            \(tabs)
            \(if: part.isEmpty, EmptyState("没有这类文书").markup)
            \(if: !part.isEmpty, table(part).markup)
            \(Pagination(page: min(page, pageCount), of: pageCount, link: link))
            """
    }

    private func link(_ page: Int) -> Link {
        standing.map { place.with(["standing": $0.rawValue, "page": String(page)]) }
            ?? place.with(["page": String(page)])
    }

    private var tabs: Tabs {
        Tabs(
            "文书状态",
            [Tabs.Tab("全部", count: listing.entries.count, place, isCurrent: standing == nil)]
                + PaperListing.Standing.allCases.map {
                    Tabs.Tab(
                        $0.chinese, count: listing.count($0), place.with(["standing": $0.rawValue]),
                        isCurrent: standing == $0)
                })
    }

    /// What it is about, so that one is told from another.
    private func gist(of entry: PaperListing.Entry) -> String {
        let paper = entry.paper.paper
        let scope =
            paper.kind.isOfRecord
            ? paper.subtitle
            : paper.keyFields.first { ["姓名", "费款所属期"].contains($0.name) }?.value ?? ""
        let shown = [entry.about, scope].filter { !$0.isEmpty }.joined(separator: "，")
        return shown.isEmpty ? "—" : shown
    }

    private func table(_ entries: [PaperListing.Entry]) -> DataTable<PaperListing.Entry> {
        DataTable(
            "文书", entries,
            columns: [
                .heading("文书") { "<a href=\"\(PaperPaths.page($0.paper.number))\">\($0.paper.paper.title)</a>" },
                .text("范围", gist(of:)), .text("编号") { $0.paper.number },
                .text("出具日期") { $0.paper.paper.issuedOn.chinese },
                .markup("状态") { $0.standing.tag.markup },
                .markup("下载") { entry in
                    "<a href=\"\(PaperPaths.file(entry.paper.number))\">PDF<span class=\"unseen\">，\(entry.paper.paper.title)</span></a>"
                },
            ])
    }
}

extension PaperListing.Standing {
    var tag: StatusTag {
        switch self {
        case .valid: StatusTag(.done, chinese)
        case .replaced, .withdrawn: StatusTag(.ended, chinese)
        }
    }
}
