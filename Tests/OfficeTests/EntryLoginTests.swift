import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

@Suite struct `Logins` {
    /// By whom, of which branch, for whom: whether it may be.
    static let table: [(LoginRole, String, LoginRole, LoginApplication.Scope, String?)] = [
        (.administrator, "centre", .administrator, .branch("east"), nil),
        (.administrator, "east", .teller, .branch("east"), nil),
        (.administrator, "east", .reviewer, .branch("east-1"), nil),
        (.administrator, "east", .teller, .branch("centre"), "notYourBranch"),
        (.administrator, "east", .teller, .branch("west"), "notYourBranch"),
        (.administrator, "east-1", .teller, .branch("east"), "notYourBranch"),
        (.administrator, "centre", .teller, .branch("nowhere"), "unknownScope"),
        (.administrator, "centre", .teller, .employer(EntryScene.eastern), "unknownScope"),
        (.administrator, "centre", .individual, .branch("east"), "unknownScope"),
        (.teller, "east", .employerOperator, .employer(EntryScene.eastern), nil),
        (.teller, "centre", .employerOperator, .employer(EntryScene.western), nil),
        (.teller, "east", .employerOperator, .employer(EntryScene.western), "notYourBranch"),
        (.teller, "east-1", .employerOperator, .employer(EntryScene.eastern), "notYourBranch"),
        (.teller, "west", .individual, .person(EntryScene.zhang), nil),
        (.teller, "east", .teller, .branch("east"), "roleNotYours"),
        (.reviewer, "east", .employerOperator, .employer(EntryScene.eastern), "roleNotYours"),
        (.policyStaff, "centre", .individual, .person(EntryScene.zhang), "roleNotYours"),
        (.auditor, "centre", .teller, .branch("east"), "roleNotYours"),
    ]

    @Test(arguments: Engine.allCases)
    func `nobody makes a login above or beside their branch or of a role that is not theirs to give`(
        on engine: Engine
    ) async throws {
        try await EntryScene.with(engine) { scene in
            for (index, (makerRole, makerBranch, role, scope, refusal)) in Self.table.enumerated() {
                let maker = try await scene.makeLogin("maker\(index)", makerRole, .branch(makerBranch))
                let answer = try await scene.desk.createLogin(
                    Self.application("made\(index)", role, scope),
                    by: .staff(
                        Principal(login: maker, name: "管理员", role: makerRole, branch: makerBranch)))
                #expect(answer.refusals == [refusal].compactMap(\.self), "\(Self.table[index])")
            }
        }
    }

    @Test func `a name that is tried is kept short, however much one character carries`() {
        let name = LoginApplication.folded("A " + String(repeating: "\u{301}", count: 100_000))
        #expect(name.unicodeScalars.first == "a")
        #expect(name.utf8.count < 200)
    }

    @Test func `who is not of the agency makes no logins`() {
        for role in LoginRole.allCases where role.portal != .agency { #expect(role.mayCreate.isEmpty) }
    }

    @Test(arguments: Engine.allCases)
    func `all that is wrong with a login is said at once`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let answer = try await scene.desk.createLogin(
                LoginApplication(
                    name: "a b", displayName: "", phone: "123", password: "short", role: .teller,
                    scope: .branch("east")), by: .setUp)
            #expect(answer.refusals == ["loginName", "displayName", "phone", "password"])
            let taken = try await scene.desk.createLogin(
                Self.application("OPERATOR1", .teller, .branch("east")), by: .setUp)
            #expect(taken.refusals == ["nameTaken"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a password that follows from the identity number is refused`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let answer = try await scene.desk.createLogin(
                LoginApplication(
                    name: "zhang", displayName: "张演示", phone: "13900000002", password: "Ab-010015-xy",
                    role: .individual, scope: .person(EntryScene.zhang)), by: .setUp)
            #expect(answer.refusals == ["password"])
        }
    }

    @Test(arguments: [
        ("nine-char", "密码至少10个字符，现为9个。"),
        ("aaaaabbbbbccc", "密码中重复的字符太多，至少要有5个不同的字符。"),
        ("my-Operator1-key", "密码中不能有账号、姓名、手机号码或证件号码，也不能有其中连续的6位。"),
        ("x-13900000001", "密码中不能有账号、姓名、手机号码或证件号码，也不能有其中连续的6位。"),
        ("Password2026", "密码过于常见，容易被猜到，请换一个只有自己知道的。"),
        ("qwertyuiop12", "密码过于常见，容易被猜到，请换一个只有自己知道的。"),
        ("line\nbreak-in-it", "密码中不能有换行等控制字符。"),
    ])
    func `a weak password is refused in a sentence that says what is missing`(password: String, sentence: String) {
        #expect(PasswordRule.problems(in: password, known: ["operator1", EntryScene.phone]) == [sentence])
    }

    @Test func `a long password of one's own is good`() {
        for password in [EntryScene.password, "correct horse battery", "zK3-vq9-Lm2-x"] {
            #expect(PasswordRule.problems(in: password, known: ["operator1", "王", EntryScene.phone]).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an operator covers their employer, a counter its region, the back office its branch and below`(
        on engine: Engine
    ) async throws {
        try await EntryScene.with(engine) { scene in
            let (tree, employers) = try await scene.database.read { tx in
                (try BranchTree(tx), try tx.employers.withIds([EntryScene.eastern, EntryScene.western]))
            }
            let eastern = try #require(employers[EntryScene.eastern])
            let western = try #require(employers[EntryScene.western])
            func covers(
                _ role: LoginRole, employer: EmployerId? = nil, branch: String? = nil,
                in region: Region = eastern.region
            ) -> [Bool] {
                let principal = Principal(
                    login: 1, name: "某", role: role, employer: employer, branch: branch, region: region)
                return [principal.covers(eastern, tree), principal.covers(western, tree)]
            }
            #expect(covers(.employerOperator, employer: EntryScene.eastern) == [true, false])
            #expect(covers(.individual) == [false, false])
            #expect(covers(.teller, branch: "centre") == [true, true])
            #expect(covers(.teller, branch: "east-1") == [true, true])
            #expect(covers(.teller, branch: "centre", in: Region(rawValue: "chengdu")) == [false, false])
            #expect(covers(.reviewer, branch: "east") == [true, false])
            #expect(covers(.reviewer, branch: "east-1") == [false, false])
            #expect(covers(.auditor, branch: "west") == [false, true])
            #expect(covers(.teller, branch: nil) == [false, false])
        }
    }

    private static func application(
        _ name: String, _ role: LoginRole, _ scope: LoginApplication.Scope
    ) -> LoginApplication {
        LoginApplication(
            name: name, displayName: "王经办", phone: EntryScene.phone, password: EntryScene.password, role: role,
            scope: scope)
    }
}
