import Basics
import Records

/// Somebody of a generated city.
struct GeneratedPerson {
    let id: PersonId
    let identity: Identity
    let household: HouseholdKind
    let phone: String

    /// Who they are by their papers.
    struct Identity {
        let name: String
        let ethnicity: String
        let number: CitizenNumber

        var sex: Sex { number.isMale ? .male : .female }

        /// - Parameter index: their place among the people of the city; no two have one number.
        init(_ index: Int, on today: Day, _ dice: inout SeededDice) {
            let isMale = index % 2 == 1
            var age = GeneratedPerson.ages.pick(&dice) + dice.below(5)
            // Few women work on after the age of retirement.
            if !isMale, age >= 55 { age -= 20 }
            let birthday = today.adding(days: -age * 365 - dice.below(365))
            // A district of a thousand each; the ten thousand districts are gone through once for each of four birthdays.
            let round = index / 10_000_000
            let bornOn = birthday.adding(days: round - Int(birthday.daysSinceEpoch & 3))
            self.init(
                CitizenNumber(
                    fictionalBornOn: bornOn, order: index % 1_000, district: 590_000 + index / 1_000 % 10_000), &dice)
        }

        /// Somebody who is not among the insured of the city, such as the head of a unit.
        init(anybody index: Int, _ dice: inout SeededDice) {
            let bornOn = Day(year: 1955, month: 1, day: 1)!.adding(days: dice.below(15_000))
            self.init(
                CitizenNumber(fictionalBornOn: bornOn, order: dice.below(1_000), district: 590_000 + index % 10_000),
                &dice)
        }

        private init(_ number: CitizenNumber, _ dice: inout SeededDice) {
            let named = GeneratedNames.person(isMale: number.isMale, &dice)
            name = named.name
            ethnicity = named.ethnicity
            self.number = number
        }
    }

    /// So many people have numbers that differ.
    static let limit = 40_000_000

    init(_ index: Int, id: PersonId, on today: Day, seed: UInt64) {
        var dice = SeededDice(seed, of: .person, index)
        self.id = id
        identity = Identity(index, on: today, &dice)
        household = Self.households.pick(&dice)
        phone = Self.phone(of: index)
    }

    /// Of the range 154, which no carrier was given.
    static func phone(of index: Int) -> String {
        "154" + String(100_000_000 + index % 100_000_000).suffix(8)
    }

    /// The youngest of five years, of those who work in a large city.
    private static let ages = Weighted<Int>([
        (7, 18), (95, 22), (165, 27), (195, 32), (180, 37), (130, 42), (110, 47), (80, 52), (38, 55),
    ])

    private static let households = Weighted<HouseholdKind>([
        (45, .localUrban), (9, .localRural), (22, .otherUrban), (24, .otherRural),
    ])
}

/// The wages of a large city: of a thousand employments the wage of each tenth and, at the top, of fewer, in yuan; between two
/// of them in proportion. It comes near to a log-normal distribution with a median of 10,300 and a long tail.
enum GeneratedWages {
    private static let marks: [(permille: Int, yuan: Int)] = [
        (0, 2_540), (50, 3_700), (100, 4_700), (200, 6_100), (300, 7_400), (400, 8_800), (500, 10_300), (600, 12_300),
        (700, 15_000), (800, 19_200), (900, 27_400), (950, 36_600), (990, 66_000), (999, 142_000), (1_000, 310_000),
    ]

    static func wage(_ dice: inout SeededDice) -> Money {
        let place = dice.below(1_000_000)
        let index = marks.lastIndex { $0.permille * 1_000 <= place }!
        let (low, high) = (marks[index], marks[index + 1])
        let yuan =
            low.yuan + (high.yuan - low.yuan) * (place - low.permille * 1_000)
            / ((high.permille - low.permille) * 1_000)
        // Most are agreed in tens of yuan, some come to the fen.
        return dice.below(5) == 0
            ? Money(fen: Int64(yuan * 100 + dice.below(1_000))) : Money(yuan: Int64(yuan / 10 * 10))
    }

    /// After a year: mostly a little more, sometimes less.
    static func raised(_ wage: Money, _ dice: inout SeededDice) -> Money {
        let percent = dice.within(-6...14)
        return Money(fen: max(wage.fen * Int64(100 + percent) / 100 / 1_000 * 1_000, 254_000))
    }
}
