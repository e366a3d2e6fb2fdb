import Basics
import Casework
import Cryptography
import Documents
import Office
import TestSupport
import Testing

@Suite struct `Numbers of papers` {
    /// The public check tells a little of a paper to whoever has its number; nobody shall count from one to the next.
    @Test func `the number of one paper does not lead to the next`() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let day = Day("2026-11-20")!
        let press = PaperPress(
            keys: try KeyFolder.createIfMissing(folder.path + "/keys", owner: "演示", on: day),
            issuer: Issuer(name: "演示", verificationAddress: ""), seal: SealAppearance(owner: "演示", purpose: "演示"))
        let numbers = (1...200).map { _ in press.number(7, .entitlementRecord, on: day) }
        #expect(Set(numbers).count > 150)
        for number in numbers {
            #expect(number.hasPrefix("Q202611200000007"))
            #expect(number.count == 23)
            #expect(PaperNumber(number) != nil)
        }
    }
}
