package import Basics

// Numbers that are no money and have decimals all the same: years of contribution, indices, months of the divisor.

extension Rate {
    /// Rounded to some decimals, ties away from zero (四舍五入).
    func rounded(places: Int) -> Rate {
        let scale = Rate.power(places)
        return Rate(scaled(by: scale), over: scale)
    }

    /// `27.17`
    package func decimal(places: Int) -> String {
        let scale = Rate.power(places)
        let value = scaled(by: scale)
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: UInt64(scale))
        if places == 0 { return "\(value < 0 ? "-" : "")\(whole)" }
        let digits = String(rest)
        return "\(value < 0 ? "-" : "")\(whole)." + String(repeating: "0", count: places - digits.count) + digits
    }

    /// The nearest whole number of parts of one.
    private func scaled(by scale: Int64) -> Int64 {
        let (quotient, remainder) = (Int128(numerator) * Int128(scale)).quotientAndRemainder(
            dividingBy: Int128(denominator))
        let isUp = remainder.magnitude * 2 >= UInt128(denominator)
        return Int64(quotient) + (isUp ? (numerator < 0 ? -1 : 1) : 0)
    }

    private static func power(_ places: Int) -> Int64 {
        precondition((0...6).contains(places), "few decimals")
        return (0..<places).reduce(1) { power, _ in power * 10 }
    }
}

extension Rate {
    /// With as many decimals as it has, up to four: `139`, `138.4`, `0.8`.
    var shortDecimal: String {
        for places in 0...3 where rounded(places: places) == self { return decimal(places: places) }
        return decimal(places: 4)
    }
}
