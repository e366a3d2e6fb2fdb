package import Casework
package import Records

/// The addresses of the staff's own pages; cases and drafts are in ``FilingPaths``.
package enum AgencyPaths {
    package static let home = Path("/agency")
    package static let queue = Path("/agency/queue/{stage}", QueueStage.self)
    package static let search = Path("/agency/search")
    package static let person = Path("/agency/people/{person}", PersonId.self)
    package static let employer = Path("/agency/employers/{employer}", EmployerId.self)
    package static let counter = Path("/agency/counter")
    package static let counterEmployer = Path("/agency/counter/employers/{employer}", EmployerId.self)
    package static let counterPerson = Path("/agency/counter/people/{person}", PersonId.self)
    /// A unit that is not on record, by its credit code.
    package static let counterUnit = Path("/agency/counter/units/{code}", String.self)
    /// A person who is not on record. Their number stands in the query, which no log keeps.
    package static let counterNewcomer = Path("/agency/counter/newcomer")
    static let newcomerNumber = "number"
    static func counterNewcomer(_ number: String) -> Link { counterNewcomer().with([newcomerNumber: number]) }
    package static let counterToday = Path("/agency/counter/today")
    /// Somebody comes to have something done in a case that is on record.
    package static let visitor = Path("/agency/cases/{case}/visitor", CaseId.self)
    package static let handOut = Path("/agency/cases/{case}/handout", CaseId.self)
    /// The receipt to print and sign.
    package static let receiptFile = Path("/agency/cases/{case}/receipt/print", CaseId.self)
    package static let act = Path("/agency/cases/{case}/acts/{act}", CaseId.self, StaffAct.self)
    package static let receipt = Path("/agency/cases/{case}/receipt", CaseId.self)
    package static let receipts = Path("/agency/receipts")
    package static let unallocated = Path("/agency/receipts/{receipt}", String.self)
    package static let giveBack = Path("/agency/receipts/{receipt}/return", String.self)
    package static let assign = Path("/agency/receipts/{receipt}/assign/{employer}", String.self, EmployerId.self)
    package static let closeOrder = Path("/agency/orders/{order}/close", String.self)
    package static let reconciliation = Path("/agency/reconciliation")
    package static let messages = Path("/agency/messages")
    package static let messageAgain = Path("/agency/messages/{message}/again", Int.self)
}

/// The lists of cases that wait; acceptance and review are apart.
package enum QueueStage: String, PathParameter, CaseIterable {
    case acceptance, review, returned, partners

    var title: String {
        switch self {
        case .acceptance: "待受理"
        case .review: "待审核"
        case .returned: "待补正"
        case .partners: "等待部门答复"
        }
    }

    var statuses: [CaseState.Status] {
        switch self {
        case .acceptance: [.submitted]
        case .review: [.accepted, .approved]
        case .returned: [.returned]
        case .partners: [.awaitingPartner]
        }
    }
}

/// What an applicant who has come has done in a case at the counter.
enum VisitorAct: String, CaseIterable {
    case supplement, withdraw, appeal

    var act: CaseEvent.Act {
        switch self {
        case .supplement: .supplement
        case .withdraw: .withdraw
        case .appeal: .appeal
        }
    }

    var chinese: String {
        switch self {
        case .supplement: "修改并重新提交"
        case .withdraw: "撤回"
        case .appeal: "申请复查"
        }
    }
}

/// What the staff can do in a case.
package enum StaffAct: String, PathParameter, CaseIterable {
    case accept, endorse, confirmByPhone, approve, sendBack, refuse, reverse

    var act: CaseEvent.Act {
        switch self {
        case .accept: .accept
        case .endorse: .endorse
        case .confirmByPhone: .confirmByPhone
        case .approve: .approve
        case .sendBack: .return
        case .refuse: .refuse
        case .reverse: .reverse
        }
    }

    var label: String {
        switch self {
        case .accept: "受理"
        case .endorse: "初审同意"
        case .confirmByPhone: "记录电话核实"
        case .approve: "通过"
        case .sendBack: "退回补正"
        case .refuse: "不予办理"
        case .reverse: "撤销误办"
        }
    }

    /// What has to be written along with it; `nil` where nothing is.
    var reasonLabel: String? {
        switch self {
        case .accept, .approve: nil
        case .endorse: "初审意见"
        case .confirmByPhone: "核实情况"
        case .sendBack: "需要补正的内容"
        case .refuse: "不予办理的理由"
        case .reverse: "撤销的原因"
        }
    }
}

extension Portal {
    package static let agency = Portal(
        "经办机构", home: AgencyPaths.home(),
        items: [
            Item("首页", AgencyPaths.home()), Item("待受理", AgencyPaths.queue(.acceptance)),
            Item("待审核", AgencyPaths.queue(.review)), Item("服务窗口", AgencyPaths.counter()),
            Item("查询", AgencyPaths.search()), Item("办事指南", GuidePaths.home()),
            Item("待分配收款", AgencyPaths.receipts()), Item("对账", AgencyPaths.reconciliation()),
            Item("月度办理", MonthPaths.list()), Item("未送达报文", AgencyPaths.messages()),
            Item("通知公告", AnnouncementPaths.staff()),
            Item("政策调整", PublicationPaths.list()),
        ], logOut: EntryPaths.logOut())
}
