import Basics
package import Casework
import Cryptography
import Database
import Exchange
import Records
package import Storage

/// An operator whom an administrator wants to add.
package struct OperatorApplication: Sendable {
    package let name: String
    package let phone: String
    package let rights: Set<OperatorRight>

    package init(name: String, phone: String, rights: Set<OperatorRight>) {
        self.name = name
        self.phone = phone
        self.rights = rights
    }
}

/// An operator as an administrator sees them.
package struct OperatorView: Sendable {
    package let member: Operators.Member
    package let rights: Set<OperatorRight>
    /// The last change of each right that they ever held.
    package let changes: [Operators.Change]
    /// Whether the invitation to set a password has run out.
    package let isInvitationOver: Bool
    /// Whether they are the last who can keep the others.
    package let isLastAdministrator: Bool
}

/// Who acts for an employer: kept by its administrators (经办人员管理). Nobody gives what they lack, and somebody who can keep
/// the others is always left.
extension EntryDesk {
    package func operators(by principal: Principal) async throws -> [OperatorView] {
        let now = clock.now
        return try await database.read { [self] tx in
            let employer = try Self.employerKept(by: principal, tx)
            return try tx.operators.of(employer).map { try view(of: $0, employer, at: now, tx) }
        }
    }

    package func `operator`(_ login: Int64, by principal: Principal) async throws -> OperatorView {
        let now = clock.now
        return try await database.read { [self] tx in
            let (employer, member) = try Self.member(login, keptBy: principal, tx)
            return try view(of: member, employer, at: now, tx)
        }
    }

    /// Adds an operator, who hears by text message under which name they set their password.
    package func addOperator(
        _ application: OperatorApplication, by principal: Principal
    ) async throws -> EntryAnswer<Int64> {
        let refusals = application.refusals
        guard refusals.isEmpty, let phone = try? MobileNumber(application.phone),
            let name = try? PersonName(application.name)
        else { return .refused(refusals) }
        // Fits no password that anybody could type.
        guard let hash = try await passwords.make(randomBytes(32).base64URL) else { return .refused(.busy) }
        try await ids.prepare()
        let now = clock.now
        defer { wakeCourier() }
        return try await database.transaction { [self] tx in
            let employer = try Self.employerKept(by: principal, tx)
            if let lacking = try Self.lacking(application.rights, of: principal, tx) { return .refused(lacking) }
            guard try tx.operators.of(employer).filter({ $0.closing == nil }).count < Self.operatorLimit else {
                return .refused(.tooManyOperators)
            }
            let login = LoginRow(
                id: ids.next(.login), name: Self.account(), displayName: name.text, phone: phone.text,
                passwordHash: hash.rawValue, role: LoginRole.employerOperator.rawValue, person: nil,
                employer: employer, branch: nil)
            guard try tx.logins.create(login, rights: application.rights, by: principal.login, at: now, chain) else {
                return .refused(.busy)
            }
            try tx.entryEvents.note(.created, of: login.id, from: "", at: now)
            try invite(login.id, by: principal, at: now, tx)
            return .done(login.id)
        }
    }

    /// Invites somebody anew who has not set a password in time.
    package func inviteAgain(_ login: Int64, by principal: Principal) async throws -> EntryAnswer<Void> {
        try await ids.prepare()
        let now = clock.now
        defer { wakeCourier() }
        return try await database.transaction { [self] tx in
            let (_, member) = try Self.member(login, keptBy: principal, tx)
            guard member.closing == nil, member.invitedUntil != nil else { return .refused(.noInvitation) }
            try invite(login, by: principal, at: now, tx)
            return .done(())
        }
    }

    /// Gives and takes, so that the operator holds exactly these.
    package func setRights(
        of login: Int64, to rights: Set<OperatorRight>, by principal: Principal
    ) async throws -> EntryAnswer<Void> {
        try await ids.prepare()
        let now = clock.now
        defer { wakeCourier() }
        return try await database.transaction { [self] tx in
            let (employer, member) = try Self.member(login, keptBy: principal, tx)
            guard member.closing == nil else { return .refused(.closedOperator) }
            let held = try tx.operators.rights(of: login)
            guard held != rights else { return .done(()) }
            if rights.isEmpty { return .refused(.noRights) }
            if let lacking = try Self.lacking(rights.subtracting(held), of: principal, tx) {
                return .refused(lacking)
            }
            if !rights.contains(.administration), try Self.isLast(login, of: employer, tx) {
                return .refused(.lastAdministrator)
            }
            for right in OperatorRight.allCases where rights.contains(right) != held.contains(right) {
                if rights.contains(right) {
                    try tx.operators.grant(right, to: login, by: principal.login, at: now, chain)
                } else {
                    try tx.operators.withdraw(right, from: login, by: principal.login, at: now, chain)
                }
            }
            try tell(
                member, "您在\(try Self.name(of: employer, tx))的经办权限已由\(principal.name)调整为：\(rights.chinese)。", at: now,
                tx)
            return .done(())
        }
    }

    /// Closes an operator's login, and ends its sessions at once.
    package func removeOperator(_ login: Int64, by principal: Principal) async throws -> EntryAnswer<Void> {
        try await ids.prepare()
        let now = clock.now
        defer { wakeCourier() }
        return try await database.transaction { [self] tx in
            let (employer, member) = try Self.member(login, keptBy: principal, tx)
            guard member.closing == nil else { return .refused(.closedOperator) }
            if try Self.isLast(login, of: employer, tx) { return .refused(.lastAdministrator) }
            try tx.operators.close(login, by: principal.login, at: now, chain)
            try tell(
                member, "您在\(try Self.name(of: employer, tx))的单位经办账号\(member.account)已由\(principal.name)停用。", at: now,
                tx)
            return .done(())
        }
    }
}

extension EntryDesk {
    /// More open logins than this no employer needs; a script that adds them without end stops here.
    private static let operatorLimit = 200

    /// The employer whose operators they keep, by the rows as they stand in this transaction.
    private static func employerKept(by principal: Principal, _ tx: Transaction) throws -> EmployerId {
        guard principal.role == .employerOperator, let employer = principal.employer,
            try tx.operators.member(principal.login, of: employer).map({ $0.closing == nil }) ?? false,
            try tx.operators.rights(of: principal.login).contains(.administration)
        else { throw DeskRefusal.notFound }
        return employer
    }

    private static func member(
        _ login: Int64, keptBy principal: Principal, _ tx: Transaction
    ) throws -> (EmployerId, Operators.Member) {
        let employer = try employerKept(by: principal, tx)
        guard let member = try tx.operators.member(login, of: employer) else { throw DeskRefusal.notFound }
        return (employer, member)
    }

    private func view(
        of member: Operators.Member, _ employer: EmployerId, at now: Instant, _ tx: Transaction
    ) throws -> OperatorView {
        OperatorView(
            member: member, rights: try tx.operators.rights(of: member.login),
            changes: try tx.operators.changes(of: member.login),
            isInvitationOver: member.invitedUntil.map { $0 <= now } ?? false,
            isLastAdministrator: try Self.isLast(member.login, of: employer, tx))
    }

    private static func isLast(_ login: Int64, of employer: EmployerId, _ tx: Transaction) throws -> Bool {
        try tx.operators.administrators(of: employer) == [login]
    }

    private static func lacking(
        _ rights: Set<OperatorRight>, of principal: Principal, _ tx: Transaction
    ) throws -> Refusal? {
        let lacking = rights.subtracting(try tx.operators.rights(of: principal.login))
        return lacking.isEmpty ? nil : .notYourRights(lacking)
    }

    private static func name(of employer: EmployerId, _ tx: Transaction) throws -> String {
        try tx.employers.withIds([employer])[employer]?.name ?? ""
    }

    /// Drawn at random: it says nothing of the employer, and nobody counts from one to the next.
    private static func account() -> String { "jb" + String(Int.random(in: 10_000_000...99_999_999)) }

    private func invite(_ login: Int64, by principal: Principal, at now: Instant, _ tx: Transaction) throws {
        let until = now.adding(seconds: EntryLimits.invitationSeconds)
        try tx.operators.invite(login, by: principal.login, at: now, until: until)
        guard let employer = principal.employer, let member = try tx.operators.member(login, of: employer) else {
            return
        }
        try tell(
            member,
            "\(try Self.name(of: employer, tx))已为您开通单位经办账号：\(member.account)。请于\(until.shanghai.day.chinese)前打开社保服务平台的登录页，"
                + "进入“首次登录”，凭本手机收到的验证码设置密码。", at: now, tx)
    }

    private func tell(_ member: Operators.Member, _ text: String, at now: Instant, _ tx: Transaction) throws {
        try tx.send(TextMessage(phone: member.phone, text: text, kind: .notice), id: ids.next(.outbox), at: now)
    }
}

extension OperatorApplication {
    /// What is wrong with it by itself, all at once.
    fileprivate var refusals: [Refusal] {
        var refusals: [Refusal] = []
        do {
            _ = try PersonName(name)
        } catch {
            refusals.append(Refusal("name", field: "name", error.what, remedy: error.remedy))
        }
        do {
            _ = try MobileNumber(phone)
        } catch {
            refusals.append(Refusal("phone", field: "phone", error.what, remedy: error.remedy))
        }
        if rights.isEmpty { refusals.append(.noRights) }
        return refusals
    }
}

extension Refusal {
    fileprivate static let noRights = Refusal(
        "noRights", field: "rights", "没有选择任何权限。", remedy: "请至少选择一项。")
    fileprivate static let lastAdministrator = Refusal(
        "lastAdministrator", field: "rights", "该人员是本单位最后一名管理员，不能停用，也不能取消“经办人员管理”权限。",
        remedy: "请先为另一名已设置密码的经办人员开通“经办人员管理”权限。")
    fileprivate static let closedOperator = Refusal(
        "closedOperator", "该账号已停用。", remedy: "需要恢复经办的，请重新添加经办人员。")
    fileprivate static let noInvitation = Refusal(
        "noInvitation", "该账号已设置密码或已停用，不需要邀请。", remedy: "忘记密码的，请本人携带身份证件到经办窗口办理。")
    fileprivate static let tooManyOperators = Refusal(
        "tooManyOperators", "本单位的经办账号已达到上限。", remedy: "请先停用不再使用的账号。")

    fileprivate static func notYourRights(_ rights: Set<OperatorRight>) -> Refusal {
        Refusal(
            "notYourRights", field: "rights", "您没有“\(rights.chinese)”权限，不能为他人开通。", remedy: "请由本单位有此权限的管理员办理。")
    }
}
