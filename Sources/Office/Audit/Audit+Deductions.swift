import Basics
import Casework
import Database
import Foundation
import Storage

extension AuditRound {
    /// An agreement deducts from the account that its case was filed for, and ends by a case of its employer.
    mutating func checkDeductions() throws {
        try examine(
            "deduction_agreement",
            """
            SELECT g.id, g.number, a.number, a.holder, a.branch, g.signatory, v.detail, c.employer_id = g.employer_id
                AND a.employer_id = g.employer_id, c.status, c.matter, e.matter, e.employer_id = g.employer_id, e.status,
                g.ended_on IS NOT NULL
            FROM deduction_agreement g JOIN employer_bank_account a ON a.id = g.account_id
            JOIN matter_case c ON c.id = g.case_id LEFT JOIN matter_case e ON e.id = g.end_case_id
            LEFT JOIN case_event v ON v.case_id = g.case_id AND v.sequence = (
                SELECT max(s.sequence) FROM case_event s WHERE s.case_id = g.case_id AND s.act IN ('submit', 'supplement'))
            ORDER BY g.id
            """,
            wrong: { row in
                let (id, number, account): (Int64, String, String) = (try row[0], try row[1], try row[2])
                let text: String? = try row[6]
                let answers = text.flatMap {
                    try? JSONDecoder().decode(CaseEvent.Detail.self, from: Data($0.utf8)).application?.answers
                }
                let typed = answers?["account"].flatMap { try? BankAccountNumber($0) }?.text
                let (holder, branch, signatory): (String, String, String) = (try row[3], try row[4], try row[5])
                let (isOwn, status, matter): (Bool, String, String) = (try row[7], try row[8], try row[9])
                guard isOwn, status == "effective", matter == "deduction-agreement", typed == account,
                    answers?["holder"] == holder, answers?["branch"] == branch, answers?["signatory"] == signatory
                else { return ("\(id)", "扣款协议\(number)与其办件申请的账户或签约人不符。") }
                guard try row[13] as Bool else { return nil }
                let (endMatter, endsOwn, endStatus): (String?, Bool?, String?) = (
                    try row[10], try row[11], try row[12]
                )
                return endMatter == "deduction-agreement-end" && endsOwn == true && endStatus == "effective"
                    ? nil : ("\(id)", "扣款协议\(number)的终止没有相应的办件。")
            })
    }
}
