package import Casework
package import Database

extension WageDeclarations: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: DeclaredWages] {
        var wages: [Self: DeclaredWages] = [:]
        for fact in facts {
            wages[fact] = DeclaredWages(
                staff: try tx.wageYears.staff(of: fact.employer), signed: try tx.wageYears.signed(by: fact.employer))
        }
        return wages
    }
}
