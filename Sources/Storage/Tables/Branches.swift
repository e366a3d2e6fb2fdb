import Basics
package import Database
package import Records

extension Transaction {
    package var branches: Branches { Branches(tx: self) }
}

package struct Branches {
    let tx: Transaction

    package func all() throws -> [Branch] {
        try tx.all("SELECT code, name, region, parent, division FROM branch ORDER BY code") {
            row throws(DatabaseError) in
            Branch(
                code: try row[0], name: try row[1], region: Region(rawValue: try row[2]), parent: try row[3],
                division: try row[4])
        }
    }

    package func register(_ branch: Branch) throws {
        try tx.run(
            """
            INSERT INTO branch (code, name, region, parent, division)
            VALUES (\(branch.code), \(branch.name), \(branch.region.rawValue), \(branch.parent), \(branch.division))
            """)
    }
}
