package import HTTP
package import Office

/// One request with who makes it: what a page is given.
package struct Visit: Sendable {
    package let request: Request
    package let visitor: Visitor
    package let site: SiteSettings
    /// The decoded query.
    package let query: SubmittedForm
    /// Goes into every form; the form's answer is refused without it.
    package let formToken: String
    private let table: AccessTable

    package init(
        request: Request, visitor: Visitor, site: SiteSettings, query: SubmittedForm, formToken: String,
        table: AccessTable = AccessTable([])
    ) {
        self.table = table
        self.request = request
        self.visitor = visitor
        self.site = site
        self.query = query
        self.formToken = formToken
    }

    /// Who has logged in. A page that lets anybody in and asks all the same sends them to log in.
    package var principal: Principal {
        get throws(PageProblem) {
            guard let principal = visitor.principal else { throw .notLoggedIn }
            return principal
        }
    }

    /// Whether the page behind a link answers this visitor; menus offer nothing else.
    package func mayOpen(_ link: Link) -> Bool { table.admits(visitor.roles, to: link) }

    /// Whether this site has the page behind a link, if not for this visitor before they log in.
    package func answers(_ link: Link) -> Bool { table.holds(link) }

    /// Whether the visitor has asked for large type.
    package var isLargeType: Bool { request.cookies[TypeSize.cookie] == TypeSize.large.rawValue }
}

/// What is the same for every page of a deployment.
package struct SiteSettings: Hashable, Sendable {
    /// `https://si.example.gov.cn`: how the outside sees us; decides whether cookies and headers insist on TLS.
    package let publicURL: String
    /// A demonstration says so on every page.
    package let isDemonstration: Bool
    package let stylesheet: Link
    private let cookieName: String

    /// - Parameter cookieName: of the session. Browsers send cookies to every port of a host, so two sites on one host
    ///   need two names; else entering one would leave the other.
    package init(publicURL: String, isDemonstration: Bool, cookieName: String = "shebao", assets: Assets = .own) {
        self.publicURL = publicURL
        self.isDemonstration = isDemonstration
        self.cookieName = cookieName
        self.stylesheet = assets.link("shebao.css")
    }

    package var isSecure: Bool { publicURL.hasPrefix("https://") }

    /// The session's cookie. With TLS its name binds it to this host and this scheme; without, on the loopback,
    /// browsers would refuse such a name.
    package var sessionCookieName: String { isSecure ? "__Host-" + cookieName : cookieName }

    package func sessionCookie(_ token: String) -> Cookie {
        Cookie(name: sessionCookieName, value: token, isSecure: isSecure)
    }

    /// Makes the browser forget the session.
    package var expiredSessionCookie: Cookie {
        Cookie(name: sessionCookieName, value: "", maxAge: 0, isSecure: isSecure)
    }

    package func sessionToken(in request: Request) -> String? {
        request.cookies[sessionCookieName].flatMap { $0.isEmpty || $0.utf8.count > 200 ? nil : $0 }
    }
}

package enum TypeSize: String, PathParameter {
    case standard, large

    static let cookie = "shebao-type"
    package static let path = Path("/preferences/type/{size}", TypeSize.self)
}
