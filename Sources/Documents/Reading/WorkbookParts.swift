/// Which parts of the archive are what, as the workbook itself says; and what it holds that no workbook for us may hold.
struct WorkbookParts {
    let sheets: [WorkbookSheet]
    /// Days are counted from 1904 on, as old programs for the Mac do.
    let countsFrom1904: Bool
    let sharedTexts: String?
    let styles: String?

    init(of archive: WorkbookArchive) throws(WorkbookFault) {
        try Self.refuseWhatActs(in: archive)
        let types = ContentTypes()
        guard try archive.parse("[Content_Types].xml", called: "文件清单", into: types) else {
            throw Self.otherOffice(archive)
        }
        if let found = types.refusal { throw found }
        let roots = try Relations(in: archive, of: "")
        guard let main = roots.target(ofKind: "officeDocument") else { throw Self.otherOffice(archive) }
        let book = BookList()
        guard try archive.parse(main, called: "工作簿目录", into: book) else { throw .broken("缺少工作簿目录") }
        if let kind = book.otherKind { throw .other(kind) }
        if book.hasExternalLinks { throw .active("对其他工作簿的引用") }
        let relations = try Relations(in: archive, of: main)
        var sheets: [WorkbookSheet] = []
        for sheet in book.sheets {
            guard let relation = relations.byId[sheet.relation] else { throw .broken("工作表“\(sheet.name)”没有对应的内容") }
            // A chart or a dialogue that fills a tab holds no rows.
            guard relation.kind == "worksheet" else { continue }
            sheets.append(WorkbookSheet(name: sheet.name, isHidden: sheet.isHidden, path: relation.target))
        }
        guard !sheets.isEmpty else { throw .broken("工作簿中没有工作表") }
        self.sheets = sheets
        countsFrom1904 = book.countsFrom1904
        sharedTexts = relations.target(ofKind: "sharedStrings")
        styles = relations.target(ofKind: "styles")
    }

    private static func refuseWhatActs(in archive: WorkbookArchive) throws(WorkbookFault) {
        for name in archive.names {
            if name.hasSuffix("vbaproject.bin") || name.contains("macrosheets/") { throw .active("宏（VBA程序）") }
            if name.hasPrefix("xl/externallinks/") { throw .active("对其他工作簿的引用") }
            if name.hasPrefix("xl/embeddings/") || name.hasPrefix("xl/activex/") || name.hasPrefix("xl/ctrlprops/") {
                throw .active("嵌入的对象或者控件")
            }
            if name == "xl/connections.xml" || name.hasPrefix("xl/querytables/") { throw .active("外部数据连接") }
        }
    }

    /// What an archive without the parts of a workbook is.
    private static func otherOffice(_ archive: WorkbookArchive) -> WorkbookFault {
        if archive.part("content.xml") != nil, archive.part("mimetype") != nil {
            return .disguised("OpenDocument格式（如.ods）的文件")
        }
        return .other("压缩文件")
    }
}

/// What kinds of parts the archive says that it has.
private final class ContentTypes: XMLHandler {
    private(set) var refusal: WorkbookFault?

    func began(_ element: XMLName, _ attributes: XMLAttributes, depth: Int) throws(WorkbookFault) {
        guard let type = attributes["ContentType"]?.lowercased() else { return }
        if type.contains("macroenabled") || type.contains("vbaproject") { refusal = .active("宏（VBA程序）") }
        if type.contains("sheet.binary") { refusal = .disguised("二进制格式的工作簿（.xlsb）") }
        if type.contains("wordprocessingml.document.main") { refusal = .other("Word文档") }
        if type.contains("presentationml.presentation.main") { refusal = .other("演示文稿") }
    }
}

/// Where the parts that a part refers to lie.
struct Relations {
    struct Relation {
        /// The last word of its type: `worksheet`.
        let kind: String
        let target: String
    }

    let byId: [String: Relation]

    /// - Parameter source: the part that refers to others; empty for the archive itself.
    init(in archive: WorkbookArchive, of source: String) throws(WorkbookFault) {
        let folder = source.split(separator: "/").dropLast().joined(separator: "/")
        let name = source.split(separator: "/").last ?? ""
        let list = RelationList(folder: folder)
        try archive.parse("\(folder.isEmpty ? "" : folder + "/")_rels/\(name).rels", called: "文件关系", into: list)
        byId = list.byId
    }

    func target(ofKind kind: String) -> String? { byId.values.first { $0.kind == kind }?.target }
}

private final class RelationList: XMLHandler {
    private let folder: String
    private(set) var byId: [String: Relations.Relation] = [:]

    init(folder: String) { self.folder = folder }

    func began(_ element: XMLName, _ attributes: XMLAttributes, depth: Int) throws(WorkbookFault) {
        guard element == "Relationship" else { return }
        guard let id = attributes["Id"], let type = attributes["Type"], let target = attributes["Target"] else {
            throw .broken("文件关系不完整")
        }
        let kind = type.split(separator: "/").last.map(String.init) ?? ""
        // Nobody follows a link to an address, so that one does no harm.
        if attributes["TargetMode"] == "External" {
            if kind == "hyperlink" { return }
            throw .active("对外部文件的引用")
        }
        if kind == "externalLink" || kind == "externalLinkPath" { throw .active("对其他工作簿的引用") }
        if kind == "vbaProject" { throw .active("宏（VBA程序）") }
        byId[id] = Relations.Relation(kind: kind, target: try path(to: target))
    }

    /// From the root where it begins with a slash, else from the folder of the part that refers.
    private func path(to target: String) throws(WorkbookFault) -> String {
        var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for step in target.split(separator: "/") {
            switch step {
            case ".": continue
            case "..":
                guard steps.popLast() != nil else { throw .broken("文件关系指向压缩包以外") }
            default: steps.append(String(step))
            }
        }
        return steps.joined(separator: "/")
    }
}

/// The workbook's own list of its sheets.
private final class BookList: XMLHandler {
    struct Sheet {
        let name: String
        let relation: String
        let isHidden: Bool
    }

    private(set) var sheets: [Sheet] = []
    private(set) var countsFrom1904 = false
    private(set) var hasExternalLinks = false
    /// What it is instead, where the root is not a workbook's.
    private(set) var otherKind: String?

    func began(_ element: XMLName, _ attributes: XMLAttributes, depth: Int) throws(WorkbookFault) {
        if depth == 1, !(element == "workbook") { otherKind = element == "document" ? "Word文档" : "其他格式的文件" }
        switch element {
        case "workbookPr" where depth == 2:
            countsFrom1904 = ["1", "true", "on"].contains(attributes["date1904"] ?? "")
        case "externalReference": hasExternalLinks = true
        case "sheet" where depth == 3:
            guard let name = attributes["name"], let relation = attributes["id"] else { throw .broken("工作表没有名称") }
            sheets.append(
                Sheet(name: name, relation: relation, isHidden: attributes["state"].map { $0 != "visible" } ?? false))
        default: break
        }
    }
}
