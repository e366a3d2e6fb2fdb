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

    /// What both sites stand on.
    package struct Foundation: Sendable {
        let desk: Desk
        let entry: EntryDesk
        let readLog: ReadLogWriter
        let formKey: AuthenticationKey
        /// The region whose people file here.
        let home: Region
        let isDemonstration: Bool
        let onFault: @Sendable (any Error, String) -> Void

        /// - Parameter onFault: told what went wrong where a page could not be made, with the number that the page shows.
        package init(
            desk: Desk, entry: EntryDesk, readLog: ReadLogWriter, formKey: AuthenticationKey, home: Region,
            isDemonstration: Bool, onFault: @escaping @Sendable (any Error, String) -> Void
        ) {
            self.desk = desk
            self.entry = entry
            self.readLog = readLog
            self.formKey = formKey
            self.home = home
            self.isDemonstration = isDemonstration
            self.onFault = onFault
        }
    }

    package init(_ foundation: Foundation, partnerKeys: [PartnerKey], publicURL: String, agencyURL: String) {
        let queue = DrawingQueue()
        outside = foundation.outside(queue, partnerKeys, at: publicURL)
        agency = foundation.agency(queue, at: agencyURL)
    }
}

extension Sites.Foundation {
    private func office(_ queue: DrawingQueue) -> PortalOffice {
        PortalOffice(desk: desk, readLog: readLog, home: home, queue: queue) { .of($0) }
    }

    fileprivate func outside(_ queue: DrawingQueue, _ partnerKeys: [PartnerKey], at url: String) -> Site {
        let entry = EntryPages(entry, portals: [.employer: .employer, .individual: .individual, .unit: .unit])
        let office = office(queue)
        let inbox = InboxEndpoint(desk, home: home, keys: partnerKeys, onFault: onFault)
        let filing = [LoginRole.Portal.employer, .individual, .unit].flatMap { portal in
            FilingPages.endpoints(office, in: portal) + CasePages.endpoints(office, in: portal)
        }
        return site(
            url, cookie: "shebao", entry,
            GuidePages.endpoints(office) + MessagePages.endpoints(office)
                + PublicPages.endpoints(desk, queue: queue, home: home)
                + CalculatorPages.endpoints(desk, home: home)
                + EmployerPages.endpoints(desk, readLog)
                + BatchPages.endpoints(office, in: .employer)
                + OperatorPages.endpoints(self.entry)
                + IndividualPages.endpoints(desk, readLog, home: home) + filing
                + UnitPages.endpoints(office) + UnitAccountPages.endpoints(UnitAccounts(desk, self.entry))
                + PaperPages.endpoints(desk, readLog, queue: queue, for: [.employer, .individual, .unit])
                + [inbox.endpoint])
    }

    fileprivate func agency(_ queue: DrawingQueue, at url: String) -> Site {
        let office = office(queue)
        return site(
            url, cookie: "shebao-agency", EntryPages(entry, portals: [.agency: .agency]),
            GuidePages.endpoints(office) + AnnouncementPages.publishers(office) + PublicationPages.endpoints(office)
                + AgencyPages.endpoints(office) + MonthPages.endpoints(office)
                + FilingPages.endpoints(office, in: .agency) + BatchPages.endpoints(office, in: .agency)
                + CasePages.endpoints(office, in: .agency)
                + PaperPages.endpoints(desk, readLog, queue: queue, for: Visitor.Role.staff)
                + [.get(Path("/"), for: Set(Visitor.Role.allCases)) { _ in .seeOther(AgencyPaths.home().address) }])
    }

    /// The sites need cookies of different names: browsers share them across the ports of a host.
    private func site(_ url: String, cookie: String, _ entry: EntryPages, _ endpoints: [Endpoint]) -> Site {
        let settings = SiteSettings(publicURL: url, isDemonstration: isDemonstration, cookieName: cookie)
        return Site(
            settings: settings, endpoints: entry.endpoints + endpoints + (isDemonstration ? Gallery.endpoints : []),
            formKey: formKey, rateLimit: RateLimit(burst: 400, perSecond: 100), loginPath: EntryPaths.login,
            onFault: onFault, identify: entry.identify(settings))
    }
}
