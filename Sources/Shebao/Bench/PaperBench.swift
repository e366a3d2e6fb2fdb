import ArgumentParser
import Basics
import Casework
import Documents
import Foundation
import Office
import Records
import Storage

/// A sealed paper of one page: drawn, coded and signed by us on one thread and on all cores, beside WeasyPrint and pyHanko on
/// the same content in one warm process.
struct PaperBench {
    private let command: BenchCommand
    private let press: PaperPress
    private let instant: Instant
    private let paper: Paper
    private let number: PaperNumber

    init(_ station: BenchStation, _ command: BenchCommand) {
        self.command = command
        self.press = station.deployment.desk.press
        self.instant = station.deployment.desk.clock.now
        self.paper = Self.record(on: station.today)
        self.number = PaperNumber(press.number(1, .entitlementRecord, on: station.today))!
    }

    private static let papersPerRound = 40

    func run(rounds: Int) async throws -> [Figure] {
        let content = "\(command.data)/paper.json"
        try JSONEncoder().encode(paper).write(to: URL(filePath: content))
        let cores = ProcessInfo.processInfo.activeProcessorCount
        // Everybody's fonts are loaded before the time counts.
        _ = try await draw(cores * 4, threads: cores)
        var (theirs, one, all): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<rounds {
            theirs.append(try counterpart(content))
            one.append(try await draw(Self.papersPerRound, threads: 1))
            all.append(try await draw(Self.papersPerRound * cores, threads: cores))
        }
        return [
            Figure("paper: WeasyPrint and pyHanko, one process", theirs.median, "ms each"),
            Figure("paper: ours, one thread", one.median, "ms each"),
            Figure("paper: ours beside WeasyPrint and pyHanko", theirs.median / one.median, "×", .atLeast(12)),
            Figure("paper: ours, \(cores) threads", all.median, "ms each"),
            Figure(
                "paper: \(cores) threads beside one", one.median / all.median, "×", .atLeast(0.7 * Double(cores))),
        ]
    }

    /// Milliseconds for each of so many papers.
    private func draw(_ count: Int, threads: Int) async throws -> Double {
        let (took, _) = try await milliseconds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<threads { group.addTask { try await drawAll(count / threads) } }
                try await group.waitForAll()
            }
        }
        return took / Double(count)
    }

    @concurrent private func drawAll(_ count: Int) async throws {
        for _ in 0..<count {
            let qr = try PaperCode.make(for: paper, number: number, keys: press.keys, address: press.codeAddress)
            let page = try Documents.draw(paper, number: number, issuer: press.issuer, seal: press.seal, qr: qr)
            _ = try Documents.seal(page, with: press.keys, at: instant)
        }
    }

    private func counterpart(_ content: String) throws -> Double {
        let process = try ChildProcess(
            command.python, ["\(command.counterparts)/paper.py", content, number.text, press.issuer.name])
        guard let each = Double(try process.result().trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw ValidationError("benchmarks/paper.py tells no time.")
        }
        return each
    }
}

extension PaperBench {
    /// A person's record of a year, as the platform issues it.
    private static func record(on day: Day) -> Paper {
        let months = (0..<12).map { day.month.adding(months: $0 - 12) }
        let columns = [
            Paper.Column("费款所属期", weight: 3), Paper.Column("险种", weight: 4), Paper.Column("缴费基数", .trailing, weight: 3),
            Paper.Column("单位缴费", .trailing, weight: 3), Paper.Column("个人缴费", .trailing, weight: 3),
        ]
        return Paper(
            kind: .entitlementRecord, title: "演示市社会保险个人权益记录",
            subtitle: "\(months[0].chinese)至\(months[11].chinese)",
            parts: [
                .fields(
                    heading: "基本信息",
                    [
                        Paper.Field("姓名", "𬱖思远"), Paper.Field("社会保障号码", "590003199501090097"),
                        Paper.Field("性别", "男"), Paper.Field("出生日期", "1995年1月9日"),
                        Paper.Field("参保单位", "云栖精密仪器有限公司"), Paper.Field("缴费月数", "12个月"),
                    ]),
                .table(
                    heading: "缴费明细（单位：元）",
                    Paper.Table(
                        columns: columns,
                        rows: months.map {
                            [$0.description, "企业职工基本养老保险", "12,116.00", "1,938.56", "969.28"]
                        }, total: ["合计", "", "", "23,262.72", "11,631.36"])),
                .paragraph("以上记录截至出具之日，以社会保险经办机构的登记为准。"),
            ],
            keyFields: [
                Paper.Field("姓名", "𬱖思远"), Paper.Field("社会保障号码", "590003199501090097"),
                Paper.Field("个人缴费合计", "11,631.36"),
            ], issuedOn: day)
    }
}
