package import Basics
package import Casework
import Database
import Documents
import Matters
import Policy
import Records
import Storage

/// What is printed to be signed by hand: application forms, blank or with what a draft holds, and the receipt of the counter.
package struct FormRoom: Sendable {
    private let desk: Desk
    private let queue: DrawingQueue

    package init(_ desk: Desk, queue: DrawingQueue) {
        self.desk = desk
        self.queue = queue
    }

    /// The blank form; `nil` where no such applicant applies.
    ///
    /// - Throws: ``PaperFault``, ``DrawingQueue/Full``.
    package func blank(_ matter: any Matter.Type, for kind: Applicant.Kind, in region: Region) async throws -> [UInt8]?
    {
        guard matter.card.applicants.contains(kind) else { return nil }
        return try await form(of: matter, for: kind, in: region, nil)
    }

    /// The form of a draft as it would be sent now.
    package func filled(_ assessment: Assessment) async throws -> [UInt8] {
        let application = assessment.application
        let (name, number) = try await desk.database.read { tx in try Self.party(of: application, tx) }
        return try await form(
            of: assessment.matter, for: application.applicant.kind, in: application.region,
            ApplicationForm.Filling(
                name: name, number: number, application: application, situations: assessment.situations))
    }

    private func form(
        of matter: any Matter.Type, for kind: Applicant.Kind, in region: Region, _ filling: ApplicationForm.Filling?
    ) async throws -> [UInt8] {
        let paper = ApplicationForm.paper(
            of: matter, for: kind, in: Pages(desk).regionName(region), filling, on: desk.clock.today)
        let applicant = kind.isOrganisation ? "申请单位（盖章）" : "申请人"
        let signed = HandSigned(
            reference: "事项编码：\(matter.card.slug)",
            signatures: [
                .init(applicant, [kind.isOrganisation ? "经办人（签字）：" : "签字：", Self.date]),
                .init("经办机构", ["受理人（签字）：", Self.date]),
            ], notice: desk.press.issuer.notice)
        return try await queue.run { try draw(paper, signedBy: signed) }
    }

    private static let date = "日期：　　　　年　　　月　　　日"

    /// Who applies, by name and number.
    static func party(of application: Application, _ tx: Transaction) throws -> (name: String, number: String) {
        switch application.applicant {
        case .employer(let id):
            let employer = try tx.employers.withIds([id])[id]
            return (employer?.name ?? "", employer?.creditCode ?? "")
        case .person(let id):
            let person = try tx.people.withIds([id])[id]
            return (person?.name ?? "", person?.number ?? "")
        case .unit(let creditCode):
            return (try tx.partnerAnswers.unit(creditCode).unit?.name ?? "", creditCode)
        case .newcomer(let number): return (application.answers["name"] ?? "", number)
        case .partner(let partner): return (partner.name, "")
        case .agency: return (application.applicant.kind.chinese, "")
        }
    }
}

extension FormRoom {
    /// A slip for what was handed in, to be signed, where no receipt is sealed: the case waits, or was decided on the web.
    package func receipt(of view: CaseView) async throws -> [UInt8] {
        guard let matter = Catalogue.matter(view.summary.matter) else { throw DeskRefusal.notFound }
        let application = view.state.application
        let (name, number) = try await desk.database.read { tx in try Self.party(of: application, tx) }
        let paper = AcceptanceReceipt.paper(
            of: matter.card, view.summary.number, view.summary.subject, view.state, applicant: name, number: number,
            authority: desk.press.issuer.name, on: desk.clock.today)
        let signed = HandSigned(
            reference: "办件编号：\(view.summary.number)",
            signatures: [
                .init("申请人（代办人）签收", ["签字：", Self.date]), .init("经办机构（盖章）", ["受理人（签字）：", Self.date]),
            ], notice: desk.press.issuer.notice)
        return try await queue.run { try draw(paper, signedBy: signed) }
    }
}
