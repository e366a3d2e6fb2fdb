import Basics
import Casework
import Records

extension Sample {
    static let deduction: [Change] =
        change(
            beginning(), Outcome.beginDeduction,
            [
                ("employer", beginning(employer: 6)), ("account", beginning(account: account(branch: "乙"))),
                ("signatory", beginning(signatory: "乙")), ("signedOn", beginning(signedOn: "2026-09-02")),
                ("phone", beginning(phone: nil)), ("feedback", beginning(agreementNumber: nil)),
            ])
        + change(
            account(), { .beginDeduction(beginning(account: $0)) },
            [
                ("number", account(number: "6200000000000000002")), ("holder", account(holder: "乙")),
                ("branch", account(branch: "乙")),
            ])
        + change(
            ending(), Outcome.endDeduction, [("agreement", ending(agreement: 9)), ("employer", ending(employer: 9))])
        + change(
            agreementRequest(), { .tell(.agreement($0)) },
            [
                ("employer", agreementRequest(employer: 6)), ("creditCode", agreementRequest(creditCode: "2")),
                ("employerName", agreementRequest(employerName: "乙")),
                ("account", agreementRequest(account: account(holder: "乙"))),
                ("signatory", agreementRequest(signatory: "乙")), ("signedOn", agreementRequest(signedOn: "2026-09-02")),
            ])
        + change(
            agreementEnd(), { .tell(.agreementEnd($0)) },
            [
                ("agreementNumber", agreementEnd(number: "X2")), ("creditCode", agreementEnd(creditCode: "2")),
                ("endedOn", agreementEnd(endedOn: "2026-09-02")),
            ])

    static func account(
        number: String = "6200000000000000001", holder: String = "甲", branch: String = "甲"
    ) -> BankAccount {
        BankAccount(number: try! BankAccountNumber(number), holder: holder, branch: branch)
    }

    static func beginning(
        employer: Int64 = 5, account: BankAccount = account(), signatory: String = "甲", signedOn: String = "2026-09-01",
        phone: String? = "1", agreementNumber: String? = "X1"
    ) -> DeductionBeginning {
        DeductionBeginning(
            employer: EmployerId(employer), account: account, signatory: signatory, signedOn: Day(signedOn)!,
            phone: phone,
            feedback: agreementNumber.map {
                DeductionBeginning.Feedback(agreementNumber: $0, activeOn: Day("2026-09-01")!)
            })
    }

    static func ending(agreement: Int64 = 3, employer: Int64 = 5) -> DeductionEnding {
        DeductionEnding(agreement: DeductionAgreementId(agreement), employer: EmployerId(employer))
    }

    static func agreementRequest(
        employer: Int64 = 5, creditCode: String = "1", employerName: String = "甲", account: BankAccount = account(),
        signatory: String = "甲", signedOn: String = "2026-09-01"
    ) -> AgreementRequest {
        AgreementRequest(
            employer: EmployerId(employer), creditCode: creditCode, employerName: employerName, account: account,
            signatory: signatory, signedOn: Day(signedOn)!)
    }

    static func agreementEnd(
        number: String = "X1", creditCode: String = "1", endedOn: String = "2026-09-01"
    ) -> AgreementEnd {
        AgreementEnd(agreementNumber: number, creditCode: creditCode, endedOn: Day(endedOn)!)
    }
}
