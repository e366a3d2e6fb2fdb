import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// Opening a unit's account: who holds the contact's phone may, and a stranger learns nothing.
@Suite struct `The account of a unit` {
    private static let code = "91590000MADM00115A"

    private struct Scene {
        let desk: DeskScene
        let entry: EntryDesk
        let accounts: UnitAccounts

        init(_ desk: DeskScene) throws {
            self.desk = desk
            entry = try EntryDesk(
                desk.database, clock: desk.clock, ids: desk.desk.ids, keys: EntryKeys(),
                passwords: CountingPasswords())
            accounts = UnitAccounts(desk.desk, entry)
        }

        func begin(_ code: String = code, phone: String = "19900000931") async throws -> EntryAnswer<String> {
            try await accounts.begin(
                UnitAccounts.SignUp(
                    creditCode: code, operatorName: "楚经办", phone: phone, password: EntryScene.password))
        }

        /// The latest text message: to whom, and what.
        func text() async throws -> TextMessage {
            let bodies = try await desk.database.read { tx in
                try tx.all("SELECT body FROM outbox WHERE partner = 'sms' ORDER BY id DESC") { row in
                    try row[0] as String
                }
            }
            return try TextMessage(body: Array(try #require(bodies.first).utf8))
        }

        func sentCode() async throws -> String {
            String(try #require(try await text().text.firstMatch(of: /[0-9]{6}/)).output)
        }

        func logins() async throws -> [LoginRow] {
            try await desk.database.read { tx in
                try tx.all("SELECT id FROM login") { row in try row[0] as Int64 }.compactMap {
                    try tx.logins.withId($0)
                }
            }
        }
    }

    private static func unit(contact: SharedUnit.Contact? = .init(name: "楚歌", phone: "19900000921")) -> SharedUnit {
        SharedUnit(
            creditCode: code, name: "初晴文化传播有限公司", kind: .enterprise, type: "有限责任公司",
            registeredOn: Day("2026-10-20")!, authority: "演示区市场监督管理局",
            head: .init(name: "楚晴", number: "59000319890214002X"), address: "演示路1号", scope: nil, industry: "R8810",
            status: .active, contact: contact, revision: 1)
    }

    private func with(
        _ engine: Engine, unit: SharedUnit? = unit(), _ body: (Scene) async throws -> Void
    ) async throws {
        try await DeskScene.with(engine) { (scene) async throws in
            if let unit { scene.partners.know(unit) }
            try await body(try Scene(scene))
        }
    }

    private func token(_ answer: EntryAnswer<String>) throws -> String {
        guard case .done(let token) = answer else { throw DeskRefusal.invalid("\(answer)") }
        return token
    }

    private func code(_ answer: EntryAnswer<String>) -> String? {
        if case .refused(let refusals) = answer { refusals.first?.code } else { nil }
    }

    @Test(arguments: Engine.allCases)
    func `the code goes to the contact that the register has, and opens the account`(on engine: Engine) async throws {
        try await with(engine) { (scene) async throws in
            let token = try token(try await scene.begin(" 91590000madm00115a "))
            #expect(try await scene.text().phone == "19900000921")
            #expect(try await scene.accounts.awaited(token)?.sentTo == "199****0921")
            let account = try self.token(
                try await scene.accounts.confirm(token, code: try await scene.sentCode()))
            #expect(account == Self.code.lowercased())
            let login = try #require(try await scene.logins().first)
            #expect(login.role == "unitOperator" && login.unit == Self.code && login.phone == "19900000931")
            #expect(code(try await scene.accounts.confirm(token, code: "000000")) == "codeGone", "a code opens once")
            guard
                case .done = try await scene.entry.begin(
                    name: Self.code, password: EntryScene.password, from: "10.0.0.1")
            else {
                Issue.record("the new account does not open")
                return
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `of an employer on record that has no login, the first is its operator's`(on engine: Engine) async throws {
        try await with(engine) { (scene) async throws in
            try await scene.desk.database.transaction { tx in
                try tx.employers.register(
                    Employer(
                        id: EmployerId(9), region: DeskScene.region, creditCode: Self.code, name: "初晴文化传播有限公司",
                        injuryClass: 2, branch: "centre", registeredOn: Day("2026-10-21")!, version: 1))
            }
            let token = try token(try await scene.begin())
            _ = try await scene.accounts.confirm(token, code: try await scene.sentCode())
            let login = try #require(try await scene.logins().first)
            #expect(login.role == "employerOperator" && login.employer == EmployerId(9))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a stranger can't tell whether a unit has an account, and no code is right`(on engine: Engine) async throws {
        try await with(engine) { (scene) async throws in
            let first = try token(try await scene.begin())
            _ = try await scene.accounts.confirm(first, code: try await scene.sentCode())
            scene.desk.clock.advance(seconds: 61)
            let second = try token(try await scene.begin(phone: "19900000932"))
            #expect(try await scene.accounts.awaited(second)?.sentTo == "199****0921", "it looks the same")
            let text = try await scene.text()
            #expect(text.phone == "19900000921" && text.text.contains("已有账户") && text.kind == .notice)
            for left in (0...4).reversed() {
                let answer = try await scene.accounts.confirm(second, code: "123456")
                #expect(code(answer) == "wrongCode", "\(left)")
            }
            #expect(code(try await scene.accounts.confirm(second, code: "123456")) == "codeGone")
            #expect(try await scene.logins().count == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `five wrong codes spend it, and so does time`(on engine: Engine) async throws {
        try await with(engine) { (scene) async throws in
            let spent = try token(try await scene.begin())
            let right = try await scene.sentCode()
            let wrong = right == "111111" ? "222222" : "111111"
            for _ in 1...5 { _ = try await scene.accounts.confirm(spent, code: wrong) }
            #expect(code(try await scene.accounts.confirm(spent, code: right)) == "codeGone")
            scene.desk.clock.advance(seconds: 61)
            let late = try token(try await scene.begin())
            let code = try await scene.sentCode()
            scene.desk.clock.advance(seconds: 601)
            #expect(self.code(try await scene.accounts.confirm(late, code: code)) == "codeGone")
            #expect(try await scene.logins().isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a contact is written to once a minute and five times a day, whoever asks`(on engine: Engine) async throws {
        try await with(engine) { (scene) async throws in
            for _ in 1...5 {
                _ = try token(try await scene.begin())
                #expect(code(try await scene.begin(phone: "19900000932")) == "codeTooSoon")
                scene.desk.clock.advance(seconds: 61)
            }
            #expect(code(try await scene.begin()) == "signUpTooOften")
            scene.desk.clock.advance(seconds: 86_400)
            try await scene.entry.sweep()
            #expect(try await scene.desk.count("SELECT count(*) FROM unit_sign_up") == 0)
            _ = try token(try await scene.begin())
        }
    }

    @Test func `without a contact the counter sees to it, and each reason is said`() async throws {
        try await with(.sqlite, unit: Self.unit(contact: nil)) { (scene) async throws in
            #expect(code(try await scene.begin()) == "noContact")
            #expect(code(try await scene.begin("91590000MADM001235")) == "unknownUnit")
            #expect(code(try await scene.begin("123")) == "creditCode")
            #expect(code(try await scene.begin(phone: "123")) == "phone")
            scene.desk.partners.setDown(true)
            #expect(code(try await scene.begin("91590000MADM00131W")) == "registerSilent")
            #expect(try await scene.desk.count("SELECT count(*) FROM outbox") == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `without a contact at the register the one of its own registration counts`(on engine: Engine) async throws {
        try await with(engine, unit: Self.unit(contact: nil)) { (scene) async throws in
            let teller = DeskScene.teller
            let draft = try await scene.desk.desk.beginAtCounter(
                "employer-registration", for: .unit(creditCode: Self.code),
                knownBy: IdentityCheck(
                    visitor: "楚经办", standing: .operatorOfEmployer, numberEnd: "0027",
                    documents: [.identityCard, .licence], checkedBy: teller.name, checkedOn: Day("2026-11-02")!),
                by: teller)
            let judged = try await scene.desk.desk.fill(
                draft, with: ["contactName": "楚二", "contactPhone": "19900000940"], by: teller)
            _ = try await scene.desk.desk.submit(draft, digest: try #require(judged.digest), by: teller)
            let token = try token(try await scene.begin())
            #expect(try await scene.text().phone == "19900000940")
            _ = try self.token(try await scene.accounts.confirm(token, code: try await scene.sentCode()))
            #expect(try await scene.logins().map(\.role) == ["employerOperator"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a password that holds the credit code is refused`(on engine: Engine) async throws {
        try await with(engine) { (scene) async throws in
            let answer = try await scene.accounts.begin(
                UnitAccounts.SignUp(
                    creditCode: Self.code, operatorName: "楚经办", phone: "19900000931", password: "91590000MADM"))
            #expect(code(answer) == "password")
        }
    }
}
