import ArgumentParser
import Basics
import Cryptography
import Database
import Foundation
import Office
import Storage

/// Proves the database of a running or resting platform. Exit code 0 if nothing is wrong, 1 if anything is, 2 if it
/// could not be looked at.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Prove that the books balance and that nothing was changed behind the platform's back.")

    @OptionGroup var database: DatabaseOption

    @Option(help: "The folder with the platform's keys.")
    var data: String

    @OptionGroup var policyFiles: PolicyOption

    func validate() throws {
        try database.requireExisting()
    }

    func run() async throws {
        let report: AuditReport
        do {
            report = try await audit()
        } catch {
            FileHandle.standardError.write(Data("核查未能完成：\(error)\n".utf8))
            throw ExitCode(2)
        }
        for finding in report.findings { print("\(finding.table) \(finding.key)：\(finding.sentence)") }
        if report.furtherFindings > 0 { print("另有\(report.furtherFindings)处不符，未逐一列出。") }
        print(report.summary)
        if let root = report.lastRoot { print("最近的每日根值：\(root)。请与另行保存的根值比对。") }
        if !report.isClean { throw ExitCode(1) }
    }

    private func audit() async throws -> AuditReport {
        let keys = try KeyFolder("\(data)/keys")
        let shelf = try policyFiles.shelf(withDemonstration: false)
        let database = try database.address.open()
        do {
            let audit = Audit(
                database, chain: TrailChain(try keys.authenticationKey(for: .trail)), shelf: shelf)
            let report = try await audit.run()
            await database.close()
            return report
        } catch {
            await database.close()
            throw error
        }
    }
}
