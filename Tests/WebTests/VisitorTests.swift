import Casework
import Cryptography
import HTTP
import Office
import Testing
import Web

@Suite struct VisitorTests {
    @Test func `each kind of login is one role, and no login is anybody`() {
        let roles = LoginRole.allCases.map {
            Visitor(Principal(login: 1, name: "", role: $0, rights: []), sessionKey: "").roles
        }
        #expect(Set(roles).count == LoginRole.allCases.count)
        #expect(roles.allSatisfy { $0.count == 1 && $0.isSubset(of: Visitor.Role.loggedIn) })
        #expect(
            roles.reduce(into: Visitor.Role.operators) { $0.formUnion($1) } == Visitor.Role.loggedIn)
        #expect(Visitor.awaitingCode(sessionKey: "").roles.isDisjoint(with: Visitor.Role.loggedIn))
    }

    @Test func `an operator is besides what their rights open, and nobody else is`() {
        for role in LoginRole.allCases {
            for right in OperatorRight.allCases {
                let visitor = Visitor(Principal(login: 1, name: "", role: role, rights: [right]), sessionKey: "")
                let besides = [Visitor.Role(right)].compactMap(\.self).filter { _ in role == .employerOperator }
                #expect(visitor.roles == Set([Visitor.Role(role)] + besides), "\(role) \(right)")
            }
        }
    }

    @Test func `a page that asks who it is sends those away who have not logged in`() throws {
        let principal = Principal(login: 1, name: "王芳", role: .employerOperator)
        let site = SiteSettings(publicURL: "http://127.0.0.1", isDemonstration: true)
        let request = Request(method: .get, target: "/")
        func visit(_ visitor: Visitor) -> Visit {
            Visit(request: request, visitor: visitor, site: site, query: SubmittedForm(), formToken: "")
        }
        #expect(try visit(Visitor(principal, sessionKey: "")).principal == principal)
        for visitor in [Visitor.anybody(sessionKey: ""), .awaitingCode(sessionKey: "")] {
            #expect(throws: PageProblem.notLoggedIn) { try visit(visitor).principal }
        }
    }
}
