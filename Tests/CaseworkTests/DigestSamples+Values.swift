import Basics
import Casework
import Records

extension Sample {
    static func registration(
        number: String = "1", name: String = "甲", sex: Sex = .female, bornOn: String = "1990-01-01",
        household: HouseholdKind = .localUrban, ethnicity: String = "汉族", phone: String? = "13800000000",
        document: HeldDocument? = held()
    ) -> PersonRegistration {
        PersonRegistration(
            number: number, name: name, sex: sex, bornOn: Day(bornOn)!, household: household, ethnicity: ethnicity,
            phone: phone, document: document)
    }

    static func held(
        number: String = "H00000001", validThrough: String? = "2030-01-01", latinName: String = "",
        workPermit: String = ""
    ) -> HeldDocument {
        HeldDocument(
            IdentityDocument(onRecord: .mainlandPermit, number, of: .hongKong),
            validThrough: validThrough.map { Day($0)! }, latinName: latinName, workPermit: workPermit)
    }

    static func opening(
        person: PersonReference = .onRecord(PersonId(3)), employer: Int64 = 5, region: String = "watercity",
        beganOn: String = "2026-09-01", wage: Int64 = 1, spans: [CoverageSpan] = [span()],
        contract: LabourContract = contract()
    ) -> EnrolmentOpening {
        EnrolmentOpening(
            person: person, employer: EmployerId(employer), region: Region(rawValue: region), beganOn: Day(beganOn)!,
            declaredWage: Money(yuan: wage), spans: spans, contract: contract)
    }

    static func span(line: Int16 = 110, first: String = "2026-09", last: String? = nil) -> CoverageSpan {
        CoverageSpan(line: InsuranceLine(rawValue: line), first: Month(first)!, last: last.map { Month($0)! })
    }

    static func contract(
        term: LabourContract.Term = .open, beginsOn: String = "2026-09-01", endsOn: String? = nil,
        occupation: String = "护塘员", work: WorkKind = .fullTime
    ) -> LabourContract {
        LabourContract(
            term: term, beginsOn: Day(beginsOn)!, endsOn: endsOn.map { Day($0)! }, occupation: occupation,
            work: work)
    }

    static func signature(
        employer: Int64 = 5, baseYear: String = "2026-07", declared: Int = 3, leftOut: Int = 1
    ) -> WageSignature {
        WageSignature(
            employer: EmployerId(employer), baseYear: Month(baseYear)!, declared: declared, leftOut: leftOut)
    }

    static func amendment(
        enrolment: Int64 = 1, person: Int64 = 3, employer: Int64 = 5,
        change: EnrolmentChange = EnrolmentChange(.ended, effectiveOn: Day("2026-09-30")!, reason: "resigned"),
        spans: [CoverageSpan] = [span(last: "2026-09")],
        wage: DeclaredWage? = DeclaredWage(from: Month("2026-09")!, amount: Money(yuan: 1))
    ) -> EnrolmentAmendment {
        EnrolmentAmendment(
            enrolment: EnrolmentId(enrolment), person: PersonId(person), employer: EmployerId(employer), change: change,
            spans: spans, wage: wage)
    }

    static func row(
        person: Int64 = 3, line: Int16 = 110, kind: ContributionRow.Kind = .regular, sequence: Int16 = 1,
        base: Int64 = 1_000,
        unit: Int64 = 160, personShare: Int64 = 80, account: Int64 = 80
    ) -> ContributionRow {
        ContributionRow(
            person: PersonId(person), line: InsuranceLine(rawValue: line), kind: kind, sequence: sequence,
            base: Money(yuan: base), unit: Money(yuan: unit), personShare: Money(yuan: personShare),
            account: Money(yuan: account))
    }

    static func plan(
        employer: Int64 = 5, region: String = "watercity", period: String = "2026-09", sequence: Int = 1,
        rows: [ContributionRow] = [row()], people: Int = 1, payableIn: String = "2026-09",
        dueOn: String? = "2026-09-25", against open: [OpenPlan] = [], restsOnUnverified: Bool = false
    ) -> PlanDraft {
        PlanDraft(
            employer: EmployerId(employer), region: Region(rawValue: region), period: Month(period)!,
            sequence: sequence, rows: rows, people: people, payableIn: Month(payableIn)!,
            dueOn: dueOn.map { Day($0)! }, against: open, restsOnUnverified: restsOnUnverified)
    }

    static func booking(
        number: String = "T1", employer: Int64? = 5, region: String = "watercity", paidOn: String = "2026-09-01",
        amount: Int64 = 300, allocated: Int64 = 240, settled: [PlanId: [PlanLineTotal]]? = nil,
        slip: ReceiptSlip? = nil
    ) -> ReceiptBooking {
        let totals = PlanLineTotal.totals(of: [row()])
        return ReceiptBooking(
            number: number, employer: employer.map { EmployerId($0) }, region: Region(rawValue: region),
            paidOn: Day(paidOn)!, amount: Money(yuan: amount),
            allocation: ReceiptAllocation(of: Money(yuan: allocated), to: [openPlan()]),
            settled: settled ?? [PlanId(8): totals], slip: slip)
    }

    /// A plan that lacks the unit's 160 yuan and the person's 80, times `factor`.
    static func openPlan(factor: Int64 = 1) -> OpenPlan {
        let committed = ContributionPlan(
            id: PlanId(8), number: "J8", region: WaterCity.region, employer: EmployerId(5), period: Month("2026-09")!,
            sequence: 1, madeOn: WaterCity.today, payableIn: Month("2026-09")!, dueOn: nil, people: 1,
            unit: Money(yuan: 160), personShare: Money(yuan: 80), received: .zero, policyVersion: "v1",
            restsOnUnverified: false)
        return OpenPlan(
            plan: committed,
            claims: [
                OpenPlan.Claim(
                    line: InsuranceLine(rawValue: 110), share: .unit, outstanding: Money(yuan: 160 * factor)),
                OpenPlan.Claim(
                    line: InsuranceLine(rawValue: 110), share: .person, outstanding: Money(yuan: 80 * factor)),
            ], totals: PlanLineTotal.totals(of: [row()]))
    }

    static func issue(_ paper: Paper, person: Int64? = 3, employer: Int64? = nil) -> PaperIssue {
        PaperIssue(
            paper: paper, person: person.map { PersonId($0) }, employer: employer.map { EmployerId($0) })
    }

    static func paper(
        kind: Paper.Kind = .resultForm, title: String = "甲", subtitle: String = "",
        parts: [Paper.Part] = [.table(heading: "表", table())], keyFields: [Paper.Field] = [field()],
        issuedOn: String = "2026-09-01", restsOnUnverified: Bool = false
    ) -> Paper {
        Paper(
            kind: kind, title: title, subtitle: subtitle, parts: parts, keyFields: keyFields, issuedOn: Day(issuedOn)!,
            restsOnUnverified: restsOnUnverified)
    }

    static func field() -> Paper.Field { Paper.Field("甲", "二") }

    static func table(
        columns: [Paper.Column] = [column()], rows: [[String]] = [["一"]], total: [String]? = ["一"]
    ) -> Paper.Table {
        Paper.Table(columns: columns, rows: rows, total: total)
    }

    static func column(
        heading: String = "甲", alignment: Paper.Column.Alignment = .leading, weight: Int = 1
    ) -> Paper.Column {
        Paper.Column(heading, alignment, weight: weight)
    }

    static func notice(
        creditCode: String = "1", employerName: String = "甲", personNumber: String = "1", personName: String = "甲",
        firstPeriod: String = "2026-09", wage: Int64 = 1
    ) -> EnrolmentNotice {
        EnrolmentNotice(
            creditCode: creditCode, employerName: employerName, personNumber: personNumber, personName: personName,
            firstPeriod: Month(firstPeriod)!, declaredWage: Money(yuan: wage))
    }

    static func closing(
        employer: Int64 = 5, closedOn: String = "2026-09-02", endedOn: String = "2026-09-01",
        reason: UnitEnd = .dissolved
    ) -> EmployerClosing {
        EmployerClosing(
            employer: EmployerId(employer), closedOn: Day(closedOn)!, endedOn: Day(endedOn)!, reason: reason)
    }

    static func monthClosing(
        region: String = "r", period: String = "2026-08", closedOn: String = "2026-09-02",
        report: [MonthReportLine] = [reportLine()]
    ) -> MonthClosing {
        MonthClosing(
            region: Region(rawValue: region), period: Month(period)!, closedOn: Day(closedOn)!, report: report)
    }

    static func reportLine(
        line: Int16 = 110, plans: Int = 1, people: Int = 1, unit: Int64 = 1, personShare: Int64 = 1,
        paid: Int64 = 1
    ) -> MonthReportLine {
        MonthReportLine(
            line: InsuranceLine(rawValue: line), plans: plans, people: people, unit: Money(yuan: unit),
            personShare: Money(yuan: personShare), paid: Money(yuan: paid))
    }

    static func voiding(enrolment: Int64 = 2, person: Int64 = 3, employer: Int64 = 5) -> EnrolmentVoiding {
        EnrolmentVoiding(
            enrolment: EnrolmentId(enrolment), person: PersonId(person), employer: EmployerId(employer))
    }

    static func stop(
        creditCode: String = "1", employerName: String = "甲", personNumber: String = "1", personName: String = "甲",
        lastMonth: String = "2026-08"
    ) -> StopNotice {
        StopNotice(
            creditCode: creditCode, employerName: employerName, personNumber: personNumber, personName: personName,
            lastMonth: Month(lastMonth)!)
    }

    static func message() -> ShortMessage { ShortMessage(phone: "1", text: "文") }

    static func toDo(
        key: ToDo.Key = key(), sentence: String = "甲", dueOn: String? = "2026-09-25", matter: String? = "a",
        answers: Answers = ["period": "2026-09"]
    ) -> ToDo {
        ToDo(key, sentence: sentence, dueOn: dueOn.map { Day($0)! }, matter: matter, answers: answers)
    }

    static func key(
        applicant: Applicant = .employer(EmployerId(5)), kind: String = "plan-not-made", subject: String = "2026-09"
    ) -> ToDo.Key {
        ToDo.Key(applicant, kind: kind, subject: subject)
    }

    static func linked(
        slug: String = "a", reason: String = "甲", answers: Answers = ["period": "2026-09"]
    ) -> LinkedMatter {
        LinkedMatter(slug: slug, reason: reason, answers: answers)
    }
}
