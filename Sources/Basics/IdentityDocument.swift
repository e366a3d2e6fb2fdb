/// An identity document (身份证件): its kind, its number, and the country or region where its holder belongs.
package struct IdentityDocument: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// 居民身份证
        case residentCard
        /// 港澳台居民居住证
        case residencePermit
        /// 港澳居民来往内地通行证
        case mainlandPermit
        /// 台湾居民来往大陆通行证
        case taiwanPermit
        /// 外国人永久居留身份证
        case permanentResidence
        /// 外国护照
        case passport

        package var chinese: String {
            switch self {
            case .residentCard: "居民身份证"
            case .residencePermit: "港澳台居民居住证"
            case .mainlandPermit: "港澳居民来往内地通行证"
            case .taiwanPermit: "台湾居民来往大陆通行证"
            case .permanentResidence: "外国人永久居留身份证"
            case .passport: "外国护照"
            }
        }

        /// Whether its holder is a foreigner.
        package var isForeign: Bool { self == .permanentResidence || self == .passport }
        /// Whether the country has to be told beside the number, which does not hold it.
        package var asksForCountry: Bool { self == .passport }
    }

    package let kind: Kind
    /// In capital letters, without spaces, and without the two digits that count the renewals of a travel permit.
    package let number: String
    /// Where its holder belongs; `nil` for the resident card of citizens.
    package let country: CountryCode?
    /// As far as the number says it.
    package let bornOn: Day?
    /// As far as the number says it.
    package let isMale: Bool?

    /// Reads a number as people type it.
    ///
    /// - Parameter country: whose passport it is; of no account for the other kinds.
    /// - Throws: what is wrong in it, the first thing that a person would correct.
    package init(_ kind: Kind, _ typed: String, of country: CountryCode? = nil) throws(IdentifierProblem) {
        switch kind {
        case .residentCard:
            let number = try CitizenNumber(typed)
            self.init(kind, number.text, nil, number.bornOn, number.isMale)
        case .residencePermit:
            let number = try ResidencePermitNumber(typed)
            self.init(kind, number.text, number.origin.country, number.bornOn, number.isMale)
        case .mainlandPermit, .taiwanPermit:
            let permit = try TravelPermitNumber(typed, toMainlandFromTaiwan: kind == .taiwanPermit)
            self.init(kind, permit.text, permit.country, nil, nil)
        case .permanentResidence:
            let number = try PermanentResidenceNumber(typed)
            self.init(kind, number.text, number.country, number.bornOn, nil)
        case .passport:
            guard let country else {
                throw IdentifierProblem(.prefix, "没有选择护照的签发国家（地区）。", remedy: "请按护照选择国家（地区）。")
            }
            self.init(kind, try PassportNumber(typed).text, country, nil, nil)
        }
    }

    private init(_ kind: Kind, _ number: String, _ country: CountryCode?, _ bornOn: Day?, _ isMale: Bool?) {
        self.kind = kind
        self.number = number
        self.country = country
        self.bornOn = bornOn
        self.isMale = isMale
    }
}

extension IdentityDocument {
    /// A document as the record keeps it, whose number was checked when it came in.
    package init(onRecord kind: Kind, _ number: String, of country: CountryCode?) {
        let known = try? IdentityDocument(kind, number, of: country)
        self.init(kind, number, country, known?.bornOn, known?.isMale)
    }

    /// The social security number (社会保障号码) that its holder gets: the number itself where it is built like a citizen
    /// number (社会保险法 art. 58; 人社部、医保局令第41号), else country, a digit that is 0 by default, and the number
    /// (外国人社会保障号码编制规则, 人社部令第16号 annex).
    package var socialSecurityNumber: String {
        switch kind {
        case .residentCard, .residencePermit: number
        case .mainlandPermit, .taiwanPermit, .permanentResidence, .passport: "\(country?.letters ?? "")0\(number)"
        }
    }
}

extension ResidencePermitNumber.Origin {
    package var country: CountryCode {
        switch self {
        case .hongKong: .hongKong
        case .macau: .macau
        case .taiwan: .taiwan
        }
    }
}
