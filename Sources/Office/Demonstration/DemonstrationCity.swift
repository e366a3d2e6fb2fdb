package import Basics
import Calculation
import Casework
package import Cryptography
package import Database
import Documents
import Exchange
import Matters
package import Policy
import Records
import Storage

/// Builds the demonstration city by the real desk over some months: people are enrolled, plans made and paid, answers come
/// in; so that everything it shows has come about as it would.
package struct DemonstrationCity {
    let files: DemonstrationFiles
    let desk: Desk
    private let entry: EntryDesk
    let clock: SetClock
    let partners: DemonstrationPartners
    let today: Day

    /// How many months of history it has.
    static let months = 4

    /// - Parameters:
    ///   - template: the desk whose database, policy and keys are used; the city's own clock and partners take the place of its.
    package init(
        _ files: DemonstrationFiles, like template: Desk, keys: any SigningKeys, today: Day
    ) throws {
        self.files = files
        self.today = today
        let first = today.month.adding(months: -Self.months).firstDay
        self.clock = SetClock(Instant(milliseconds: Int64(first.daysSinceEpoch) * 86_400_000))
        self.partners = DemonstrationPartners(registered: files.people)
        self.desk = Desk(
            database: template.database, shelf: template.shelf, clock: clock, ids: template.ids, partners: partners,
            chain: template.chain, press: template.press)
        self.entry = try EntryDesk(template.database, clock: clock, ids: template.ids, keys: keys)
    }

    /// One line of the list of logins.
    package struct Login: Sendable {
        package let role: String
        package let account: String
        package let password: String
        package let phone: String
        package let who: String
    }

    /// Whether the database holds a city already.
    package static func exists(in database: Database) async throws -> Bool {
        try await database.read { tx in try tx.first("SELECT 1 FROM branch") { _ in true } ?? false }
    }

    /// Builds everything.
    /// - Returns: the logins with their passwords, which stand nowhere else.
    package func build() async throws -> [Login] {
        try await desk.ids.prepare()
        try await registerBranches()
        let employers = try await registerEmployers()
        var logins: [Login] = []
        var operators: [(employer: Employer, principal: Principal)] = []
        for (employer, described) in zip(employers, files.employers) {
            let (login, principal) = try await makeOperator(of: employer, described)
            logins.append(login)
            operators.append((employer, principal))
        }
        logins += try await makeStaff()
        try await live(operators)
        logins += try await makeIndividuals()
        return logins
    }
}

extension DemonstrationCity {
    private func registerBranches() async throws {
        let (branches, region) = (files.city.branches, files.city.region)
        try await desk.database.transaction { tx in
            for branch in branches {
                try tx.branches.register(
                    Branch(
                        code: branch.code, name: branch.name, region: region, parent: branch.parent,
                        division: branch.division))
            }
        }
    }

    private func registerEmployers() async throws -> [Employer] {
        let region = files.city.region
        let codes = Dictionary(uniqueKeysWithValues: files.city.branches.map { ($0.name, $0.code) })
        let employers = files.employers.map { described in
            Employer(
                id: EmployerId(desk.ids.next(.employer)), region: region, creditCode: described.creditCode,
                name: described.name, injuryClass: described.injuryClass,
                branch: codes[described.branch] ?? files.city.branches[0].code, registeredOn: described.registeredOn,
                version: 1)
        }
        try await desk.database.transaction { tx in for employer in employers { try tx.employers.register(employer) } }
        return employers
    }

    private func makeLogin(
        _ role: LoginRole, account: String, name: String, phone: String, scope: LoginApplication.Scope
    ) async throws -> (login: Login, key: Int64) {
        let password = randomBytes(12).base64URL
        let application = LoginApplication(
            name: account, displayName: name, phone: phone, password: password, role: role, scope: scope)
        switch try await entry.createLogin(application, by: .setUp) {
        case .done(let key):
            return (Login(role: role.rawValue, account: account, password: password, phone: phone, who: name), key)
        case .refused(let refusals):
            throw DeskRefusal.invalid(refusals.map(\.sentence).joined())
        }
    }

    private func makeOperator(
        of employer: Employer, _ described: DemonstrationFiles.Employer
    ) async throws -> (Login, Principal) {
        let account = "unit\(described.contactPhone.suffix(1))"
        let (login, key) = try await makeLogin(
            .employerOperator, account: account, name: "\(described.name.prefix(2))经办人",
            phone: described.contactPhone, scope: .employer(employer.id))
        let principal = Principal(
            login: key, name: "\(described.name.prefix(2))经办人", role: .employerOperator, employer: employer.id,
            region: employer.region)
        return (
            Login(
                role: login.role, account: account, password: login.password, phone: login.phone,
                who: described.name), principal
        )
    }

    private func makeStaff() async throws -> [Login] {
        var logins: [Login] = []
        for clerk in files.city.staff {
            logins.append(
                try await makeLogin(
                    clerk.role, account: clerk.account, name: clerk.name, phone: clerk.phone,
                    scope: .branch(clerk.branch)
                ).login)
        }
        return logins
    }

    /// The first people with a history may log in, and so may those with rare characters in their names.
    private func makeIndividuals() async throws -> [Login] {
        var logins: [Login] = []
        for (index, person) in files.people.prefix(4).enumerated() {
            let id = try await desk.database.read { tx in try tx.people.withNumbers([person.number])[person.number]?.id
            }
            guard let id else { continue }
            logins.append(
                try await makeLogin(
                    .individual, account: "person\(index + 1)", name: person.name, phone: person.phone,
                    scope: .person(id)
                ).login)
        }
        return logins
    }
}

extension DemonstrationCity {
    /// The day on which a demonstration stands: today, or the 20th of the latest month before it that the policy files cover.
    package static func businessDay(_ policy: RegionPolicy, on today: Day) -> Day {
        let category = ContributionCategory(.employee, [.injuryClass: "1"])
        func isCovered(_ month: Month) -> Bool {
            (try? policy.contributionRule(in: month, for: category)) != nil
        }
        if isCovered(today.month) { return today }
        let month = (1...600).lazy.map { today.month.adding(months: -$0) }.first(where: isCovered)
        return month?.firstDay.adding(days: 19) ?? today
    }
}
