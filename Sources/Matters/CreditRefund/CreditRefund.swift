import Basics
package import Casework
package import Policy
package import Records

/// 多缴款项退还: an employer that owes nothing has what it paid too much paid back to its own account: the credits of its plans
/// that no other plan has used up, and money of its that no plan has taken. Refunds of single months and people (退费) are
/// another matter.
package enum CreditRefund: Matter {
    package static let card = MatterCard(
        slug: "credit-refund",
        name: "多缴款项退还",
        summary: "单位账户有没有抵扣完的余额，或者有到账而没有对应缴费计划的款项，且没有待缴费用的，可以申请退还到单位自己的银行账户。经审核后由银行付款，付款结果在平台告知。",
        applicants: [.employer], right: .contributions,
        legalBases: [
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
            LegalBasis("民法典", "第九百八十五条", "没有法律根据取得的利益，受损失的人可以请求返还"),
        ],
        steps: ["核对可以退还的款项", "填写单位的收款账户", "提交，由工作人员审核", "银行付款，告知结果"],
        conditions: [
            "单位没有待缴的缴费计划。", "有没有抵扣完的余额，或者有待分配的到账款。", "收款账户以本单位登记的名称开立。",
            "已经办理注销登记的单位，注销后到账的款项也可以申请退还。",
        ],
        searchWords: ["退款", "退费", "多缴", "退钱"], isForClosedEmployers: true)

    package static let form = Form([
        Form.Section("收款账户", [holder.definition, account.definition, branch.definition])
    ])

    static let holder = Field<String>("holder", "户名", control: .text(maxLength: 100))
    static let account = Field<BankAccountNumber>("account", "银行账号", hint: "只发送给银行付款，其他页面只显示首尾各四位")
    static let branch = Field<String>("branch", "开户银行", hint: "写到支行，例如“演示银行示范支行”", control: .text(maxLength: 100))

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        return [EmployerOnRecord(employer), OpenPlansOfEmployer(employer), UnallocatedOfEmployer(employer)]
    }

    /// Money goes back to the unit itself, whoever files.
    package static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers {
        guard let employer = application.applicant.employer.flatMap({ facts[EmployerOnRecord($0)] }) else { return [:] }
        return [holder.key: employer.name]
    }

    package static func remarks(on application: Application, knowing facts: Facts) -> [Remark] {
        guard let employer = application.applicant.employer else { return [] }
        let refundable = Refundable(of: employer, facts)
        return refundable.owed.isZero && !refundable.total.isZero ? [Remark("可以退还的款项共\(refundable.total)元。")] : []
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let employer = application.applicant.employer else { return [] }
        let refundable = Refundable(of: employer, facts)
        if refundable.owed > .zero {
            let waits = refundable.receipts.map(\.amount).total
            return [
                Refusal(
                    "stillOwed", "本单位还有待缴的费用\(refundable.owed)元，多缴的款项不能退还。",
                    remedy: waits.isZero
                        ? "请先缴清待缴的缴费计划。" : "待分配的到账款\(waits)元可以缴纳这些计划，请联系参保地经办机构分配；不足的部分由单位缴清。")
            ]
        }
        if refundable.total.isZero {
            return [Refusal("nothingToRefund", "本单位没有可以退还的款项。", remedy: "无需办理；已经申请过的，请在“单位账户”中查看退款情况。")]
        }
        return []
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)],
            let number = application[account], let branch = application[branch]
        else { preconditionFailure("decided without the fields that the form requires") }
        let refundable = Refundable(of: id, facts)
        let account = BankAccount(number: number, holder: employer.name, branch: branch)
        return Decision(
            outcomes: [
                .refund(
                    Refunding(
                        employer: id, region: employer.region, destination: .account(account),
                        sources: refundable.sources)),
                .settle(toDo(of: id)),
            ],
            statement: statement(of: refundable, to: account, employer))
    }

    private static func statement(
        of refundable: Refundable, to account: BankAccount, _ employer: Employer
    ) -> [Paper.Part] {
        let credits = refundable.credits.map { open in
            [open.plan.number, "\(open.plan.period.chinese)缴费计划的余额", (-open.outstanding).description]
        }
        let receipts = refundable.receipts.map { [$0.number, "\($0.paidOn.chinese)到账的待分配款", $0.amount.description] }
        let ofPeople = -refundable.credits.flatMap(\.claims).filter { $0.share == .person }.total
        return [
            .fields(
                heading: "多缴款项退还",
                [
                    Paper.Field("单位", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                    Paper.Field("退还金额（元）", refundable.total.description), Paper.Field("户名", account.holder),
                    Paper.Field("银行账号", account.number.masked), Paper.Field("开户银行", account.branch),
                ]),
            .table(
                heading: "退还的款项",
                Paper.Table(
                    columns: [
                        Paper.Column("计划或凭证", weight: 4), Paper.Column("款项", weight: 4),
                        Paper.Column("金额（元）", .trailing, weight: 2),
                    ], rows: credits + receipts, total: ["合计", "", refundable.total.description])),
        ]
            + (ofPeople > .zero ? [.note("其中\(ofPeople)元是职工个人缴纳的部分，单位收到后应当退还职工本人。")] : [])
            + [.note("退还后，这些款项不再抵扣以后的应缴费用。银行付款不成功的，款项恢复原状，平台告知原因，单位更正账户后可以重新申请。")]
    }

    /// The bank could not pay: the account has to be put right.
    package static func toDo(of employer: EmployerId) -> ToDo.Key {
        ToDo.Key(.employer(employer), kind: "refund-failed", subject: "account")
    }
}

/// What an employer may have back, and what stands against it.
private struct Refundable {
    let credits: [OpenPlan]
    let receipts: [UnallocatedMoney]
    let owed: Money

    init(of employer: EmployerId, _ facts: Facts) {
        let open = facts[OpenPlansOfEmployer(employer)]
        credits = open.filter { $0.outstanding < .zero }
        receipts = facts[UnallocatedOfEmployer(employer)]
        owed = open.map(\.outstanding).filter { $0 > .zero }.total
    }

    var total: Money { receipts.map(\.amount).total - credits.map(\.outstanding).total }

    var sources: [RefundSource] {
        credits.map { open in
            .plan(
                open.plan.id,
                open.claims.map { OpenPlan.Claim(line: $0.line, share: $0.share, outstanding: -$0.outstanding) },
                totals: open.totals)
        } + receipts.map { .receipt($0.receipt, $0.amount) }
    }
}
