import Basics
import Casework
import Exchange
import Foundation
import Testing

@testable import StandIns

/// The demonstration goes on after an upgrade: state that an earlier version has written is read.
@Suite struct `State of an earlier version` {
    private func read<Of: Department>(_ json: String, _ department: Of) throws -> StandIn<Of>.Memory {
        let folder = URL.temporaryDirectory.appending(path: "shebao-state-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "state.json").path(percentEncoded: false)
        try Data(json.utf8).write(to: URL(filePath: path))
        return try #require(try StateFile(path: path).read(StandIn<Of>.Memory(department: department)))
    }

    @Test func `a notice without its day is kept under the day on which it came`() throws {
        let old = """
            {"department": {"answering": "byHand", "notices": [{"at": 1795303223000, "notice": {"noticeNumber": "B1",
            "action": "stop", "lastMonth": "2026-11", "person": {"name": "王芳", "number": "1"},
            "employer": {"creditCode": "91110000MA0000001X", "name": "演示单位1"}}}]},
            "faults": {"slowSeconds": 2, "active": []}, "lastNumber": 7, "arrivals": [], "deliveries": []}
            """
        let memory = try read(old, MedicalInsurance())
        #expect(memory.department.notices.map(\.notice.noticedOn) == [Day("2026-11-22")])
        #expect(memory.department.answering == .byHand)
        #expect(memory.lastNumber == 7 && memory.faults.slowSeconds == 2)
    }

    @Test func `a bill without credit owes its total`() throws {
        let old = """
            {"department": {"bills": [{"number": "YZ1", "bill": {"planNumber": "J1", "creditCode": "91110000MA0000001X",
            "employerName": "演示单位1", "period": "2026-11", "payableIn": "2026-11", "lines": [], "total": "10.00"}}]},
            "lastNumber": 1}
            """
        let bill = try #require(try read(old, TaxOffice()).department.bills.first?.bill)
        #expect(bill.credit == .zero && bill.returned == .zero && bill.payable == Money(yuan: 10))
    }

    @Test func `a bank that knew neither cancellations nor returns knows of none`() throws {
        let bank = CollectingBank(CollectingBankTests.demo)
        let whole = try JSONSerialization.jsonObject(
            with: JSONEncoder().encode(StandIn<CollectingBank>.Memory(department: bank)))
        var old = try #require(whole as? [String: Any])
        var department = try #require(old["department"] as? [String: Any])
        for field in ["cancelled", "returns"] { department[field] = nil }
        old["department"] = department
        let memory = try read(String(decoding: JSONSerialization.data(withJSONObject: old), as: UTF8.self), bank)
        #expect(memory.department.returns.isEmpty && memory.department.cancelled.isEmpty)
    }

    @Test func `what is no state is refused`() {
        for text in ["", "[]", "{\"lastNumber\": \"seven\"}"] {
            #expect(throws: (any Error).self) { try read(text, TaxOffice()) }
        }
    }
}
