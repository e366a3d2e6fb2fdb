import Casework
import Exchange
import Foundation
import Testing

@Suite struct ContractTests {
    @Test func `each contract has a schema and each schema a type`() throws {
        let types = Contracts.all.map { $0.contract }
        #expect(Set(types).count == types.count)
        #expect(Set(types) == (try ContractFiles.schemaNames()))
    }

    @Test func `a message is called the same in its schema`() throws {
        for request in Contracts.requests {
            let endpoint = request.endpoint
            let schema = ContractFiles.folder.appending(path: "\(request.contract).schema.json")
            let title = try JSONDecoder().decode(Title.self, from: Data(contentsOf: schema)).title
            #expect(endpoint.title == title)
            #expect(Contracts.endpoint(endpoint.partner, endpoint.message) == endpoint)
        }
    }

    @Test func `each example keeps its schema`() throws {
        #expect(try ContractFiles.check() == "")
    }

    @Test(arguments: try ContractFiles.examples())
    func `an example is read and written again without loss`(_ example: ContractFiles.Example) throws {
        let body = try example.type.init(body: try example.body()).body()
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(body)) == example.document())
    }

    @Test func `each answer of a request has a contract`() {
        func answer<Request: PartnerRequest>(_ type: Request.Type) -> String { Request.Answer.contract }
        let answers = Set(Contracts.answers.map { $0.contract })
        for request in Contracts.requests {
            #expect(answers.contains(answer(request)))
        }
    }

    /// What a program accepts and what the schema accepts are the same, on some thousand spoiled documents.
    @Test func `the types refuse what the schemas refuse and nothing else`() throws {
        var random = SeededRandom(seed: 20_261_121)
        var lines = Data()
        var (accepted, refused) = (0, 0)
        for example in try ContractFiles.examples() {
            let document = try example.document()
            for _ in 0..<150 {
                let spoiled = document.spoiled(by: &random)
                let verdict = Verdict(example.type, try JSONEncoder().encode(spoiled))
                if verdict.accepted { accepted += 1 } else { refused += 1 }
                let line = Judged(
                    contract: example.type.contract, document: spoiled, accepted: verdict.accepted,
                    beyond: verdict.beyond)
                lines += try JSONEncoder().encode(line) + Data("\n".utf8)
            }
        }
        #expect(accepted > 100 && refused > 1_000)
        #expect(try ContractFiles.check(["--judge"], input: lines) == "")
    }

    @Test func `a hostile body is refused and never brings the reader down`() throws {
        var random = SeededRandom(seed: 7)
        for example in try ContractFiles.examples() {
            let body = try example.body()
            for _ in 0..<200 {
                var spoiled = body
                for _ in 0...Int.random(in: 0..<4, using: &random) {
                    guard let index = spoiled.indices.randomElement(using: &random) else { break }
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: spoiled.remove(at: index)
                    case 1: spoiled = Array(spoiled.prefix(max(1, index)))
                    case 2: spoiled.insert(contentsOf: spoiled.prefix(index), at: index)
                    default: spoiled[index] = .random(in: 0...255, using: &random)
                    }
                }
                if let message = try? example.type.init(body: spoiled) {
                    // What is read can be written.
                    #expect(throws: Never.self) { try message.body() }
                }
            }
        }
    }

    @Test func `bodies that are too large or too deep are refused`() {
        let large =
            Array(#"{"period":"2026-11","note":""#.utf8) + Array(repeating: 0x61, count: 65_536) + Array(#""}"#.utf8)
        let deep = Array(#"{"period":"2026-11","note":"#.utf8) + Array(repeating: 0x5B, count: 60_000)
        for body in [large, deep, [], Array("[]".utf8), Array("null".utf8), [0xFF, 0xFE, 0x00]] {
            #expect(throws: MalformedMessage.self) { try CollectionWindowInquiry(body: body) }
        }
    }
}

private struct Verdict {
    let accepted: Bool
    let beyond: Bool

    /// Rules over several fields.
    private static let sentences: Set = [
        "合计与各险种金额之和不符。", "征收截止日不能早于开始日。", "缴费月不能早于费款所属期。", "本次应缴与合计减去抵扣、加上退回之数不符。",
    ]

    init(_ type: any PartnerMessage.Type, _ body: Data) {
        do throws(MalformedMessage) {
            _ = try type.init(body: Array(body))
            (accepted, beyond) = (true, false)
        } catch {
            (accepted, beyond) = (false, Self.sentences.contains(error.sentence))
        }
    }
}

private struct Title: Decodable {
    let title: String
}

private struct Judged: Encodable {
    let contract: String
    let document: JSONValue
    let accepted: Bool
    let beyond: Bool
}
