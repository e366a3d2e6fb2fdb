package import Casework

/// The guide to all matters, for anybody.
package enum GuidePaths {
    package static let home = Path("/guide")
    package static let matter = Path("/guide/{matter}", String.self)
    /// The blank application form to print.
    package static let form = Path("/guide/{matter}/form/{applicant}", String.self, Applicant.Kind.self)
}

extension Applicant.Kind: PathParameter {}
