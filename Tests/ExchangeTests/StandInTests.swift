import Basics
import Casework
import Cryptography
import Exchange
import Foundation
import HTTP
import Records
import Testing

@testable import StandIns

/// What every stand-in does, shown with the tax office.
@Suite struct StandInTests {
    @Test func `a message and its repeat get one answer and have one effect`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            let first = try await tax.post(.example, as: "plan-1-bill")
            let again = try await tax.post(.example, as: "plan-1-bill")
            #expect(first.status == 200 && first.body == again.body)
            #expect(await standIn.memory.department.bills.count == 1)
            #expect(await standIn.memory.arrivals.map(\.repeats) == [1])
        }
    }

    @Test func `a key that comes with another body is a conflict`() async throws {
        try await Loopback.run(TaxOffice()) { tax, _ in
            _ = try await tax.post(.example, as: "plan-1-bill")
            let other = try await tax.post(CollectionWindowInquiry(period: november), as: "plan-1-bill")
            #expect(other.status == 409)
            #expect(try Problem(body: other.body).code == .keyReused)
        }
    }

    @Test func `who does not hold the secret, or comes late, is not heard`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            let stranger = PartnerKey(.tax, AuthenticationKey.random())
            let attempts: [(HTTPClient.Answer, Problem.Code)] = [
                (try await tax.post(.example, as: "plan-1-bill", signedBy: stranger), .wrongSignature),
                (try await tax.post(.example, as: "plan-1-bill", secondsAgo: 301), .staleTimestamp),
                (try await tax.post(.example, as: "plan-1-bill", secondsAgo: -301), .staleTimestamp),
            ]
            for (answer, code) in attempts {
                #expect(answer.status == 401)
                #expect(try Problem(body: answer.body).code == code)
                try tax.verify(answer, to: TaxBill.endpoint.path)
            }
            #expect(await standIn.memory.arrivals.isEmpty)
        }
    }

    @Test func `a malformed message is answered with the field that is wrong`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            let answer = try await tax.post(Array(#"{"period":1}"#.utf8), to: TaxBill.endpoint.path, as: "plan-1-bill")
            #expect(answer.status == 400)
            #expect(try Problem(body: answer.body).field != nil)
            let lost = try await tax.post(Array("{}".utf8), to: "/exchange/tax/nothing", as: "plan-2-bill")
            #expect(lost.status == 404)
            #expect(try Problem(body: lost.body).code == .unknownEndpoint)
            #expect(await standIn.memory.arrivals.isEmpty)
        }
    }

    @Test func `a restart brings back what was known and answered`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            let first = try await tax.post(.example, as: "plan-1-bill")
            let memory = try JSONDecoder().decode(StandIn<TaxOffice>.Memory.self, from: tax.saved)
            let world = tax.world(platformPort: 1)
            let restarted = StandIn<TaxOffice>(memory, key: tax.key, world: world)
            try await serving({ await restarted.respond(to: $0) }) { port in
                let body = try TaxBill.example.body()
                let signature = tax.key.sign(
                    .request(to: TaxBill.endpoint), body: body, idempotencyKey: IdempotencyKey("plan-1-bill")!,
                    at: tax.clock.now)
                let again = try await tax.client.send(
                    .init(
                        .post, "http://127.0.0.1:\(port)\(TaxBill.endpoint.path)", headers: Headers(signature.headers),
                        body: body))
                #expect(again.body == first.body)
            }
            #expect(await restarted.memory.department.bills.count == 1)
        }
    }

    @Test func `a page of another site presses no buttons`() async throws {
        try await Loopback.run(TaxOffice()) { (tax, standIn) async throws in
            let fields = "fault=refuseAll"
            #expect(try await tax.press("/faults", fields, headers: ["sec-fetch-site": "cross-site"]) == 403)
            #expect(try await tax.press("/faults", fields, headers: ["host": "rebound.example"]) == 403)
            #expect(await standIn.memory.faults.active.isEmpty)
            #expect(try await tax.press("/faults", fields, headers: ["sec-fetch-site": "same-origin"]) == 303)
            #expect(await standIn.memory.faults.active == [.refuseAll])
        }
    }

    private let november = Month(year: 2026, month: 11)!
}

extension PartnerRequest where Self == TaxBill {
    /// The bill of `contracts/tax/bill.example.json`.
    static var example: TaxBill {
        let file = ContractFiles.folder.appending(path: "tax/bill.example.json")
        return try! TaxBill(body: Array(try! Data(contentsOf: file)))
    }
}
