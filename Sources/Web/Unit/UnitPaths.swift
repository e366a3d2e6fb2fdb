package import Casework

package enum UnitPaths {
    package static let home = Path("/unit")
    /// Leads to the case that was just filed, wherever it is seen now: a unit that it registered is a unit no more.
    package static let filed = Path("/unit/filed/{case}", CaseId.self)
    package static let account = Path("/unit-account")
    static let accountCode = Path("/unit-account/{token}", String.self)
}

extension Portal {
    package static let unit = Portal(
        "单位登记", home: UnitPaths.home(), items: [Item("首页", UnitPaths.home())], logOut: EntryPaths.logOut())
}
