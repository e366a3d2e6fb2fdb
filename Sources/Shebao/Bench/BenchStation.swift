import ArgumentParser
import Basics
import Cryptography
import Database
import Exchange
import HTTP
import Office
import Records
import Storage
import Web

/// A deployment on a database that was empty, with one generated employer in it and its operator logged in.
struct BenchStation {
    let deployment: Deployment
    let employer: EmployerId
    let region: Region
    let today: Day
    /// The operator's session: who it is, and the token that the browser holds.
    let session: OpenSession
    /// What employers see, with session, rights and read log as in service.
    let site: Site

    var principal: Principal { session.principal }
    var cookie: String { "shebao=\(session.token)" }

    /// Late in the policy's span, so that there are many months to bill.
    static let firstMonth = Month(yyyymm: 202507)!
    private static let businessDay = Day(year: 2026, month: 11, day: 20)!
    private static let address = "http://127.0.0.1"

    /// On an empty database, with an employer of its own in it.
    static func make(
        _ command: BenchCommand, _ database: StoreAddress, partners: any PartnerLine = NobodyAnswers()
    ) async throws -> BenchStation {
        try await make(command, database, partners) { deployment in
            guard try await !DemonstrationCity.exists(in: deployment.database) else {
                throw ValidationError("The database is not empty.")
            }
            let generated = GeneratedCity(
                people: command.people, seed: command.seed, in: region,
                covered: businessDay.month.months(since: firstMonth), billed: 0, on: businessDay, shape: .oneEmployer)
            let written = try await generated.write(
                to: deployment.database, under: deployment.desk.shelf, chain: deployment.desk.chain)
            try await deployment.database.settle()
            return written.firstEmployer
        }
    }

    /// In a city that was generated before, at the employer that comes nearest to having as many people.
    static func visit(_ command: BenchCommand, _ database: StoreAddress) async throws -> BenchStation {
        try await make(command, database, NobodyAnswers()) { deployment in
            try await deployment.database.read { tx in
                try tx.one(
                    """
                    SELECT employer_id FROM staff_total WHERE standing = 'present'
                    ORDER BY abs(people - \(command.people)), employer_id LIMIT 1
                    """
                ) { row in try row[0] as EmployerId }
            }
        }
    }

    private static let region = Region(rawValue: "beijing")

    private static func make(
        _ command: BenchCommand, _ database: StoreAddress, _ partners: any PartnerLine,
        _ employer: (Deployment) async throws -> EmployerId
    ) async throws -> BenchStation {
        let clock = WallClock(businessDay: businessDay)
        let deployment = try await Deployment(
            database: try database.open(), keysFolder: "\(command.data)/keys",
            shelf: try command.policyFiles.shelf(withDemonstration: true),
            authority: Deployment.Authority(
                name: "演示市社会保险经办中心（演示）", sealOwner: "演示市社会保险经办中心", sealPurpose: "演示专用章",
                notice: "本文件由演示系统生成，人员、单位均为虚构，不具有任何效力。"),
            publicAddress: address, clock: clock, partners: partners)
        let employer = try await employer(deployment)
        try await deployment.desk.ids.prepare()
        let foundation = Sites.Foundation(
            desk: deployment.desk, entry: deployment.entry, readLog: deployment.readLog,
            formKey: try deployment.keys.authenticationKey(for: .sessions), home: region, isDemonstration: true,
            onFault: { error, number in Log.fault(error, number: number) })
        let sites = Sites(foundation, partnerKeys: [], publicURL: address, agencyURL: address)
        return BenchStation(
            deployment: deployment, employer: employer, region: region, today: businessDay,
            session: try await logIn(deployment, operatorOf: employer), site: sites.outside)
    }

    /// By password and code, as an operator does; the code is read where the courier would take it up.
    private static func logIn(_ deployment: Deployment, operatorOf employer: EmployerId) async throws -> OpenSession {
        let (name, password) = ("bench-operator", "Kq7-willow-ferry-92")
        let application = LoginApplication(
            name: name, displayName: "单位经办人", phone: "19900000901", password: password, role: .employerOperator,
            scope: .employer(employer))
        guard case .done = try await deployment.entry.createLogin(application, by: .setUp),
            case .done(let pending) = try await deployment.entry.begin(
                name: name, password: password, from: "127.0.0.1")
        else { throw ValidationError("The operator could not log in.") }
        let body = try await deployment.database.read { tx in
            try tx.one("SELECT body FROM outbox WHERE partner = 'sms'") { row in try row[0] as String }
        }
        let code = try TextMessage(body: Array(body.utf8)).text.firstMatch(of: /[0-9]{6}/).map { String($0.output) }
        guard
            case .done(let session) = try await deployment.entry.confirm(
                pending.token, code: code ?? "", from: "127.0.0.1")
        else { throw ValidationError("The code of the text message was refused.") }
        return session
    }

    /// What was generated and what the measurements did must stand before the audit.
    func prove() async throws {
        let desk = deployment.desk
        let report = try await Audit(desk.database, chain: desk.chain, shelf: desk.shelf).run()
        guard report.isClean else {
            throw ValidationError(
                report.summary + report.findings.prefix(10).map { "\n\($0.table) \($0.key): \($0.sentence)" }.joined())
        }
    }

    /// A page of the site as the operator gets it, without the network between.
    func page(_ target: String) async throws -> [UInt8] {
        // Each from an address of its own, as far as the rate limit goes.
        let response = await site.respond(
            to: Request(
                method: .get, target: target, headers: ["cookie": cookie],
                remoteAddress: "10.0.\(Int.random(in: 0...255)).\(Int.random(in: 0...255))"))
        guard response.status == .ok else { throw ValidationError("\(target) was answered \(response.status.code).") }
        return response.body
    }
}

/// For what asks no partner.
struct NobodyAnswers: PartnerLine {
    func send(_ endpoint: Exchange.Endpoint, key: IdempotencyKey, body: [UInt8]) async throws(PartnerSilence) -> [UInt8]
    {
        throw PartnerSilence("no partner takes part in a measurement")
    }
}
