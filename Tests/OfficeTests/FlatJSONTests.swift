import Foundation
import Storage
import Testing

/// Answers of a row as a batch keeps them.
@Suite struct `Texts by name as JSON` {
    private static let texts: [[String: String]] = [
        [:], ["name": ""], ["name": "欧阳𬍛", "wage": "12000.00"],
        ["remark": "他说：\"好\"\\ 下一行\n制表\t完", "phone": "13800000000"], ["odd": "\u{1}\u{1f}\u{7f}/"],
    ]

    @Test(arguments: texts)
    func `they come back as they were, and any reader of JSON reads them`(_ texts: [String: String]) throws {
        let json = FlatJSON.encoded(texts)
        #expect(FlatJSON.decoded(json) == texts)
        #expect(try JSONDecoder().decode([String: String].self, from: Data(json.utf8)) == texts)
    }

    @Test(arguments: texts)
    func `what another writer wrote is read as well`(_ texts: [String: String]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        #expect(FlatJSON.decoded(String(decoding: try encoder.encode(texts), as: UTF8.self)) == texts)
    }

    @Test(arguments: ["", "{", "{\"a\":\"b\"", "{\"a\":1}", "[\"a\"]", "{\"a\":\"b\"}x", "{\"a\" \"b\"}"])
    func `what is no object of texts is none`(_ json: String) {
        #expect(FlatJSON.decoded(json) == nil)
    }
}
