import Foundation
import Testing

/// The command as somebody runs it.
@Suite struct `shebao compute` {
    private func run(_ words: [String]) throws -> Program.Run { try Program.run(["compute"] + words) }

    @Test func `tells an amount with its steps and their sources`() throws {
        let run = try run([
            "late-fee", "--region", "beijing", "--overdue", "10000", "--period", "2026-10", "--due-on", "2026-10-31",
            "--paid-on=2026-11-30",
        ])
        #expect(run.exitCode == 0)
        #expect(run.said.contains("滞纳金：150.00元"))
        #expect(run.said.contains("滞纳金日比例：0.05%（2011-07-01起，中华人民共和国社会保险法（2018年修正））"))
        #expect(run.said.contains("含有未核实的政策参数"))
    }

    @Test func `tells programs the same in JSON, amounts as text`() throws {
        let run = try run([
            "contribution", "--region", "beijing", "--period", "2025-07", "--coverage", "flexible", "--wage", "7162",
            "--json",
        ])
        #expect(run.exitCode == 0)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(run.said.utf8)) as? [String: Any])
        let result = try #require(json["result"] as? [String: [String: Any]])
        #expect(result["person"]?["value"] as? String == "2088.94")
        let steps = try #require(json["steps"] as? [[String: Any]])
        let parameters = steps.flatMap { $0["parameters"] as? [[String: Any]] ?? [] }
        #expect(parameters.contains { $0["key"] as? String == "base.floor" && $0["isVerified"] as? Bool == true })
    }

    /// Outside brackets, which hold the field's own words, no help is in another language than the rest of the command line's.
    @Test(arguments: [
        [], ["late-fee", "--help"], ["contribution", "--help"], ["pension", "-h"], ["maternity-allowance", "--help"],
        ["unemployment-benefit", "--help"], ["identifier", "--help"],
    ])
    func `helps in the language of the other commands, terms with their Chinese word`(words: [String]) throws {
        let run = try run(words)
        #expect(run.exitCode == 0 && run.said.contains("("))
        let outside = run.said.replacing(/\([^()]*\)/, with: "").replacing(/`[a-zA-Z0-9]+` [^,\n;]+/, with: "")
        #expect(outside.unicodeScalars.allSatisfy { $0.value < 0x2E80 }, "\(outside)")
        #expect(run.said.unicodeScalars.contains { $0.value > 0x4E00 })
    }

    @Test(arguments: [
        (
            ["late-fee", "--region", "mars", "--overdue", "1", "--period", "2026-10", "--due-on", "2026-10-31"],
            "没有“mars”这个统筹区"
        ),
        (
            ["late-fee", "--region", "beijing", "--overdue", "-1", "--period", "2026-10", "--due-on", "2026-10-31"],
            "金额不能是负数"
        ),
        (
            ["late-fee", "--region", "beijing", "--overdue", "1", "--period", "2026-10", "--due-on", "2026-02-30"],
            "真实存在的日期"
        ),
        (
            ["contribution", "--region", "beijing", "--wage", "8000", "--coverage", "flexible", "--period", "2031-01"],
            "这一项无法确定"
        ),
        (["contribution", "--region", "beijing", "--wages", "8000"], "没有“wages”这一项"),
        (["contribution", "--region"], "--region后面缺少内容"),
        (
            ["retirement-age", "--region", "beijing", "--group", "male", "--born-in", "2026-08", "--on", "2026-07-01"],
            "出生年月不能晚于2026年7月"
        ),
        (["fortune"], "没有“fortune”这个计算器"),
    ])
    func `ends with 2 and computes nothing where something is wrong`(words: [String], sentence: String) throws {
        let run = try run(words)
        #expect(run.exitCode == 2)
        #expect(run.said.isEmpty)
        #expect(run.complained.contains(sentence), "\(run.complained)")
    }
}
