import Casework
import Exchange
import Office

/// The partners' addresses and the secrets shared with them.
struct PartnerKeys {
    let keys: [PartnerKey]
    let line: any PartnerLine

    init(_ addresses: [PartnerAddress], secrets: String?) throws {
        keys = []
        line = Unreachable()
    }
}

private struct Unreachable: PartnerLine {
    func send(_ endpoint: Exchange.Endpoint, key: IdempotencyKey, body: [UInt8]) async throws(PartnerSilence) -> [UInt8]
    {
        throw PartnerSilence("unreachable")
    }
}
