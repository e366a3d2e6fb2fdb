import ArgumentParser

@main
struct StandIns: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "shebao-standins")
}
