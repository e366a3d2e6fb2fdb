import ArgumentParser

@main
struct Shebao: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "shebao")
}
