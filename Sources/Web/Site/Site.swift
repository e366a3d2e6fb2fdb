package import Cryptography
package import HTTP
import Office
import Policy

/// All pages and calls in one table: which path, which method, for whom. It answers every request, faults included.
package struct Site: Sendable {
    /// Finds who asks by the session's cookie; `nil` for nobody in particular. It may fail: the database may be away.
    package typealias Identify = @Sendable (Request) async throws -> Visitor?

    package let settings: SiteSettings
    package let endpoints: [Endpoint]
    private let table: AccessTable
    private let assets: Assets
    private let tokens: FormTokens
    private let rateLimit: RateLimit
    private let loginPath: Path<>
    private let identify: Identify
    /// Told what went wrong where a page could not be made, with the number that the page shows.
    private let onFault: @Sendable (any Error, String) -> Void

    package init(
        settings: SiteSettings, endpoints: [Endpoint], assets: Assets = .own, formKey: AuthenticationKey,
        rateLimit: RateLimit, loginPath: Path<>, onFault: @escaping @Sendable (any Error, String) -> Void,
        identify: @escaping Identify
    ) {
        let endpoints = endpoints + [TypeSize.endpoint]
        let names = endpoints.map { "\($0.method) \($0.parts)" }
        precondition(Set(names).count == names.count, "a path and a method are answered by one endpoint")
        self.settings = settings
        self.endpoints = endpoints
        self.table = AccessTable(endpoints)
        self.assets = assets
        self.tokens = FormTokens(key: formKey)
        self.rateLimit = rateLimit
        self.loginPath = loginPath
        self.onFault = onFault
        self.identify = identify
    }

    package func respond(to request: Request) async -> Response {
        var visitor: Visitor?
        var response: Response
        do {
            response = try await routed(request, &visitor)
        } catch {
            response = await page(about: problem(of: error), for: request, visitor)
        }
        addHeaders(to: &response)
        return response
    }

    private func problem(of error: any Error) -> PageProblem {
        switch error {
        case let problem as PageProblem: return problem
        case let failure as FormFailure: return PageProblem(failure)
        case let gap as PolicyGap: return PageProblem(gap)
        default:
            let number = randomBytes(6).hex
            onFault(error, number)
            return Interruption(error).map { PageProblem($0) } ?? .fault(number: number)
        }
    }

    /// It says who has logged in, also where no page was found. Who cannot be told, since the database is away, is nobody.
    private func page(about problem: PageProblem, for request: Request, _ known: Visitor?) async -> Response {
        var visitor = known
        let wasNotAsked = [.badRequest, .notFound, .methodNotAllowed].contains(problem.status)
        if visitor == nil, wasNotAsked, settings.sessionToken(in: request) != nil {
            visitor = try? await identify(request)
        }
        let seen = visitor ?? .anybody(sessionKey: "")
        return problem.response(
            to: Visit(
                request: request, visitor: seen, site: settings, query: SubmittedForm(),
                formToken: seen.isLoggedIn ? tokens.make(for: seen.sessionKey) : "", table: table))
    }

    /// The access table on paper: every path with its methods and who may, for the test over all of them.
    package func allows(_ role: Visitor.Role, _ method: Method, _ pattern: String) -> Bool {
        endpoints.contains { $0.method == method && $0.pattern == pattern && $0.roles.contains(role) }
    }

    private func routed(_ request: Request, _ known: inout Visitor?) async throws -> Response {
        guard let segments = request.segments else { throw PageProblem.badAddress }
        if let asset = assets.response(to: request) { return asset }
        if let seconds = rateLimit.secondsToWait(for: request.remoteAddress) {
            throw PageProblem.tooMany(retryAfterSeconds: seconds)
        }
        let matches = table.endpoints(at: segments)
        guard !matches.isEmpty else { throw PageProblem.notFound }
        let method = request.method == .head ? .get : request.method
        guard let endpoint = matches.first(where: { $0.method == method }) else {
            throw PageProblem.wrongMethod(allowed: Site.allowed(matches))
        }
        return try await answer(request, endpoint, segments, &known)
    }

    private func answer(
        _ request: Request, _ endpoint: Endpoint, _ segments: [String], _ identified: inout Visitor?
    ) async throws -> Response {
        let found = endpoint.isCall ? nil : try await identify(request)
        let known = request.cookies[FormTokens.visitCookie].flatMap { $0.utf8.count == 32 ? $0 : nil }
        identified = found
        let visitor = found ?? .anybody(sessionKey: known ?? randomBytes(16).hex)
        guard !endpoint.roles.isDisjoint(with: visitor.roles) else {
            return try refuse(visitor, request)
        }
        let visit = Visit(
            request: request, visitor: visitor, site: settings, query: try request.query(),
            formToken: tokens.make(for: visitor.sessionKey), table: table)
        var form = SubmittedForm()
        if endpoint.takesForm {
            form = try await request.form(limits: endpoint.formLimits)
            guard tokens.accept(form[FormTokens.field] ?? "", for: visitor.sessionKey) else {
                throw PageProblem.staleForm
            }
        }
        guard var response = try await endpoint.answer(visit, form, segments) else { throw PageProblem.notFound }
        response.routeName = endpoint.pattern
        if found == nil, known == nil, !endpoint.isCall {
            response.setCookie(
                Cookie(name: FormTokens.visitCookie, value: visitor.sessionKey, isSecure: settings.isSecure))
        }
        if response.headers["cache-control"] == nil { response.headers["cache-control"] = "no-store" }
        return response
    }

    /// Who could get in by logging in is led there; who has logged in and may not is told so.
    private func refuse(_ visitor: Visitor, _ request: Request) throws -> Response {
        if visitor.isLoggedIn { throw PageProblem.forbidden }
        guard request.method == .get, !request.prefersJSON else { throw PageProblem.notLoggedIn }
        return .seeOther(loginPath().with(["back": request.path]))
    }

    private static func allowed(_ endpoints: [Endpoint]) -> String {
        var methods = Set(endpoints.map(\.method))
        if methods.contains(.get) { methods.insert(.head) }
        return Method.allCases.filter(methods.contains).map(\.rawValue).joined(separator: ", ")
    }
}
