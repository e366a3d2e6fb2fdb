/// Where papers are, for whoever may have them.
package enum PaperPaths {
    static let paper = Path("/papers/{paper}", PaperAddress.self)

    /// The paper as a page.
    package static func page(_ number: String) -> Link { paper(PaperAddress(number: number, isFile: false)) }
    /// The sealed PDF.
    package static func file(_ number: String) -> Link { paper(PaperAddress(number: number, isFile: true)) }
}

/// A paper's number, with `.pdf` where the file is meant.
struct PaperAddress: PathParameter {
    let number: String
    let isFile: Bool

    init(number: String, isFile: Bool) {
        self.number = number
        self.isFile = isFile
    }

    init?(pathText: String) {
        isFile = pathText.hasSuffix(".pdf")
        number = isFile ? String(pathText.dropLast(4)) : pathText
        guard (4...40).contains(number.utf8.count), !number.contains(".") else { return nil }
    }

    var pathText: String { isFile ? number + ".pdf" : number }
}
