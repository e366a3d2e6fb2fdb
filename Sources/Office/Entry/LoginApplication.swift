import Basics
import Casework
package import Records

/// A login that is asked for.
package struct LoginApplication: Sendable {
    /// For whom the login acts.
    package enum Scope: Hashable, Sendable {
        case employer(EmployerId)
        case person(PersonId)
        /// A unit that is not on record yet, by its credit code.
        case unit(String)
        case branch(String)
    }

    /// What is typed at entry; letters of either case are the same.
    package let name: String
    package let displayName: String
    package let phone: String
    package let password: String
    package let role: LoginRole
    package let scope: Scope

    package init(
        name: String, displayName: String, phone: String, password: String, role: LoginRole, scope: Scope
    ) {
        self.name = LoginApplication.folded(name)
        self.displayName = displayName
        self.phone = phone
        self.password = password
        self.role = role
        self.scope = scope
    }

    /// As it is stored and looked for. Cut by scalars: one character can carry any number of accents, and whoever counts
    /// attempts by name keeps the name.
    package static func folded(_ name: String) -> String {
        let scalars = name.unicodeScalars.prefix(nameCharacters + 1).filter { !$0.properties.isWhitespace }
        return String(String.UnicodeScalarView(scalars)).lowercased()
    }

    private static let nameCharacters = 50

    /// What is wrong with the fields by themselves, all at once.
    ///
    /// - Parameter known: numbers of the owner that a password must not repeat.
    func refusals(known: [String]) -> [Refusal] {
        var refusals: [Refusal] = []
        if !(3...Self.nameCharacters).contains(name.count) || !name.unicodeScalars.allSatisfy(Self.isNameCharacter) {
            refusals.append(
                Refusal("loginName", field: "name", "账号不合要求。", remedy: "请用3至50个汉字、字母、数字或 . _ - @ 。"))
        }
        do {
            _ = try PersonName(displayName)
        } catch {
            refusals.append(Refusal("displayName", field: "displayName", error.what, remedy: error.remedy))
        }
        do {
            _ = try MobileNumber(phone)
        } catch {
            refusals.append(Refusal("phone", field: "phone", error.what, remedy: error.remedy))
        }
        for problem in PasswordRule.problems(in: password, known: [name, displayName, phone] + known) {
            refusals.append(
                Refusal(
                    "password", field: "password", problem,
                    remedy: "建议用几个不相干的词连成一句，至少\(PasswordRule.leastCharacters)个字符。"))
        }
        return refusals
    }

    private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
            || ".-_@".unicodeScalars.contains(scalar)
    }
}

/// Who makes a login.
package enum LoginMaker: Sendable {
    /// Whoever runs the program's own command on its machine: makes the first administrator and a demonstration's logins.
    case setUp
    case staff(Principal)

    var login: Int64? {
        switch self {
        case .setUp: nil
        case .staff(let principal): principal.login
        }
    }
}
