import Basics
package import Casework
package import Policy
import Records

/// 银行扣款协议签订: in one act the employer agrees with the bank that contributions are deducted, and with the agency that it
/// pays online. It takes effect when the bank has fed back the opened account.
package enum DeductionAgreement: Matter {
    package static let card = MatterCard(
        slug: "deduction-agreement",
        name: "银行扣款协议签订",
        summary: "一次办理单位与银行的委托扣款协议、单位与社会保险经办机构的网上缴费协议；银行反馈开户信息后生效，此后每份缴费计划按公布的日期自动扣款。",
        applicants: [.employer],
        right: .contributions,
        legalBases: [
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
            LegalBasis("社会保险费征缴暂行条例", "第七条", "社会保险登记事项包括单位的开户银行账号"),
        ],
        steps: ["填写扣款账户和签约人", "核对两份协议", "提交后由银行核对账户", "银行反馈开户信息后生效"],
        conditions: ["本单位没有正在生效的扣款协议。", "账户以本单位登记的名称开立。"],
        searchWords: ["自动扣款", "代扣", "银行代扣"])

    package static let form = Form([
        Form.Section("扣款账户", [branch.definition, holder.definition, account.definition]),
        Form.Section("签约", [signatory.definition, capacity.definition, signedOn.definition, phone.definition]),
    ])

    static let branch = Field<String>("branch", "开户银行", hint: "写到支行，例如“演示银行示范支行”", control: .text(maxLength: 100))
    static let holder = Field<String>("holder", "户名", hint: "应与本单位登记的名称一致", control: .text(maxLength: 100))
    static let account = Field<BankAccountNumber>("account", "银行账号", hint: "只发送给银行核对，其他页面只显示首尾各四位")
    static let signatory = Field<PersonName>("signatory", "签约人姓名")
    static let capacity = Field<Capacity>("capacity", "签约人身份")
    static let signedOn = Field<Day>("signedOn", "签约日期")
    static let phone = Field<MobileNumber>(
        "phone", "接收扣款通知的手机号码", hint: "扣款前和扣款后各发一条短信；不填的，只在平台上提示", isRequired: false)

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        let feedback: FactsNeeded =
            application[account].map { [BankFeedbackOnAccount(employer: employer, account: $0)] } ?? []
        return [EmployerOnRecord(employer), RecordOfEmployer(employer), DeductionOfEmployer(employer)] + feedback
    }

    package static func inquiry(for application: Application, knowing facts: Facts) -> Message? {
        guard let employer = application.applicant.employer, let signed = Signed(application),
            feedback(on: signed.account.number, of: employer, facts) == nil,
            let record = facts[EmployerOnRecord(employer)]
        else { return nil }
        return .agreement(
            AgreementRequest(
                employer: employer, creditCode: record.creditCode, employerName: record.name, account: signed.account,
                signatory: signed.signatory, signedOn: signed.on))
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)],
            let signed = Signed(application)
        else { return [] }
        let standing = facts[DeductionOfEmployer(id)]
        var refusals = [try rules.closed(.deduction)].compactMap(\.self)
        if let agreement = standing.agreement {
            refusals.append(
                Refusal(
                    "agreedAlready",
                    "本单位已有生效的扣款协议（协议号\(agreement.agreementNumber)，账号\(agreement.account.number.masked)）。",
                    remedy: "需要更换账户的，请先办理银行扣款协议终止，再重新签订。"))
        }
        if standing.asked.contains(where: { $0 != signed.account.number }) {
            refusals.append(
                Refusal("anotherAsked", "本单位另有一份扣款协议申请正在等待银行反馈。", remedy: "请在“我的办件”中查看；不再需要的，先撤回。"))
        }
        if signed.account.holder != employer.name {
            refusals.append(
                Refusal(
                    "holderDiffers", field: holder.key, "户名与本单位登记的名称“\(employer.name)”不一致。",
                    remedy: "请使用以本单位名称开立的账户；单位名称已变更的，先办理单位信息变更。"))
        }
        if signed.on > rules.today {
            refusals.append(
                Refusal("signedInFuture", field: signedOn.key, "签约日期晚于今天。", remedy: "请填写实际签约的日期。"))
        }
        // Of an employer that was taken over without its record, only its registration is known.
        let founded = facts[RecordOfEmployer(id)]?.foundedOn ?? employer.registeredOn
        if signed.on < founded {
            refusals.append(
                Refusal(
                    "signedBeforeFounding", field: signedOn.key, "签约日期早于本单位成立（登记）的日期\(founded.chinese)。",
                    remedy: "请填写实际签约的日期。"))
        }
        if case .refused(let sentence, let remedy) = feedback(on: signed.account.number, of: id, facts) {
            refusals.append(Refusal("bankRefused", field: account.key, "银行未开通扣款：\(sentence)", remedy: remedy))
        }
        return refusals
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)],
            let signed = Signed(application), let capacity = application[capacity]
        else { preconditionFailure("decided without the fields that the form requires") }
        var opened: DeductionBeginning.Feedback?
        if case .accepted(let number, let day) = feedback(on: signed.account.number, of: id, facts) {
            opened = DeductionBeginning.Feedback(agreementNumber: number, activeOn: day)
        }
        let phone = application[phone]?.text
        let beginning = DeductionBeginning(
            employer: id, account: signed.account, signatory: signed.signatory, signedOn: signed.on, phone: phone,
            feedback: opened)
        return Decision(
            outcomes: [.beginDeduction(beginning)] + notice(of: opened, signed.account.number, to: phone, employer),
            statement: statement(of: beginning, capacity, employer))
    }

    private static func notice(
        of opened: DeductionBeginning.Feedback?, _ account: BankAccountNumber, to phone: String?,
        _ employer: Employer
    ) -> [Outcome] {
        guard let opened, let phone else { return [] }
        return [
            .tell(
                .shortMessage(
                    ShortMessage(
                        phone: phone,
                        text:
                            "\(employer.name)的社会保险费扣款协议已生效，自\(opened.activeOn.chinese)起从尾号\(account.text.suffix(4))的账户扣款，请保证余额充足。"
                    )))
        ]
    }

    private static func statement(
        of beginning: DeductionBeginning, _ capacity: Capacity, _ employer: Employer
    ) -> [Paper.Part] {
        [
            .fields(
                heading: "扣款账户",
                [
                    Paper.Field("单位", employer.name),
                    Paper.Field("协议号", beginning.feedback?.agreementNumber ?? "待银行反馈"),
                    Paper.Field("账号", beginning.account.number.masked),
                    Paper.Field("扣款启用日期", beginning.feedback?.activeOn.chinese ?? "待银行反馈"),
                    Paper.Field("户名", beginning.account.holder), Paper.Field("开户银行", beginning.account.branch),
                    Paper.Field("签约人", "\(beginning.signatory)（\(capacity.chinese)）"),
                    Paper.Field("签约日期", beginning.signedOn.chinese),
                ]),
            .paragraph("单位与银行的委托扣款协议：单位委托银行按社会保险经办机构发送的扣款指令，从上述账户划缴社会保险费；余额不足的，不作部分扣款。"),
            .paragraph("单位与社会保险经办机构的网上缴费协议：缴费计划生成后，平台告知扣款金额和日期；单位应在扣款日前存足款项。扣款不成功的，平台即时告知原因，单位应在缴费期限内改用其他方式缴纳。"),
            .note("协议长期有效，单位可以随时办理银行扣款协议终止。"),
        ]
    }

    static func feedback(on account: BankAccountNumber, of employer: EmployerId, _ facts: Facts) -> BankFeedback? {
        facts[BankFeedbackOnAccount(employer: employer, account: account)]
    }
}

/// In which capacity somebody signs for an employer.
enum Capacity: String, CaseIterable, FieldValue {
    case legalRepresentative, authorised

    static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }

    var chinese: String {
        switch self {
        case .legalRepresentative: "法定代表人（负责人）"
        case .authorised: "授权经办人"
        }
    }
}

/// What the form says of the account and the signature, where all of it can be read.
private struct Signed {
    let account: BankAccount
    let signatory: String
    let on: Day

    init?(_ application: Application) {
        guard let number = application[DeductionAgreement.account], let holder = application[DeductionAgreement.holder],
            let branch = application[DeductionAgreement.branch],
            let signatory = application[DeductionAgreement.signatory],
            let signedOn = application[DeductionAgreement.signedOn]
        else { return nil }
        self.account = BankAccount(number: number, holder: holder, branch: branch)
        self.signatory = signatory.text
        self.on = signedOn
    }
}
