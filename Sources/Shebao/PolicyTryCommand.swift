import ArgumentParser
import Basics
import Database
import Foundation
import Office
import Policy
import Storage

/// Tries a changed parameter on everybody who is covered, and writes nothing. Exit code 0 if it could be tried, 2 if not.
struct PolicyTryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Show who would pay more or less by a changed policy, and what the funds gain or lose.")

    @Argument(help: "The file with the change: the YAML of a policy file with only what changes.")
    var file: String

    @Option(help: "The region.")
    var region: String

    @OptionGroup var database: DatabaseOption

    @Option(help: "The first day of the change: 2026-12-01. Without it, the days are those of the file's own values.")
    var from: String?

    @Option(help: "Its last day; without it, it stays.")
    var through: String?

    @OptionGroup var policyFiles: PolicyOption

    @OptionGroup var demonstrationValues: DemonstrationValuesOption

    @Flag(help: "As JSON, amounts in fen.")
    var json = false

    func run() async throws {
        do {
            let trial = try await trial()
            print(json ? try Self.json(trial) : Self.text(trial))
        } catch let refused as Refused {
            FileHandle.standardError.write(Data((refused.sentence + "\n").utf8))
            throw ExitCode(2)
        }
    }

    private struct Refused: Error {
        let sentence: String
    }

    private func day(_ text: String?, _ option: String) throws -> Day? {
        guard let text else { return nil }
        guard let day = Day(text) else { throw Refused(sentence: "\(option)“\(text)”不是日期，请写作2026-12-01。") }
        return day
    }

    private func trial() async throws -> PolicyTrial {
        guard let data = FileManager.default.contents(atPath: file), data.count <= PublicationText.textLimit * 4,
            let text = String(data: data, encoding: .utf8)
        else { throw Refused(sentence: "读不到文件\(file)，或者它过大、不是UTF-8文本。") }
        let change = PublicationText(
            title: file, text: text, from: try day(from, "--from") ?? PublicationText.earliest,
            through: try day(through, "--through"))
        if !database.exists, case .sqlite(let path) = database.address {
            throw Refused(sentence: "没有数据库\(path)。")
        }
        do {
            let shelf = try policyFiles.shelf(withDemonstration: demonstrationValues.areTaken)
            let database = try database.address.open()
            do {
                let trial = try await trial(of: change, by: shelf, database)
                await database.close()
                return trial
            } catch {
                await database.close()
                throw error
            }
        } catch let problems as PolicyProblems {
            throw Refused(sentence: "\(problems)")
        } catch let gap as PolicyGap {
            throw Refused(sentence: gap.description)
        } catch let fault as DatabaseError {
            throw Refused(sentence: "读不了数据库，没有试算。（\(fault)）")
        }
    }

    private func trial(
        of change: PublicationText, by shelf: PolicyShelf, _ database: Database
    ) async throws -> PolicyTrial {
        guard
            let comparison = try await PolicyComparison(of: change, in: Region(rawValue: region), by: shelf, database)
        else { throw Refused(sentence: "这些日期里没有任何月份的首日，不影响任何费款所属期。") }
        guard comparison.isOfChange else { throw Refused(sentence: "内容与现行政策没有不同，没有人多缴或者少缴，没有试算。") }
        return try await comparison.run(over: database)
    }

    private static func json(_ trial: PolicyTrial) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(trial), as: UTF8.self)
    }

    private static func text(_ trial: PolicyTrial) -> String {
        func yuan(_ fen: Int64) -> String { Money(fen: fen).description }
        var lines = ["试算的费款所属期：\(trial.period.chinese)。每月："]
        for (name, changes) in [("参保人员", trial.people), ("用人单位", trial.employers)] {
            lines.append(
                "\(name)：多缴\(changes.more)，合计\(yuan(changes.moreFen))元；少缴\(changes.less)，合计\(yuan(changes.lessFen))元；不变\(changes.same)"
            )
        }
        for line in trial.lines {
            lines.append(
                "\(line.name)：参保\(line.covered)，应缴\(yuan(line.before.total)) → \(yuan(line.after.total))元，统筹基金\(yuan(line.before.pooled)) → \(yuan(line.after.pooled))元"
            )
        }
        if trial.unknown > 0 { lines.append("未能试算\(trial.unknown)项：\(trial.gap ?? "")") }
        return lines.joined(separator: "\n")
    }
}
