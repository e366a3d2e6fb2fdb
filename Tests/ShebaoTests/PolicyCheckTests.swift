import Foundation
import Testing

/// The command as somebody runs it.
@Suite struct `shebao policy check` {
    private func run(_ words: [String]) throws -> Program.Run { try Program.run(["policy", "check"] + words) }

    /// A folder with one region, whose only value is this.
    private func folder(_ values: String, checkedOn: String = "2026-01-01") throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "policy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "smallville"), withIntermediateDirectories: true)
        let text = """
            topic: 小城
            heldThrough: 2026-12-31
            checked: {by: 甲, on: \(checkedOn)}
            sources:
              T: {title: 小城办法}
            parameters:
              region.name: {name: 名, kind: text, values: [{from: 2020-01-01, value: 小城, source: T, state: verified}]}
              region.scope: {name: 范围, kind: choice, values: [{from: 2020-01-01, value: questions, source: T, state: verified}]}
              region.lines: {name: 险种, kind: lines, values: [{from: 2020-01-01, source: T, state: verified, value: [{key: a, code: 1, name: 甲, short: 甲, keeper: own, coverage: []}]}]}
              lateFee.rate: {name: 滞纳金日比例, kind: rate, values: [\(values)]}

            """
        try Data(text.utf8).write(to: folder.appending(path: "smallville/all.yaml"))
        return folder.path
    }

    @Test func `shows each value with its days, state and source, and ends with 1 while work is left`() throws {
        let run = try run(["--region", "beijing", "--on", "2026-11-22"])
        #expect(run.exitCode == 1)
        #expect(run.said.contains("北京市（beijing）　2026年11月22日"))
        let floors = run.said.split(separator: "\n").drop { !$0.hasPrefix("base.floor　") }.dropFirst()
        #expect(floors.first?.hasPrefix("  1992-10-01 至 1992-12-31　144.00元") == true)
        #expect(floors.first { $0.hasPrefix("▶") }?.contains("2026-07-01 至 2027-06-30　7,270.00元") == true)
        #expect(floors.contains { $0.contains("2003-01-01 至 2003-03-31") && $0.contains("缺") })
        #expect(run.said.contains("未核实  　base.floor　缴费基数下限：未见通知原文。"))
        #expect(run.said.contains("查无资料　tax.window.closesOnDay"))
    }

    @Test func `ends with 0 where every value of the day is known and checked`() throws {
        let run = try run([
            "--policy", try folder("{from: 2020-01-01, value: 0.05%, source: T, state: verified}"), "--on",
            "2026-06-01",
        ])
        #expect(run.exitCode == 0)
        #expect(run.said.contains("4个参数在这一天都有值，都已核实。"))
    }

    @Test(arguments: [
        (
            "{from: 2020-01-01, value: 0.05%, source: T, state: verified}", "2027-01-01",
            "已经过期　lateFee.rate　滞纳金日比例：只知有效到2026年12月31日"
        ),
        (
            "{from: 2020-01-01, value: 0.05%, source: T, state: unverified, note: 未见原文。}", "2026-06-01",
            "未核实  　lateFee.rate　滞纳金日比例：未见原文。"
        ),
        (
            "{from: 2024-01-01, value: 0.05%, source: T, state: verified}", "2023-06-01",
            "查无资料　lateFee.rate　滞纳金日比例：资料从2024年1月1日开始"
        ),
        ("{from: 2020-01-01, state: absent, note: 查过公报。}", "2026-06-01", "查无资料　lateFee.rate　滞纳金日比例：查过公报。"),
    ])
    func `names what is missing, unverified or past what is known`(
        value: String, day: String, finding: String
    ) throws {
        let run = try run(["--policy", try folder(value), "--on", day, "--brief"])
        #expect(run.exitCode == 1)
        #expect(run.said.contains(finding), "\(run.said)")
    }

    @Test func `names what was checked too long ago`() throws {
        let path = try folder("{from: 2020-01-01, value: 0.05%, source: T, state: verified}", checkedOn: "2024-05-01")
        let run = try run(["--policy", path, "--on", "2026-06-01", "--brief"])
        #expect(run.exitCode == 1)
        #expect(run.said.contains("久未核对　lateFee.rate　滞纳金日比例：上次核对在2024年5月1日"))
        #expect(try self.run(["--policy", path, "--on", "2026-06-01", "--checked-within", "1000"]).exitCode == 0)
    }

    @Test func `ends with 2 where values overlap, and names file, line and remedy`() throws {
        let run = try run([
            "--policy",
            try folder(
                "{from: 2020-01-01, value: 1%, source: T, state: verified}, {from: 2020-01-01, value: 2%, source: T, state: verified}"
            ),
        ])
        #expect(run.exitCode == 2)
        #expect(run.said.isEmpty)
        #expect(run.complained.contains("smallville/all.yaml:10：参数lateFee.rate中，有两个值都从2020-01-01起。"))
    }

    @Test(arguments: [
        (["--region", "mars"], "没有“mars”这个统筹区，可选beijing、chengdu"), (["--on", "2026-02-30"], "“2026-02-30”不是日期"),
        (["--policy", "nowhere"], "读不到政策文件夹nowhere。"), (["--checked-within", "0"], "--checked-within应为1至36500天。"),
    ])
    func `ends with 2 where it is asked wrongly`(words: [String], sentence: String) throws {
        let run = try run(words)
        #expect(run.exitCode == 2)
        #expect(run.complained.contains(sentence), "\(run.complained)")
    }
}
