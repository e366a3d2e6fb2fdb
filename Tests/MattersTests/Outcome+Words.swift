import Basics
import Casework
import Records

extension Outcome {
    /// The outcome as a scenario writes it, in one line.
    var words: String {
        switch self {
        case .registerPerson(let person):
            "登记人员 \(person.name) \(person.number) \(person.household.chinese) \(person.ethnicity)"
                + (person.document.map { held in
                    "\(held.document.kind.chinese)\(held.document.number) \(held.document.country?.chinese ?? "")"
                } ?? "")
        case .changeEmployer(let amendment): amendment.words
        case .registerEmployer(let record):
            "登记单位 \(record.name) \(record.creditCode) \(record.kind.chinese) 成立\(record.foundedOn) "
                + "\(record.head.name) \(record.industry.code) \(record.injuryClass)类 \(record.branch)"
                + (record.account.map { " \($0.bank)" } ?? "")
        case .openEnrolment(let opening):
            "参保登记 \(opening.person.words) 自\(opening.beganOn) 工资\(opening.declaredWage) "
                + opening.spans.map { "\($0.line.rawValue)@\($0.first)" }.joined(separator: " ")
                + " \(opening.contract.term.chinese)" + (opening.contract.endsOn.map { "至\($0)" } ?? "")
        case .voidEnrolment(let voiding): "撤销参保登记 \(voiding.enrolment) 人员\(voiding.person)"
        case .changeEnrolment(let amendment): amendment.words
        case .signWages(let signature):
            "签署年度工资 \(signature.baseYear) 已申报\(signature.declared)人 未申报\(signature.leftOut)人"
        case .closeEmployer(let closing):
            "注销单位\(closing.employer) \(closing.reason.chinese) \(closing.endedOn) 自\(closing.closedOn)"
        case .reopenEmployer(let employer): "恢复单位\(employer)"
        case .closeMonth(let closing):
            "月结 \(closing.period) \(closing.closedOn) "
                + closing.report.map {
                    "\($0.line.rawValue):\($0.plans)份\($0.people)人次 应缴\($0.total) 已缴\($0.paid)"
                }.joined(separator: " ")
        case .reopenMonth(let period): "撤销月结 \(period)"
        case .owe(let plan):
            "缴费计划 \(plan.period) 第\(plan.sequence)次 \(plan.people)人 单位\(plan.unit) 个人\(plan.personShare) "
                + "征收月\(plan.payableIn) 截止\(plan.dueOn.map { "\($0)" } ?? "未公布")"
                + (plan.kind == .adjustment ? " 调整" : "")
                + (plan.offsets.credit.isZero ? "" : " 抵扣\(plan.offsets.credit)")
        case .book(let booking):
            "到账 \(booking.amount) 单位\(booking.employer.map { "\($0)" } ?? "未知")"
                + booking.allocation.parts.map { part in
                    " 计划\(part.plan):"
                        + part.claims.map { "\($0.share.chinese)\($0.outstanding)" }.joined(separator: ",")
                        + (part.settlesPlan ? "(缴清)" : "")
                }.joined() + " 待分配\(booking.allocation.unallocated)"
        case .giveBack(let taken):
            "退回 \(taken.number) 到账\(taken.receipt) \(taken.amount) 单位\(taken.employer.map { "\($0)" } ?? "未知") \(taken.reason)"
                + taken.parts.map { part in
                    " 计划\(part.plan):"
                        + part.claims.map { "\($0.share.chinese)\($0.outstanding)" }.joined(separator: ",")
                        + (part.reopened.isEmpty ? "" : "(转为待缴)")
                }.joined() + (taken.unallocated.isZero ? "" : " 待分配\(taken.unallocated)")
        case .assign(let assignment):
            "分配 到账\(assignment.receipt) \(assignment.amount) 单位\(assignment.employer)"
                + assignment.allocation.parts.map { part in
                    " 计划\(part.plan):"
                        + part.claims.map { "\($0.share.chinese)\($0.outstanding)" }.joined(separator: ",")
                        + (part.settlesPlan ? "(缴清)" : "")
                }.joined() + " 待分配\(assignment.allocation.unallocated)"
        case .unassign(let taken): "撤销分配 到账\(taken.receipt) \(taken.amount) 单位\(taken.employer)"
        case .refund(let refunding):
            "退款 \(refunding.amount) 单位\(refunding.employer.map { "\($0)" } ?? "未知") "
                + refunding.destination.words + refunding.sources.map { " " + $0.words }.joined()
        case .beginDeduction(let beginning):
            "开通扣款 单位\(beginning.employer) \(beginning.account.number.masked) 协议\(beginning.feedback?.agreementNumber ?? "待反馈")"
        case .endDeduction(let ending): "终止扣款 协议\(ending.agreement)"
        case .order(let ordering):
            "\(ordering.way.way.chinese)指令 计划\(ordering.plan.words) \(ordering.amount) \(ordering.dueOn)"
        case .closeOrder(let closing):
            "指令\(closing.order) \(closing.status.chinese)" + (closing.reason.map { " \($0)" } ?? "")
        case .issue(let issue):
            "出具 \(issue.paper.title) " + issue.paper.keyFields.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        case .tell(let message): "通知 \(message.partner.name)" + message.words
        case .remind(let toDo): "待办 \(toDo.sentence)" + (toDo.dueOn.map { "(\($0))" } ?? "")
        case .settle(let key): "了结 \(key.kind) \(key.subject)"
        case .suggest(let linked): "建议 \(linked.slug) \(linked.reason)"
        }
    }
}

extension RefundDestination {
    fileprivate var words: String {
        switch self {
        case .payer(let reference): "原付款人(\(reference))"
        case .account(let account): "\(account.holder) \(account.number.masked) \(account.branch)"
        }
    }
}

extension RefundSource {
    fileprivate var words: String {
        switch self {
        case .receipt(let receipt, let amount): "到账\(receipt):\(amount)"
        case .plan(let plan, let claims, totals: _):
            "计划\(plan):" + claims.map { "\($0.share.chinese)\($0.outstanding)" }.joined(separator: ",")
        }
    }
}

extension EmployerAmendment {
    fileprivate var words: String {
        "变更单位\(employer) \(record.name) \(record.kind.chinese) \(record.head.name)\(record.head.number.suffix(4)) \(record.address) "
            + "\(record.place ?? "同住所") \(record.industry.code) \(record.injuryClass)类"
            + (record.classChange.map { "(自\($0.from)，此前\($0.before)类)" } ?? "")
            + " \(record.contact.name) \(record.contact.phone)"
            + (record.account.map { " \($0.bank) \($0.number)" } ?? "")
            + (takenOver == nil ? "" : " 承接\(takenOver!.name)")
    }
}

extension EnrolmentAmendment {
    fileprivate var words: String {
        "\(change.kind.chinese) 参保登记\(enrolment) 人员\(person) \(change.effectiveOn)"
            + (change.reasonText.map { " \($0)" } ?? "")
            + spans.map { span in
                " \(span.line.rawValue)@\(span.first)"
                    + (span.isVoid ? "自始无效" : span.last.map { "至\($0)" } ?? "起")
            }.joined() + (wage.map { " 工资\($0.amount?.description ?? "")自\($0.from)" } ?? "")
    }
}

extension PlanReference {
    fileprivate var words: String {
        switch self {
        case .made: "本次"
        case .onRecord(let id): "\(id)"
        }
    }
}

extension PersonReference {
    fileprivate var words: String {
        switch self {
        case .onRecord(let id): "在册人员\(id)"
        case .registered(let number): "新登记\(number)"
        }
    }
}

extension Message {
    fileprivate var words: String {
        switch self {
        case .bill: " 缴费计划"
        case .billAgain(let plan): " 缴费计划\(plan)余额"
        case .stopNotice(let notice): " \(notice.personName) 停保至\(notice.lastMonth)"
        case .agreement(let request):
            " \(request.employerName) \(request.account.number.masked) 签约人\(request.signatory)"
        case .agreementEnd(let end): " 协议\(end.agreementNumber)终止于\(end.endedOn)"
        case .orderCancelled(let cancellation): " 撤销\(cancellation.orderNumber)"
        case .shortMessage(let short): " \(short.phone) \(short.text)"
        case .enrolmentNotice(let notice): " \(notice.personName) 自\(notice.firstPeriod) 工资\(notice.declaredWage)"
        case .wageNotice(let notice): " \(notice.personName) 工资变更 自\(notice.firstPeriod) 工资\(notice.declaredWage)"
        }
    }
}
