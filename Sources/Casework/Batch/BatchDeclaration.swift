/// What a matter says of being filed for many people at once (批量申报): that a row of a workbook is one application, and how
/// rows are told apart. The columns are those of its form.
package struct BatchDeclaration: Hashable, Sendable {
    /// The fields that say whom a row is about: rows that answer them alike are about one person.
    package let personFields: [String]
    /// What the record says already: may be left empty; filled in, it is there to be compared.
    package let recordFields: Set<String>
    /// What else the record fills in of each of them: what may stay as it is, or is to be changed.
    package let filled: Set<String>
    /// Whom a template lists that is filled in with the employer's own people.
    package let listed: Listed
    /// What files of the old enterprise edition (企业版软件) call a field besides its label, by that name.
    package let oldNames: [String: String]

    /// Those of the employer's people whom a matter can be about.
    package enum Listed: Hashable, Sendable {
        case everybody
        /// Who is not suspended.
        case contributing
        case suspended
    }

    package init(
        personFields: [String], recordFields: Set<String> = [], filled: Set<String> = [],
        listed: Listed = .everybody, oldNames: [String: String] = [:]
    ) {
        self.personFields = personFields
        self.recordFields = recordFields
        self.filled = filled
        self.listed = listed
        self.oldNames = oldNames
    }
}
