package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var deductions: Deductions { Deductions(tx: self) }
}

/// Employers' agreements on deduction, and what the bank was asked and answered about them.
package struct Deductions {
    let tx: Transaction

    private static let select: SQL = """
        SELECT g.id, g.employer_id, g.number, a.number, a.holder, a.branch, g.phone, g.active_on
        FROM deduction_agreement g JOIN employer_bank_account a ON a.id = g.account_id
        """

    private static func read(_ row: Row) throws(DatabaseError) -> DeductionAgreement {
        DeductionAgreement(
            id: try row[0], employer: try row[1], agreementNumber: try row[2],
            account: BankAccount(number: try account(try row[3]), holder: try row[4], branch: try row[5]),
            phone: try row[6], activeOn: try row[7])
    }

    private static func account(_ text: String) throws(DatabaseError) -> BankAccountNumber {
        guard let number = try? BankAccountNumber(text) else {
            throw DatabaseError(.other, "an account number cannot be read", statement: "employer_bank_account")
        }
        return number
    }

    /// The agreement in force.
    package func current(of employer: EmployerId) throws -> DeductionAgreement? {
        try tx.first("\(Self.select) WHERE g.employer_id = \(employer) AND g.ended_on IS NULL", Self.read)
    }

    package func withId(_ id: DeductionAgreementId) throws -> DeductionAgreement? {
        try tx.first("\(Self.select) WHERE g.id = \(id)", Self.read)
    }

    package func begin(
        _ beginning: DeductionBeginning, _ feedback: DeductionBeginning.Feedback, as id: DeductionAgreementId,
        account: Int64, case caseId: CaseId, on day: Day
    ) throws {
        try tx.run(
            """
            INSERT INTO deduction_agreement (id, employer_id, account_id, number, signatory, signed_on, phone, active_on,
                began_on, case_id)
            VALUES (\(id), \(beginning.employer), \(account), \(feedback.agreementNumber), \(beginning.signatory),
                \(beginning.signedOn), \(beginning.phone), \(feedback.activeOn), \(day), \(caseId))
            """)
    }

    package func end(_ id: DeductionAgreementId, case caseId: CaseId, on day: Day) throws {
        try tx.run(
            """
            UPDATE deduction_agreement SET ended_on = \(day), end_case_id = \(caseId)
            WHERE id = \(id) AND ended_on IS NULL
            """)
    }

    /// The key of an account, kept once for each employer.
    package func keep(_ account: BankAccount, of employer: EmployerId, as id: Int64) throws -> Int64 {
        try tx.run(
            """
            INSERT INTO employer_bank_account (id, employer_id, number, holder, branch)
            VALUES (\(id), \(employer), \(account.number.text), \(account.holder), \(account.branch))
            ON CONFLICT (employer_id, number, holder, branch) DO NOTHING
            """)
        return try tx.one(
            """
            SELECT id FROM employer_bank_account WHERE employer_id = \(employer) AND number = \(account.number.text)
                AND holder = \(account.holder) AND branch = \(account.branch)
            """
        ) { row throws(DatabaseError) in try row[0] }
    }
}

extension Deductions {
    /// What the bank was asked for a case.
    package struct Request: Sendable {
        package let number: String
        package let caseId: CaseId
        package let employer: EmployerId
        package let feedback: BankFeedback?
    }

    private static let request: SQL =
        "SELECT number, case_id, employer_id, agreement_number, active_on, refusal, remedy FROM agreement_request"

    private static func readRequest(_ row: Row) throws(DatabaseError) -> Request {
        let (agreement, activeOn): (String?, Day?) = (try row[3], try row[4])
        let (refusal, remedy): (String?, String?) = (try row[5], try row[6])
        var feedback: BankFeedback?
        if let agreement, let activeOn { feedback = .accepted(agreementNumber: agreement, activeOn: activeOn) }
        if let refusal, let remedy { feedback = .refused(sentence: refusal, remedy: remedy) }
        return Request(number: try row[0], caseId: try row[1], employer: try row[2], feedback: feedback)
    }

    package func ask(
        _ request: AgreementRequest, account: Int64, as number: String, case caseId: CaseId, at now: Instant
    ) throws {
        try tx.run(
            """
            INSERT INTO agreement_request (number, case_id, employer_id, account_id, asked_at)
            VALUES (\(number), \(caseId), \(request.employer), \(account), \(now))
            """)
    }

    /// How often the bank was asked for a case.
    package func asked(for caseId: CaseId) throws -> Int {
        try tx.one("SELECT count(*) FROM agreement_request WHERE case_id = \(caseId)") { row throws(DatabaseError) in
            try row[0]
        }
    }

    package func request(_ number: String) throws -> Request? {
        try tx.first("\(Self.request) WHERE number = \(number)", Self.readRequest)
    }

    /// Keeps the first answer to a request.
    package func note(_ feedback: BankFeedback, on day: Day, to number: String) throws {
        var (agreement, activeOn, refusal, remedy): (String?, Day?, String?, String?) = (nil, nil, nil, nil)
        switch feedback {
        case .accepted(let number, let day): (agreement, activeOn) = (number, day)
        case .refused(let sentence, let what): (refusal, remedy) = (sentence, what)
        }
        try tx.run(
            """
            UPDATE agreement_request SET answered_on = \(day), agreement_number = \(agreement), active_on = \(activeOn),
                refusal = \(refusal), remedy = \(remedy)
            WHERE number = \(number) AND answered_on IS NULL
            """)
    }

    /// The accounts of applications that wait for the bank.
    package func waiting(of employer: EmployerId) throws -> [BankAccountNumber] {
        try tx.all(
            """
            SELECT a.number FROM agreement_request r JOIN employer_bank_account a ON a.id = r.account_id
            JOIN matter_case c ON c.id = r.case_id
            WHERE r.employer_id = \(employer) AND r.answered_on IS NULL AND c.status = 'awaitingPartner'
            ORDER BY r.asked_at, r.number
            """
        ) { row throws(DatabaseError) in try Self.account(try row[0]) }
    }

    /// The last answer to a waiting application on this account; one that said yes counts as long as its case is open.
    package func feedback(on account: BankAccountNumber, of employer: EmployerId) throws -> BankFeedback? {
        try tx.first(
            """
            SELECT r.number, r.case_id, r.employer_id, r.agreement_number, r.active_on, r.refusal, r.remedy
            FROM agreement_request r JOIN employer_bank_account a ON a.id = r.account_id
            JOIN matter_case c ON c.id = r.case_id
            WHERE r.employer_id = \(employer) AND a.number = \(account.text) AND r.answered_on IS NOT NULL
                AND (c.status = 'awaitingPartner' OR (c.status IN ('submitted', 'accepted', 'returned', 'approved')
                    AND r.agreement_number IS NOT NULL))
            ORDER BY r.asked_at DESC, r.number DESC LIMIT 1
            """, Self.readRequest)?.feedback
    }
}
