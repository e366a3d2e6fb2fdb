import ArgumentParser

/// The platform's one program: serves the pages, and checks what it holds.
@main
struct Shebao: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shebao", abstract: "The online social insurance service platform.",
        subcommands: [
            ServeCommand.self, AuditCommand.self, VerifyCommand.self, ComputeCommand.self, PolicyCommand.self,
            GenerateCommand.self, MonthCommand.self, BenchCommand.self,
        ])
}
