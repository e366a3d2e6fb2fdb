/// What kind of unit employs (单位类型); who registers it, and on which papers, follows from it.
package enum UnitKind: String, Hashable, Sendable, CaseIterable, Codable {
    case enterprise, individualBusiness, publicInstitution, governmentBody, socialOrganisation, privateNonEnterprise
    case other

    package var chinese: String {
        switch self {
        case .enterprise: "企业"
        case .individualBusiness: "个体工商户"
        case .publicInstitution: "事业单位"
        case .governmentBody: "机关"
        case .socialOrganisation: "社会团体"
        case .privateNonEnterprise: "民办非企业单位（社会服务机构）"
        case .other: "其他单位"
        }
    }

    /// Whether the market regulator registers it and a business licence (营业执照) shows it.
    package var hasBusinessLicence: Bool { self == .enterprise || self == .individualBusiness }
}
