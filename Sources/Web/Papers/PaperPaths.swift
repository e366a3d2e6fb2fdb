/// Where papers are: the drawn and sealed file for whoever may have it.
package enum PaperPaths {
    /// The paper by its number, as a PDF file.
    package static let file = Path("/papers/{number}", String.self)
}
