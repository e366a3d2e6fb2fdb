package import Casework

/// 市场监管部门: registers enterprises and individual businesses.
package enum MarketRegulator: UnitRegister {
    package static let partner = Partner.marketRegulator
}
