import Basics
import TestSupport
import Testing

struct RoundingTests {
    @Test(arguments: [
        (Rounding.Mode.halfUp, [4, 5, 5, -5]), (.halfEven, [4, 4, 5, -4]), (.up, [5, 5, 5, -5]),
        (.down, [4, 4, 4, -4]),
    ])
    func `each mode treats below, at and above the half its own way`(mode: Rounding.Mode, expected: [Int64]) {
        let rounding = Rounding(to: .fen, mode)
        let tenths: [Int64] = [44, 45, 46, -45]
        #expect(tenths.map { rounding.payable($0, over: 10).fen } == expected)
    }

    @Test func `machine words and 128 bits round alike`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            let numerator = Int64(generator.next() % 2_000_000_000) - 1_000_000_000
            let denominator = Int64(generator.next() % 9_999) + 1
            for mode in Rounding.Mode.allCases {
                for unit in Rounding.Unit.allCases {
                    let rounding = Rounding(to: unit, mode)
                    #expect(
                        rounding.payable(numerator, over: denominator)
                            == rounding.payable(Int128(numerator), over: Int128(denominator)))
                }
            }
        }
    }

    @Test func `only an exact half is a tie`() throws {
        let half = try #require(Rate(text: "0.5%"))
        #expect(Money(yuan: 7_271).timesNotingTie(half, .fenHalfUp).isTie)
        #expect(!Money(yuan: 7_270).timesNotingTie(half, .fenHalfUp).isTie)
        #expect(Money(yuan: 7_271).times(half, .fenHalfUp) == Money(fen: 3_636))
    }

    @Test func `an amount too large for a machine word is still exact`() {
        let amount = Money(fen: 4_000_000_000_000_000_000)
        #expect(amount.times(Rate(9_999_999, over: 10_000_000), .fenHalfUp) == Money(fen: 3_999_999_600_000_000_000))
    }
}

struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (String(repeating: "a", count: 1_000), "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"),
    ])
    func `the digest is that of the standard`(text: String, digest: String) {
        #expect(SHA256.hexadecimal(text.utf8) == digest)
    }
}
