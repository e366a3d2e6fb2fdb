import ArgumentParser
import Casework
import Exchange
import Office
import Web

/// The partners' addresses and the secrets shared with them.
struct PartnerKeys {
    let keys: [PartnerKey]
    let line: HTTPPartnerLine

    /// - Parameter secrets: the folder with a file for each partner, named as the partner.
    init(_ addresses: [PartnerAddress], secrets: String?, clock: any OfficeClock) throws {
        var reached: [Partner: HTTPPartnerLine.Address] = [:]
        var keys: [PartnerKey] = []
        for address in addresses {
            guard let secrets else {
                throw ValidationError("--partner needs --partner-secrets, the folder with each partner's secret.")
            }
            let key = try PartnerKey(address.partner, secretFile: "\(secrets)/\(address.partner.rawValue)")
            keys.append(key)
            reached[address.partner] = HTTPPartnerLine.Address(address.url, key)
        }
        self.keys = keys
        self.line = HTTPPartnerLine(reached, clock: clock)
    }
}
