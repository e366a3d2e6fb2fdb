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
        let queue = DrawingQueue()
        let office = PortalOffice(desk: desk, readLog: readLog, home: home) {
            $0 == .employer ? .employer : .individual
        }
        let visitors = EntryPages(entry, portals: [.employer: .employer, .individual: .individual])
        func site(_ settings: SiteSettings, _ entry: EntryPages, _ endpoints: [Endpoint]) -> Site {
            Site(
                settings: settings, endpoints: entry.endpoints + endpoints, formKey: formKey,
                rateLimit: RateLimit(burst: 200, perSecond: 50), loginPath: EntryPaths.login, onFault: onFault,
                identify: entry.identify(settings))
        }
        let portals = [LoginRole.Portal.employer, .individual].flatMap {
            FilingPages.endpoints(office, in: $0) + CasePages.endpoints(office, in: $0)
        }
        outside = site(
            SiteSettings(publicURL: publicURL, isDemonstration: isDemonstration), visitors,
            portals + EmployerPages.endpoints(desk, readLog) + IndividualPages.endpoints(desk, readLog)
                + PaperPages.endpoints(desk, readLog, queue: queue, for: [.employer, .individual])
                + PublicPages.endpoints(desk, queue: queue, home: home)
                + [InboxEndpoint(desk, home: home, keys: partnerKeys, onFault: onFault).endpoint]
                + (isDemonstration ? Gallery.endpoints : []))
        agency = site(
            SiteSettings(publicURL: agencyURL, isDemonstration: isDemonstration, cookieName: "shebao-agency"),
            EntryPages(entry, portals: [:]), Gallery.endpoints)
    }
}
