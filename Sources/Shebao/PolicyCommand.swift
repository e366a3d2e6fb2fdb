import ArgumentParser
import Basics
import Foundation
import Office
import Policy

/// Looks after the policy files.
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Look after the policy files.",
        subcommands: [PolicyCheckCommand.self, PolicyTryCommand.self])
}

/// Shows what the policy files hold, key by key and day by day. Exit code 0 if every value of the day is known, checked and
/// not too old, 1 if some are not, 2 if the files are wrong (overlapping values among it) or the region unknown.
struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Show each value with its days, source and state, and what calls for work.")

    @Option(help: "The region; without it, all one after the other.")
    var region: String?

    @OptionGroup var policyFiles: PolicyOption

    @Option(help: "The day whose values are judged: 2026-11-22. Without it, today.")
    var on: String?

    @Option(help: "For how many days a comparison with the published text counts.")
    var checkedWithin = 365

    @Flag(help: "Only what calls for work, without the timelines.")
    var brief = false

    func run() throws {
        guard let day = on.map({ Day($0) }) ?? WallClock().today else {
            throw Self.refused("“\(on ?? "")”不是日期，请写作2026-07-01。")
        }
        guard (1...36_500).contains(checkedWithin) else { throw Self.refused("--checked-within应为1至36500天。") }
        var needsWork = false
        for policy in try regions() {
            let review = PolicyReview(policy, on: day, checkedWithinDays: checkedWithin)
            print(brief ? review.brief : review.text, terminator: "\n\n")
            needsWork = needsWork || !review.findings.isEmpty
        }
        if needsWork { throw ExitCode(1) }
    }

    private func regions() throws -> [RegionPolicy] {
        let book: PolicyBook
        do {
            book = try PolicyBook(files: try PolicyFiles.read(policyFiles.folder))
        } catch let problems as PolicyProblems {
            throw Self.refused("\(problems)\n共\(problems.problems.count)处错误，改正后才能使用。")
        } catch {
            throw Self.refused("读不到政策文件夹\(policyFiles.folder)。")
        }
        guard let region else { return book.regions.values.sorted { $0.region.rawValue < $1.region.rawValue } }
        if let found = book.regions[Region(rawValue: region)] { return [found] }
        let known = book.regions.keys.map(\.rawValue).sorted().joined(separator: "、")
        throw Self.refused("没有“\(region)”这个统筹区，可选\(known)。")
    }

    private static func refused(_ sentence: String) -> ExitCode {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
        return ExitCode(2)
    }
}
