/// A date of the civil calendar without a time, in the zone of the office (Asia/Shanghai). Years 1 to 9999.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let daysSinceEpoch: Int32

    package init(daysSinceEpoch: Int32) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// `nil` if there is no such date.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Day.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    private init(validYear year: Int, month: Int, day: Int) {
        // Days from civil, years counted from March so that the leap day comes last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.daysSinceEpoch = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `YYYY-MM-DD`, nothing else.
    package init?(_ text: some StringProtocol) {
        self.init(String(text))
    }

    /// Likewise; lists read thousands of them.
    package init?(_ text: String) {
        var text = text
        guard let day = text.withUTF8({ Day(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = day
    }

    package init?(utf8 digits: UnsafeRawBufferPointer) {
        guard digits.count == 10, digits[4] == 0x2D, digits[7] == 0x2D else { return nil }
        var (year, month, day) = (0, 0, 0)
        for (index, digit) in digits.enumerated() where index != 4 && index != 7 {
            guard (0x30...0x39).contains(digit) else { return nil }
            let value = Int(digit - 0x30)
            switch index {
            case 0..<4: year = year * 10 + value
            case 5..<7: month = month * 10 + value
            default: day = day * 10 + value
            }
        }
        self.init(year: year, month: month, day: day)
    }

    package static func < (left: Day, right: Day) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day {
    package var components: (year: Int, month: Int, day: Int) {
        let shifted = Int(daysSinceEpoch) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    package var year: Int { components.year }

    package var month: Month {
        let (year, month, _) = components
        return Month(validYear: year, month: month)
    }

    /// 1 for Monday to 7 for Sunday.
    package var weekday: Int {
        let shifted = (Int(daysSinceEpoch) + 3) % 7
        return (shifted < 0 ? shifted + 7 : shifted) + 1
    }

    package func adding(days: Int) -> Day {
        Day(daysSinceEpoch: daysSinceEpoch + Int32(days))
    }

    /// Days from `other` to this day; negative if `other` is later.
    package func days(since other: Day) -> Int {
        Int(daysSinceEpoch - other.daysSinceEpoch)
    }
}

extension Day: CustomStringConvertible {
    /// `2026-11-21`.
    package var description: String {
        let (year, month, day) = components
        let padded = String(year)
        return String(repeating: "0", count: 4 - padded.count) + padded
            + (month < 10 ? "-0" : "-") + String(month) + (day < 10 ? "-0" : "-") + String(day)
    }

    /// `2026年11月21日`.
    package var chinese: String {
        let (year, month, day) = components
        return "\(year)年\(month)月\(day)日"
    }
}
