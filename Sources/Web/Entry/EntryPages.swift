import Casework
import HTTP
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

    package var endpoints: [Endpoint] {
        loginEndpoints + codeEndpoints + accountEndpoints + passwordEndpoints
            + (portals[.employer] == nil ? [] : firstEntryEndpoints)
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

extension EntryPages {
    /// Where somebody goes who has entered: where they wanted to before, unless another portal's people go there.
    func target(for principal: Principal, back: Link?) -> Link? {
        guard let own = portals[principal.role.portal] else { return nil }
        guard let back else { return own.home }
        let isElsewhere = portals.values.contains { other in
            let home = other.home.address
            return home != own.home.address && (back.address == home || back.address.hasPrefix(home + "/"))
        }
        return isElsewhere ? own.home : back
    }

    func portal(of visit: Visit) -> Portal? {
        visit.visitor.principal.flatMap { portals[$0.role.portal] }
    }
}

extension Visit {
    /// Where the visitor wanted to go before they were sent to log in; `nil` if that was nowhere, not on this site, or a page
    /// of the entry itself.
    func back(_ form: SubmittedForm? = nil) -> Link? {
        let text = form?[EntryPaths.back] ?? query[EntryPaths.back]
        guard let text, text.utf8.count <= 500, let link = Link(back: text) else { return nil }
        let isEntry = [EntryPaths.login(), EntryPaths.logOut()].contains { entry in
            text.hasPrefix(entry.address) && text.dropFirst(entry.address.count).first?.isLetter != true
        }
        return isEntry ? nil : link
    }
}

extension Link {
    func keeping(_ back: Link?) -> Link {
        back.map { with([EntryPaths.back: $0.address]) } ?? self
    }
}

extension [Refusal] {
    /// As the summary above a form has them: each with its field, or with none.
    var problems: [(field: String, sentence: String)] {
        map { ($0.field ?? "", $0.sentence + $0.remedy) }
    }
}

extension [(field: String, sentence: String)] {
    /// What is wrong with one field.
    func sentence(of field: String) -> String? {
        let sentences = filter { $0.field == field }.map(\.sentence)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
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
