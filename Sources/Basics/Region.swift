/// A pooling area (统筹区) whose rules apply: `beijing`. Only policy and rows know which there are.
package struct Region: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// An insurance line (险种) by its national code: 110 pension, 210 unemployment, 310 medical, 410 work injury.
/// Which lines a region has in a month, and what they are called, is policy.
package struct InsuranceLine: RawRepresentable, Hashable, Comparable, Sendable, Codable {
    package let rawValue: Int16

    @inlinable
    package init(rawValue: Int16) {
        self.rawValue = rawValue
    }

    @inlinable
    package static func < (left: InsuranceLine, right: InsuranceLine) -> Bool { left.rawValue < right.rawValue }
}

/// As what a person is covered (参保身份): employed, on one's own account, or as a resident.
package enum CoverageKind: String, Hashable, Sendable, CaseIterable, Codable {
    /// 职工
    case employee
    /// 灵活就业人员
    case flexible
    /// 城乡居民
    case resident
}
