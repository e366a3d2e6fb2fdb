import ArgumentParser
import Basics
import Casework
import Database
import Exchange
import Foundation
import Office
import Policy
import Storage

/// The months of a region.
struct MonthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "month", abstract: "Work on a month of a whole region.", subcommands: [Run.self])

    /// Makes every employer's plan of a period that it has not made itself. Exit code 0 if every employer was seen to, 1 if some
    /// could not be assessed and are listed, 2 if the run could not be begun or was broken off: the same command goes on.
    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Make the contribution plans of all employers for a period.",
            discussion:
                "A run that was broken off goes on with the same command; one that is repeated bills nobody twice.")

        @OptionGroup var database: DatabaseOption

        @Option(help: "The folder with the platform's keys.")
        var data: String

        @Option(help: "The region.")
        var region: String

        @Option(help: "The fee period: 2026-11.")
        var period: String

        @Option(help: "In whose name the result is issued.")
        var authority: String

        @Option(help: "How many ranges are at work at once; on SQLite always one.")
        var connections = 4

        @OptionGroup var policyFiles: PolicyOption

        @OptionGroup var today: TodayOption

        @OptionGroup var demonstrationValues: DemonstrationValuesOption

        func validate() throws {
            guard Month(period) != nil else { throw ValidationError("--period is a month: 2026-11.") }
            guard (1...64).contains(connections) else { throw ValidationError("--connections 1 to 64.") }
            try database.requireExisting()
        }

        func run() async throws {
            let result: MonthRun.Result
            let differences: [MonthDifferences.Kind: MonthDifferences.Sum]
            do {
                (result, differences) = try await assess()
            } catch let refusal as DeskRefusal {
                throw Self.failure(refusal.sentence)
            } catch let fault as DatabaseError {
                throw Self.failure("核定中断：\(fault.message)。已完成的部分已经保存，再次执行同一命令即可继续。")
            }
            let sums = result.sums
            print(
                """
                \(period)：生成缴费计划\(sums.plans)份，\(sums.people)人次，应缴\(sums.total)元（单位\(sums.unit)元，个人\(sums.personShare)元）；\
                同一批单位上月应缴\(sums.before)元，\(sums.peopleBefore)人次。
                全部缴费计划与上月比较：\(Self.words(differences))。
                """)
            guard result.refusedCount > 0 else { return }
            print("未能核定的单位\(result.refusedCount)户：")
            for refused in result.refused { print("\(refused.creditCode) \(refused.name)：\(refused.sentence)") }
            throw ExitCode(1)
        }

        private static func words(_ sums: [MonthDifferences.Kind: MonthDifferences.Sum]) -> String {
            MonthDifferences.Kind.allCases.map { kind in
                let sum = sums[kind] ?? MonthDifferences.Sum()
                return "\(kind.chinese)\(sum.employers)户" + (sum.now == sum.before ? "" : "（\(sum.now - sum.before)元）")
            }.joined(separator: "，")
        }

        private static func failure(_ sentence: String) -> ExitCode {
            FileHandle.standardError.write(Data("\n\(sentence)\n".utf8))
            return ExitCode(2)
        }

        private func assess() async throws
            -> (MonthRun.Result, [MonthDifferences.Kind: MonthDifferences.Sum])
        {
            let shelf = try policyFiles.shelf(withDemonstration: demonstrationValues.areTaken)
            let deployment = try await Deployment(
                database: try database.address.open(), keysFolder: "\(data)/keys", shelf: shelf,
                authority: Deployment.Authority(
                    name: authority, sealOwner: authority, sealPurpose: "社会保险业务专用章", notice: ""),
                publicAddress: "", clock: WallClock(businessDay: today.day), partners: NoPartners())
            let bar = ProgressBar()
            let run = MonthRun(
                deployment.desk, in: Region(rawValue: region), of: Month(period)!, connections: connections)
            do {
                let result = try await run.run { progress in
                    bar.show(
                        progress.staffDone, of: progress.staff,
                        "\(progress.rangesDone)/\(progress.ranges)段 计划\(progress.plans)份")
                }
                bar.end()
                let (home, month) = (run.region, run.period)
                let differences = try await deployment.database.read { tx in
                    try tx.monthDifferences.sums(of: month, in: home)
                }
                await deployment.database.close()
                return (result, differences)
            } catch {
                await deployment.database.close()
                throw error
            }
        }
    }
}

/// A run asks no partner; what it tells them waits in the outbox for the courier of the platform.
private struct NoPartners: PartnerLine {
    func send(_ endpoint: Exchange.Endpoint, key: IdempotencyKey, body: [UInt8]) async throws(PartnerSilence) -> [UInt8]
    {
        throw PartnerSilence("a monthly assessment asks no partner")
    }
}
