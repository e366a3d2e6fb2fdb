package import Basics
package import Cryptography
package import Exchange
import HTTP
package import Office

/// The two sites of a deployment: one for employers, individuals and the public, and one for the agency, which listens on the
/// inner network only. Each has a table of its own, so that no path of the one is answered by the other.
package struct Sites: Sendable {
    package let outside: Site
    package let agency: Site

    package init(
        desk: Desk, entry: EntryDesk, readLog: ReadLogWriter, keys: any SigningKeys, partnerKeys: [PartnerKey],
        home: Region, publicURL: String, agencyURL: String, isDemonstration: Bool,
        onFault: @escaping @Sendable (any Error, String) -> Void
    ) throws {
        let formKey = try keys.authenticationKey(for: .sessions)
        func site(_ url: String, _ endpoints: [Endpoint]) -> Site {
            Site(
                settings: SiteSettings(publicURL: url, isDemonstration: isDemonstration), endpoints: endpoints,
                formKey: formKey, rateLimit: RateLimit(burst: 200, perSecond: 50), loginPath: Path("/login"),
                onFault: onFault
            ) { _ in nil }
        }
        outside = site(publicURL, Gallery.endpoints)
        agency = site(agencyURL, Gallery.endpoints)
    }
}
