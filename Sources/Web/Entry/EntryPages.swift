package import Office

/// The way into a site: who a session's cookie is, the pages of password and code, the account's own page.
///
///     let entry = EntryPages(desk, portals: [.agency: .agency])
///     Site(…, endpoints: entry.endpoints + …, loginPath: EntryPaths.login, …, identify: entry.identify(settings))
package struct EntryPages: Sendable {
    let desk: EntryDesk
    let portals: [LoginRole.Portal: Portal]
    let limits: EntryRates

    /// - Parameter portals: whose pages the site holds. Whoever belongs to another is nobody here.
    package init(_ desk: EntryDesk, portals: [LoginRole.Portal: Portal], limits: EntryRates = EntryRates()) {
        self.desk = desk
        self.portals = portals
        self.limits = limits
    }

    /// Finds who asks by the session's cookie: at most one read, and none without a cookie.
    package func identify(_ settings: SiteSettings) -> Site.Identify {
        { [desk, portals] request in
            guard let token = settings.sessionToken(in: request) else { return nil }
            switch try await desk.session(token) {
            case .none: return nil
            case .awaitingCode: return .awaitingCode(sessionKey: desk.formBinding(for: token))
            case .full(let principal):
                guard portals[principal.role.portal] != nil else { return nil }
                return Visitor(principal, sessionKey: desk.formBinding(for: token))
            }
        }
    }
}

/// How often somebody may try to get in, before the desk even compares.
package struct EntryRates: Sendable {
    /// Whole offices share an address, so it is wide; the pace of one who guesses over many names is still slow.
    let byAddress: RateLimit
    /// Narrower than what the desk's lock lets pass, for the moments between two locks.
    let byName: RateLimit

    package init(
        byAddress: RateLimit = RateLimit(burst: 60, perSecond: 1),
        byName: RateLimit = RateLimit(burst: 10, perSecond: 0.2)
    ) {
        self.byAddress = byAddress
        self.byName = byName
    }
}
