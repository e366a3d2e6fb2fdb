package import Basics

/// A branch of the agency (经办机构); all but the centre have one above.
package struct Branch: Hashable, Sendable {
    package let code: String
    package let name: String
    package let region: Region
    package let parent: String?
    /// The division (行政区划代码) whose units belong to it; `nil` where that says nothing.
    package let division: String?

    package init(code: String, name: String, region: Region, parent: String?, division: String? = nil) {
        self.code = code
        self.name = name
        self.region = region
        self.parent = parent
        self.division = division
    }
}
