import ArgumentParser
import Basics
import Casework
import Cryptography
import Exchange
import Foundation
import HTTP
import ServiceLifecycle

/// Plays an outside department: a server with the department's side of the contracts, and a page for people.
@main
struct StandInsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shebao-standins", abstract: "演示用的外部部门：\(Partner.names)。")

    @Argument(help: "部门：\(Partner.names)。")
    var department: Partner

    @Option(help: "端口，仅在 127.0.0.1 上监听。")
    var port: Int

    @Option(help: "与社保平台共享的密钥文件（64 位以上十六进制，权限 0600）。")
    var secretFile: String

    @Option(help: "社保平台的地址。")
    var platform: String

    @Option(help: "状态文件；重启后从中恢复。")
    var stateFile: String?

    @Option(help: "人口库的演示人员文件。")
    var people: String = "demo/people.json"

    @Option(help: "登记机关的演示单位文件。")
    var units: String = "demo/units.json"

    @Option(help: "银行的演示账户文件。")
    var accounts: String = "demo/bank-accounts.json"

    @Option(help: "业务日期 YYYY-MM-DD；不填为当天。")
    var today: String?

    func run() async throws {
        switch department {
        case .population: try await serve(PopulationRegister(try DemoPeople.read(people)))
        case .tax: try await serve(TaxOffice())
        case .medical: try await serve(MedicalInsurance())
        case .sms: try await serve(SMSChannel())
        case .marketRegulator:
            try await serve(UnitRegisterOffice<MarketRegulator>(try DemoUnits.read(units)))
        case .civilAffairs: try await serve(UnitRegisterOffice<CivilAffairs>(try DemoUnits.read(units)))
        case .bank: try await serve(CollectingBank(try DemoAccounts.read(accounts)))
        }
    }

    func validate() throws {
        if let today, Day(today) == nil { throw ValidationError("业务日期应为 YYYY-MM-DD。") }
        guard platform.hasPrefix("http://") || platform.hasPrefix("https://"), !platform.hasSuffix("/") else {
            throw ValidationError("社保平台的地址应以 http:// 或 https:// 开头，末尾不带斜杠。")
        }
    }

    private func serve<Of: Department>(_ department: Of) async throws {
        let key = try PartnerKey(Of.partner, secretFile: secretFile)
        let file = stateFile.map { StateFile(path: $0) }
        let world = World.real(platform: platform, today: today.flatMap { Day($0) }, file: file)
        let standIn =
            if let memory = try file?.read(StandIn<Of>.Memory(department: department)) {
                StandIn(memory, key: key, world: world)
            } else {
                StandIn(department, key: key, world: world)
            }
        let server = HTTPServer(
            host: "127.0.0.1", port: port,
            // Not `print`, which would keep the line back when the output is a file.
            onRunning: { FileHandle.standardOutput.write(Data("\(Of.title) http://127.0.0.1:\($0)/\n".utf8)) },
            respond: { await standIn.respond(to: $0) })
        try await HTTPServer.run([server, Courier(standIn: standIn)], shutdownSeconds: 2)
    }
}

extension Partner: ExpressibleByArgument {
    fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: "、") }
}

/// Carries a stand-in's messages to the platform for as long as the program runs.
private struct Courier<Of: Department>: Service {
    let standIn: StandIn<Of>

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await standIn.deliverDue()
                try? await Task.sleep(for: .milliseconds(300))
            }
        }
    }
}
