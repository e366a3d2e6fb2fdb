package import Basics
import Casework
import Cryptography
import Database
import Exchange
import Records
import Storage

/// Opening the account of a unit that has none (单位首次使用): whoever holds the phone of the contact that the unit's register
/// has on file may open it; where the register has none, of the contact in its own registration, which was seen at the
/// counter or reviewed. The unit may be on record already, registered without an act of its own, or not yet.
///
/// Whether a unit has an account is not told: one that has gets a text message of another wording, and no code is right.
package struct UnitAccounts: Sendable {
    private let desk: Desk
    private let entry: EntryDesk

    package init(_ desk: Desk, _ entry: EntryDesk) {
        self.desk = desk
        self.entry = entry
    }

    /// What is typed. The account's name is the credit code, so that nobody learns here which names are taken.
    package struct SignUp: Sendable {
        let creditCode: String
        let operatorName: String
        let phone: String
        let password: String

        package init(creditCode: String, operatorName: String, phone: String, password: String) {
            self.creditCode = creditCode
            self.operatorName = operatorName
            self.phone = phone
            self.password = password
        }
    }

    /// What is said of the code that is awaited.
    package struct Awaited: Sendable {
        package let creditCode: String
        /// The contact's phone, masked.
        package let sentTo: String
        package let validUntil: Instant
    }

    /// Asks the register for the unit's contact and sends a code there.
    ///
    /// - Returns: the token under which the code is awaited.
    package func begin(_ signUp: SignUp) async throws -> EntryAnswer<String> {
        let code: CreditCode
        do {
            code = try CreditCode(signUp.creditCode)
        } catch {
            return .refused(Refusal("creditCode", field: "creditCode", error.what, remedy: error.remedy))
        }
        let application = LoginApplication(
            name: code.text, displayName: signUp.operatorName, phone: signUp.phone, password: signUp.password,
            role: .unitOperator, scope: .unit(code.text))
        let refusals = application.refusals(known: [code.text])
        guard refusals.isEmpty else { return .refused(refusals) }
        try await desk.ask([RegisteredUnit(code.text)])
        let (answer, contact) = try await desk.database.read { tx in
            let answer = try tx.partnerAnswers.unit(code.text)
            return (answer, try answer.unit?.contact?.phone ?? tx.registeredContact(of: code.text))
        }
        guard let contact else { return .refused(.noContact(answer, code)) }
        let made: PasswordHash?
        do {
            made = try await entry.passwords.make(signUp.password)
        } catch {
            return .refused(.busy)
        }
        guard let hash = made else { return .refused(.busy) }
        return try await send(application, code.text, hash, to: contact)
    }

    private func send(
        _ application: LoginApplication, _ creditCode: String, _ hash: PasswordHash, to contact: String
    ) async throws -> EntryAnswer<String> {
        try await entry.ids.prepare()
        let token = Token()
        let now = entry.clock.now
        defer { entry.wakeCourier() }
        return try await entry.database.transaction { [entry] tx in
            let sent = try tx.unitSignUps.sent(
                for: creditCode, since: now.adding(seconds: -EntryLimits.signUpDaySeconds))
            if let next = sent.last?.adding(seconds: EntryLimits.codeIntervalSeconds), next > now {
                return .refused(.codeTooSoon(next: next, now: now))
            }
            guard sent.count < EntryLimits.signUpsADay else { return .refused(.signUpTooOften) }
            let row = application.row(id: 0, hash: hash)
            let hasAccount = try tx.logins.exist(forUnit: creditCode)
            let code = String(String(1_000_000 + Int.random(in: 0..<1_000_000)).dropFirst())
            let operated = "\(row.displayName)（手机\(row.phone.masked)）"
            let text =
                hasAccount
                ? "\(operated)申请开通贵单位的社保账户。贵单位已有账户，请由本单位管理员添加经办人；不是本单位的人员，请不必理会。"
                : "开通单位社保账户验证码：\(code)，\(EntryLimits.signUpCodeSeconds / 60)分钟内有效。\(operated)正在为贵单位开通账户，"
                    + "同意的请将验证码告诉该经办人；不是本单位的人员，请勿告诉他人。"
            try tx.unitSignUps.put(
                UnitSignUps.SignUp(
                    creditCode: creditCode, name: row.name, displayName: row.displayName, phone: row.phone,
                    passwordHash: row.passwordHash, codeDigest: hasAccount ? nil : entry.digest(of: code, for: token),
                    sentTo: contact.masked, sentAt: now,
                    expiresAt: now.adding(seconds: EntryLimits.signUpCodeSeconds)),
                token.digest)
            try tx.send(
                TextMessage(phone: contact, text: text, kind: hasAccount ? .notice : .code),
                id: entry.ids.next(.outbox), at: now)
            return .done(token.text)
        }
    }

    package func awaited(_ token: String) async throws -> Awaited? {
        guard let token = Token(token) else { return nil }
        let now = entry.clock.now
        return try await entry.database.read { tx in
            guard let signUp = try tx.unitSignUps.with(token.digest), signUp.isOpen(at: now) else { return nil }
            return Awaited(creditCode: signUp.creditCode, sentTo: signUp.sentTo, validUntil: signUp.expiresAt)
        }
    }

    /// Compares the code and, if it is right, opens the account.
    ///
    /// - Returns: the account's name, to log in with.
    package func confirm(_ token: String, code: String) async throws -> EntryAnswer<String> {
        guard let token = Token(token) else { return .refused(.codeGone) }
        try await entry.ids.prepare()
        let now = entry.clock.now
        let typed = entry.digest(of: code.filter { !$0.isWhitespace }, for: token)
        return try await entry.database.transaction { [entry] tx in
            guard let signUp = try tx.unitSignUps.with(token.digest), signUp.isOpen(at: now) else {
                return .refused(.codeGone)
            }
            // A wrong code takes as long to compare whether one was sent or not.
            let isRight = equalInConstantTime(typed, signUp.codeDigest ?? Array(repeating: 0, count: typed.count))
            guard isRight, signUp.codeDigest != nil else {
                try tx.unitSignUps.countFailure(token.digest)
                return .refused(.wrongCode(triesLeft: EntryLimits.codeTries - signUp.failures - 1))
            }
            try tx.unitSignUps.delete(token.digest)
            // Somebody may have been quicker with a code of their own.
            guard try !tx.logins.exist(forUnit: signUp.creditCode) else { return .refused(.accountExists) }
            let employer = try tx.employers.withCreditCodes([signUp.creditCode])[signUp.creditCode]
            let role: LoginRole = employer == nil ? .unitOperator : .employerOperator
            let login = LoginRow(
                id: entry.ids.next(.login), name: signUp.name, displayName: signUp.displayName, phone: signUp.phone,
                passwordHash: signUp.passwordHash, role: role.rawValue, person: nil, employer: employer?.id,
                branch: nil, unit: employer == nil ? signUp.creditCode : nil)
            guard try tx.logins.create(login, by: nil, at: now, entry.chain) else { return .refused(.accountExists) }
            try tx.entryEvents.note(.created, of: login.id, from: "", at: now)
            return .done(login.name)
        }
    }
}

extension Transaction {
    /// The phone of the contact that the unit gave when it was registered.
    fileprivate func registeredContact(of creditCode: String) throws -> String? {
        guard let employer = try employers.withCreditCodes([creditCode])[creditCode]?.id else { return nil }
        return try employerRecords.current(of: [employer])[employer]?.contact.phone
    }
}

extension EntryDesk {
    fileprivate func digest(of code: String, for token: Token) -> [UInt8] {
        codeKey.code(for: "unit \(token.text) \(code)")
    }
}

extension UnitSignUps.SignUp {
    fileprivate func isOpen(at now: Instant) -> Bool { expiresAt > now && failures < EntryLimits.codeTries }
}

extension String {
    fileprivate var masked: String { (try? MobileNumber(self))?.masked ?? "***" }
}

extension Refusal {
    /// The register says whom a unit can be reached by; where it does not, the counter sees to it.
    fileprivate static func noContact(_ answer: UnitAnswer, _ code: CreditCode) -> Refusal {
        let register = Partner.register(of: code.text).name
        let counter = "请携带营业执照或登记证书、经办人身份证件和单位授权委托书，到社会保险经办窗口办理单位社会保险登记，登记的社保联系人手机即可用于开通账户。"
        return switch answer {
        case .found: Refusal("noContact", "\(register)没有留存该单位联系人的手机号码，无法在线核实单位身份。", remedy: counter)
        case .notFound:
            Refusal(
                "unknownUnit", field: "creditCode", "\(register)没有这一统一社会信用代码的登记信息。", remedy: "请先核对代码；代码无误的，\(counter)")
        case .silent, .notAsked:
            Refusal("registerSilent", "\(register)暂时没有答复，无法在线核实单位身份。", remedy: "请稍后再试；急需办理的，\(counter)")
        }
    }

    fileprivate static let signUpTooOften = Refusal(
        "signUpTooOften", "今天发往该单位联系人的验证码已达上限。", remedy: "请明天再试，或到社会保险经办窗口办理。")
    fileprivate static let accountExists = Refusal(
        "accountExists", "该单位的账户刚刚由他人开通。", remedy: "请由本单位管理员添加经办人；不是本单位人员开通的，请立即联系社会保险经办窗口。")
}
