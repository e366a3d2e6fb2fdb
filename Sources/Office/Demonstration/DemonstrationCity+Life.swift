import Basics
import Casework
import Database
import Documents
import Exchange
import Matters
import Policy
import Records
import Storage

extension DemonstrationCity {
    /// Some months of ordinary life, up to today.
    func live(_ operators: [(employer: Employer, principal: Principal)]) async throws {
        let region = files.city.region
        // A few are left out, so that whoever tries the platform has somebody to enrol.
        let joining = Array(files.people.dropLast(14))
        let periods = Array(today.month.adding(months: -Self.months)...today.month)
        for (index, period) in periods.enumerated() {
            let isPresent = period == today.month
            clock.go(to: min(period.firstDay.adding(days: 2), today))
            try await publishWindow(of: period, for: region)
            try await publishWindow(of: period.next, for: region)
            let share = joining.enumerated().filter { Self.joins($0.offset, of: joining.count, in: index) }
            for (position, person) in share {
                let place = operators[position % operators.count]
                try await enrol(person, wage: Self.wage(position), with: place, on: clock.today)
            }
            try await Self.deliver(desk, region, clock, partners)
            guard !isPresent else { break }
            clock.go(to: period.firstDay.adding(days: 9))
            for place in operators { try await makePlan(for: period, place) }
            clock.go(to: period.firstDay.adding(days: 17))
            // One employer pays half of the last month and owes the rest.
            let isLate = period == today.month.previous
            try await pay(of: region, leavingHalf: isLate ? operators.last?.employer.creditCode : nil)
            if isLate { try await change(joining, of: operators) }
        }
        try await leaveForReview(operators[0])
    }

    /// At two employers somebody leaves and somebody else stops paying, once the month is in its plan; so that lists show them.
    private func change(
        _ people: [DemonstrationFiles.Person], of operators: [(employer: Employer, principal: Principal)]
    ) async throws {
        clock.go(to: clock.today.adding(days: 2))
        for (index, place) in operators.prefix(2).enumerated() {
            let own = people.indices.filter { $0 % operators.count == index }.map { people[$0] }
            guard own.count > 3 else { continue }
            try await file(
                StaffTermination.card.slug, for: place,
                answers: [
                    "number": own[2].number, "endedOn": clock.today.description,
                    "reason": TerminationReason.resigned.rawValue,
                ])
            try await file(
                ContributionSuspension.card.slug, for: place,
                answers: ["number": own[3].number, "reason": SuspensionReason.unpaidLeave.rawValue])
        }
    }

    /// Most are there from the first month; one or two join in each later one.
    private static func joins(_ position: Int, of count: Int, in month: Int) -> Bool {
        let early = count - 2 * months
        return month == 0 ? position < early : position >= early && (position - early) / 2 == month - 1
    }

    /// Wages from below the floor to above the cap, so that every rule shows.
    private static func wage(_ position: Int) -> Money {
        let wages: [Int64] = [6_200, 7_500, 9_800, 12_116, 15_300, 18_600, 22_400, 28_000, 36_900, 41_000]
        return Money(yuan: wages[(position * 7 + 3) % wages.count])
    }

    private func enrol(
        _ person: DemonstrationFiles.Person, wage: Money, with place: (employer: Employer, principal: Principal),
        on day: Day
    ) async throws {
        try await file(
            StaffEnrolment.card.slug, for: place,
            answers: [
                "number": person.number, "name": person.name, "phone": person.phone, "beganOn": day.description,
                "occupation": "职员", "contractTerm": LabourContract.Term.open.rawValue, "wage": wage.yuanText,
            ])
    }

    private func makePlan(for period: Month, _ place: (employer: Employer, principal: Principal)) async throws {
        try await file(MonthlyPlan.card.slug, for: place, answers: ["period": period.description])
    }

    private func file(
        _ matter: String, for place: (employer: Employer, principal: Principal), answers: Answers
    ) async throws {
        clock.pass(seconds: 90)
        let draft = try await desk.begin(
            matter, for: .employer(place.employer.id), in: place.employer.region, through: .web, by: place.principal)
        let preview = try await desk.fill(draft, with: answers, by: place.principal)
        guard let digest = preview.digest else {
            let reasons = preview.problems.map(\.sentence) + preview.refusals.map(\.sentence)
            throw DeskRefusal.invalid(reasons.joined() + (preview.gap?.sentence ?? ""))
        }
        clock.pass(seconds: 30)
        _ = try await desk.submit(draft, digest: digest, by: place.principal)
    }

    private func publishWindow(of month: Month, for region: Region) async throws {
        let window = CollectionWindow(
            period: month, opensOn: month.firstDay, closesOn: month.firstDay.adding(days: 24))
        try await receive(window, key: "demo-window-\(month)-\(clock.today)", for: region)
    }

    /// Delivers what was written, and lets medical insurance answer.
    private static func deliver(
        _ desk: Desk, _ region: Region, _ clock: SetClock, _ partners: DemonstrationPartners
    ) async throws {
        while try await Courier(desk).round() > 0 { clock.pass(seconds: 5) }
        for notice in partners.take().notices {
            let answer = MedicalEnrolmentAnswer(
                noticeNumber: notice.noticeNumber, answeredOn: clock.today, outcome: .accepted)
            let message = InboxMessage(
                MedicalEnrolmentAnswer.endpoint, idempotencyKey: IdempotencyKey("demo-medical-\(notice.noticeNumber)")!,
                body: try answer.body(), receivedAt: clock.now)
            _ = try await desk.receive(message, for: region)
        }
    }

    /// Every bill is paid in full, but one of the latecomer's.
    private func pay(of region: Region, leavingHalf latecomer: String?) async throws {
        while try await Courier(desk).round() > 0 { clock.pass(seconds: 5) }
        for bill in partners.take().bills {
            let half = Money(fen: bill.payable.fen / 2)
            let receipt = Exchange.TaxReceipt(
                receiptNumber: "DEMO\(bill.planNumber)", creditCode: bill.creditCode, planNumber: bill.planNumber,
                amount: bill.creditCode == latecomer ? half : bill.payable, paidOn: clock.today, channel: .bankDeduction
            )
            try await receive(receipt, key: "demo-receipt-\(bill.planNumber)", for: region)
        }
    }

    private func receive<Request: PartnerRequest>(_ request: Request, key: String, for region: Region) async throws {
        clock.pass(seconds: 20)
        let message = InboxMessage(
            Request.endpoint, idempotencyKey: IdempotencyKey(key)!, body: try request.body(), receivedAt: clock.now)
        _ = try await desk.receive(message, for: region)
    }

    /// Somebody whom the register does not know, with identity papers uploaded: waits at the agency to be taken in.
    private func leaveForReview(_ place: (employer: Employer, principal: Principal)) async throws {
        let unknown = files.city.unregistered
        let draft = try await desk.begin(
            StaffEnrolment.card.slug, for: .employer(place.employer.id), in: place.employer.region, through: .web,
            by: place.principal)
        _ = try await desk.fill(
            draft,
            with: [
                "number": unknown.number, "name": unknown.name, "household": unknown.household.rawValue,
                "ethnicity": unknown.ethnicity, "beganOn": clock.today.description, "occupation": "装配工",
                "contractTerm": LabourContract.Term.open.rawValue, "wage": "8600.00",
            ], by: place.principal)
        for material in StaffEnrolment.card.materials {
            let paper = Paper(
                kind: .applicationForm, title: material.name,
                parts: [
                    .fields(heading: "演示材料", [Paper.Field("姓名", unknown.name), Paper.Field("公民身份号码", unknown.number)])
                ],
                keyFields: [], issuedOn: clock.today)
            guard let number = PaperNumber("DEMO-0001") else { return }
            let scan = try Documents.draw(
                paper, number: number, issuer: desk.press.issuer, seal: nil, qr: "DEMO")
            try await desk.attach(
                material.key, fileName: "\(material.name).pdf", mediaType: "application/pdf", bytes: scan, to: draft,
                by: place.principal)
        }
        let preview = try await desk.preview(draft, by: place.principal)
        guard let digest = preview.digest else { return }
        _ = try await desk.submit(draft, digest: digest, by: place.principal)
    }
}
