package import Casework

/// 民政及其他登记管理机关: register social organisations, private non-enterprise units, public institutions and the rest.
package enum CivilAffairs: UnitRegister {
    package static let partner = Partner.civilAffairs
}
