import Foundation
import Testing

/// The trial of a changed policy as somebody runs it, over a small generated city.
@Suite struct `shebao policy try` {
    private static let change = """
        topic: 失业保险费率
        heldThrough: 2027-06-30
        sources:
          N: {title: 试算}
        parameters:
          unemployment.rate.person:
            name: 失业保险个人缴费比例
            kind: rateTable
            values:
              - {from: 2027-01-01, value: RATE, source: N, state: unverified}
        """

    private func withCity(_ body: (_ folder: String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "try-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try Program.run([
            "generate", "--people", "40", "--months", "1", "--today", "2026-11-20", "--data", "\(folder)/keys",
            "--database", "sqlite:\(folder)/city.sqlite",
        ])
        try #require(made.exitCode == 0, "\(made.complained)")
        for (name, rate) in [("change", "1%"), ("garbled", "0.01"), ("same", "0.5%")] {
            try Data(Self.change.replacing("RATE", with: rate).utf8).write(
                to: URL(filePath: "\(folder)/\(name).yaml"))
        }
        try body(folder)
    }

    @Test func `shows who pays more and what the fund gains, and writes nothing; else it ends with 2 and a sentence`()
        throws
    {
        try withCity { folder in
            let city = "sqlite:\(folder)/city.sqlite"
            func run(_ file: String, _ words: String...) throws -> Program.Run {
                try Program.run(
                    ["policy", "try", file, "--region", "beijing", "--demo", "--from", "2027-01-01", "--database"]
                        + words)
            }
            let before = try Data(contentsOf: URL(filePath: "\(folder)/city.sqlite"))
            let told = try run("\(folder)/change.yaml", city)
            #expect(told.exitCode == 0, "\(told.complained)")
            #expect(told.said.contains("试算的费款所属期：2027年1月。每月：\n参保人员：多缴") && !told.said.contains("参保人员：多缴0"))
            #expect(told.said.contains("用人单位：多缴0，合计0.00元；少缴0"))
            // Without --from the days are the file's own: here those of the change, months ahead.
            let own = try Program.run([
                "policy", "try", "\(folder)/change.yaml", "--region", "beijing", "--demo", "--database", city,
            ])
            #expect(own.said == told.said, "\(own.said)\(own.complained)")
            let json = try run("\(folder)/change.yaml", city, "--json")
            let trial = try #require(
                try JSONSerialization.jsonObject(with: Data(json.said.utf8)) as? [String: Any])
            let people = try #require(trial["people"] as? [String: Any])
            let lines = try #require(trial["lines"] as? [[String: Any]])
            func sum(_ side: String, _ share: String) -> Int {
                lines.compactMap { ($0[side] as? [String: Int])?[share] }.reduce(0, +)
            }
            #expect(people["moreFen"] as? Int == sum("after", "person") - sum("before", "person"))
            #expect(sum("after", "employer") == sum("before", "employer"))
            #expect(try Data(contentsOf: URL(filePath: "\(folder)/city.sqlite")) == before)

            for (file, database, sentence) in [
                ("garbled", city, "比例“0.01”写成了小数"), ("same", city, "内容与现行政策没有不同"),
                ("missing", city, "读不到文件"),
                ("change", "sqlite:\(folder)/nowhere.sqlite", "没有数据库"),
                ("change", "postgres:host=127.0.0.1 port=1 connect_timeout=2", "读不了数据库，没有试算"),
            ] {
                let refused = try run("\(folder)/\(file).yaml", database)
                #expect(refused.exitCode == 2 && refused.said.isEmpty, "\(file)")
                #expect(refused.complained.contains(sentence), "\(refused.complained)")
            }
        }
    }
}
