import ArgumentParser
import Storage

/// `--database sqlite:PATH` or `--database postgres:CONNINFO`
extension StoreAddress: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }
}
