import Basics
import Casework
import Cryptography
import Database
import Records
import Storage

extension EntryDesk {
    /// Makes a login and returns its key, or every reason against it. Nobody makes one above or beside their branch, nor of a
    /// role that theirs does not keep.
    package func createLogin(
        _ application: LoginApplication, by maker: LoginMaker
    ) async throws -> EntryAnswer<Int64> {
        let refusals = try await database.read { tx in try tx.refusals(of: application, by: maker) }
        guard refusals.isEmpty else { return .refused(refusals) }
        let made: PasswordHash?
        do {
            made = try await passwords.make(application.password)
        } catch {
            return .refused(.busy)
        }
        // The rule has refused what is too long; else memory was short.
        guard let hash = made else { return .refused(.busy) }
        try await ids.prepare()
        let now = clock.now
        return try await database.transaction { [ids, chain] tx in
            let refusals = try tx.refusals(of: application, by: maker)
            guard refusals.isEmpty else { return .refused(refusals) }
            let login = application.row(id: ids.next(.login), hash: hash)
            guard try tx.logins.create(login, by: maker.login, at: now, chain) else { return .refused(.nameTaken) }
            try tx.entryEvents.note(.created, of: login.id, from: "", at: now)
            return .done(login.id)
        }
    }

    /// Sets another password after the present one was typed again, and ends all other sessions of the login.
    package func changePassword(
        _ token: String, from present: String, to new: String
    ) async throws -> EntryAnswer<Void> {
        guard let token = Token(token), let principal = try await principal(token.text) else {
            return .refused(.sessionEnded)
        }
        let (login, known) = try await database.read { tx in
            let login = try tx.logins.withId(principal.login)
            return (login, try tx.numbers(person: principal.person, employer: principal.employer))
        }
        guard let login else { return .refused(.sessionEnded) }
        let problems = PasswordRule.problems(in: new, known: [login.name, login.displayName, login.phone] + known)
        guard problems.isEmpty else {
            return .refused(problems.map { Refusal("password", field: "password", $0, remedy: "请换一个密码。") })
        }
        let hash: PasswordHash?
        do {
            guard try await passwords.verify(present, against: PasswordHash(rawValue: login.passwordHash)) else {
                return .refused(
                    Refusal("wrongPassword", field: "present", "原密码不正确。", remedy: "请重新输入现在使用的密码。"))
            }
            hash = try await passwords.make(new)
        } catch {
            return .refused(.busy)
        }
        guard let hash else { return .refused(.busy) }
        try await database.transaction { tx in
            try tx.logins.setPasswordHash(hash.rawValue, of: login.id)
            try tx.sessions.endAll(of: login.id, except: token.digest)
        }
        return .done(())
    }
}

extension Transaction {
    fileprivate func refusals(of application: LoginApplication, by maker: LoginMaker) throws -> [Refusal] {
        var refusals: [Refusal] = []
        if case .staff(let principal) = maker {
            refusals += try branchRefusals(of: application, by: principal)
        } else if try branch(of: application) == nil, !application.isIndividual {
            refusals.append(.unknownScope)
        }
        refusals += application.refusals(known: try numbers(person: application.person, employer: application.employer))
        if !application.fits { refusals.append(.unknownScope) }
        if try logins.named(application.name) != nil { refusals.append(.nameTaken) }
        return refusals
    }

    private func branchRefusals(of application: LoginApplication, by maker: Principal) throws -> [Refusal] {
        guard maker.role.mayCreate.contains(application.role), let own = maker.branch else {
            return [
                Refusal(
                    "roleNotYours", "\(maker.role.chinese)不能开设\(application.role.chinese)账号。",
                    remedy: "请联系本机构的系统管理员。")
            ]
        }
        // A person is of no branch: the counter of every branch takes everybody.
        if application.isIndividual { return [] }
        guard let branch = try branch(of: application) else { return [.unknownScope] }
        guard try BranchTree(self).isWithin(branch, own) else {
            return [
                Refusal(
                    "notYourBranch", "只能为本机构及下级机构开设账号。", remedy: "请由所属机构或其上级机构的系统管理员办理。")
            ]
        }
        return []
    }

    private func branch(of application: LoginApplication) throws -> String? {
        switch application.scope {
        case .branch(let code): try branches.all().contains { $0.code == code } ? code : nil
        case .employer(let id): try employers.withIds([id])[id]?.branch
        case .person, .unit: nil
        }
    }

    /// What others may know of the owner.
    fileprivate func numbers(person: PersonId?, employer: EmployerId?) throws -> [String] {
        let person = try person.flatMap { try people.withIds([$0])[$0]?.number }
        let employer = try employer.flatMap { try employers.withIds([$0])[$0]?.creditCode }
        return [person, employer].compactMap(\.self)
    }
}

extension LoginApplication {
    fileprivate var isIndividual: Bool { person != nil }

    fileprivate var person: PersonId? {
        if case .person(let id) = scope { id } else { nil }
    }

    fileprivate var employer: EmployerId? {
        if case .employer(let id) = scope { id } else { nil }
    }

    /// Whether the scope is one that the role acts for.
    fileprivate var fits: Bool {
        switch (role.portal, scope) {
        case (.employer, .employer), (.individual, .person), (.unit, .unit), (.agency, .branch): true
        default: false
        }
    }

    func row(id: Int64, hash: PasswordHash) -> LoginRow {
        let branch: String? = if case .branch(let code) = scope { code } else { nil }
        let unit: String? = if case .unit(let creditCode) = scope { creditCode } else { nil }
        // Both have been read without fault by the application's own check.
        let phone = (try? MobileNumber(phone))?.text ?? phone
        let displayName = (try? PersonName(displayName))?.text ?? displayName
        return LoginRow(
            id: id, name: name, displayName: displayName, phone: phone, passwordHash: hash.rawValue,
            role: role.rawValue, person: person, employer: employer, branch: branch, unit: unit)
    }
}

extension Refusal {
    fileprivate static let nameTaken = Refusal(
        "nameTaken", field: "name", "该账号已被使用。", remedy: "请换一个账号。")
    fileprivate static let unknownScope = Refusal(
        "unknownScope", "账号所属的单位、个人或机构不存在，或与账号类型不符。", remedy: "请重新选择账号类型和所属单位或机构。")
}
