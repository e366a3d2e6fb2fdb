package import Basics
package import Database

extension Transaction {
    package var branches: Branches { Branches(tx: self) }
}

/// A branch of the agency (经办机构); all but the centre have one above.
package struct Branch: Hashable, Sendable {
    package let code: String
    package let name: String
    package let region: Region
    package let parent: String?

    package init(code: String, name: String, region: Region, parent: String?) {
        self.code = code
        self.name = name
        self.region = region
        self.parent = parent
    }
}

package struct Branches {
    let tx: Transaction

    package func all() throws -> [Branch] {
        try tx.all("SELECT code, name, region, parent FROM branch ORDER BY code") { row throws(DatabaseError) in
            Branch(code: try row[0], name: try row[1], region: Region(rawValue: try row[2]), parent: try row[3])
        }
    }

    package func register(_ branch: Branch) throws {
        try tx.run(
            """
            INSERT INTO branch (code, name, region, parent)
            VALUES (\(branch.code), \(branch.name), \(branch.region.rawValue), \(branch.parent))
            """)
    }
}
