/// The calculators: pages for people, and the same for programs.
package enum CalculatorPaths {
    package static let all = Path("/calculators")
    package static let one = Path("/calculators/{name}", String.self)
    static let list = Path("/api/v1/calculators")
    static let answer = Path("/api/v1/calculators/{name}", String.self)
    /// In a page's address: the form is filled in with the rest of it, and nothing is computed yet.
    static let filling = "fill"
}
