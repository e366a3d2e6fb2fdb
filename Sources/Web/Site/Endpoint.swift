package import HTTP

/// A path, a method, who may, and what answers. Who is not named may not.
package struct Endpoint: Sendable {
    package let method: Method
    package let pattern: String
    package let roles: Set<Visitor.Role>
    let parts: [PathPart]
    /// Whether its requests are forms of our own pages and must carry their token.
    package let takesForm: Bool
    /// Whether it asks for no session: who sends it signs it.
    package var isCall = false
    /// How much a form may hold.
    let formLimits: FormLimits
    /// `nil` if a parameter of the path is not of its type: then there is no such page.
    let answer: @Sendable (Visit, SubmittedForm, [String]) async throws -> Response?

    /// A page.
    package static func get<each Parameter: PathParameter>(
        _ path: Path<repeat each Parameter>, for roles: Set<Visitor.Role>,
        _ answer: @escaping @Sendable (Visit, repeat each Parameter) async throws -> Response
    ) -> Endpoint {
        Endpoint(
            method: .get, pattern: path.pattern, roles: roles, parts: path.parts, takesForm: false,
            formLimits: .standard
        ) { visit, _, segments in
            guard let parameters = path.read(segments) else { return nil }
            return try await answer(visit, repeat each parameters)
        }
    }

    /// What a form of one of our pages is sent to. Its token has been checked before it answers.
    package static func post<each Parameter: PathParameter>(
        _ path: Path<repeat each Parameter>, for roles: Set<Visitor.Role>, limits: FormLimits = .standard,
        _ answer: @escaping @Sendable (Visit, SubmittedForm, repeat each Parameter) async throws -> Response
    ) -> Endpoint {
        Endpoint(
            method: .post, pattern: path.pattern, roles: roles, parts: path.parts, takesForm: true, formLimits: limits
        ) { visit, form, segments in
            guard let parameters = path.read(segments) else { return nil }
            return try await answer(visit, form, repeat each parameters)
        }
    }

    /// A call that no browser makes with a session: partners and programs, who sign what they send. It reads the body.
    package static func call<each Parameter: PathParameter>(
        _ method: Method, _ path: Path<repeat each Parameter>,
        _ answer: @escaping @Sendable (Visit, repeat each Parameter) async throws -> Response
    ) -> Endpoint {
        Endpoint(
            method: method, pattern: path.pattern, roles: Set(Visitor.Role.allCases), parts: path.parts,
            takesForm: false, isCall: true, formLimits: .standard
        ) { visit, _, segments in
            guard let parameters = path.read(segments) else { return nil }
            return try await answer(visit, repeat each parameters)
        }
    }
}
