package import Basics
package import Casework
package import Records

/// What ties the yearly declaration to its signing and its to-do, so that they need not know each other.
package enum WageReminder {
    static let signOffSlug = "wage-sign-off"
    package static let kind = "wages-not-declared"

    /// Whether a matter is filed for one after the other of the list of the yearly declaration.
    package static func isBegunFromList(_ slug: String) -> Bool {
        slug == YearlyWage.card.slug || slug == signOffSlug
    }

    /// An employer has not signed its declaration of a base year.
    package static func notSigned(_ employer: EmployerId, _ baseYear: Month) -> ToDo.Key {
        ToDo.Key(.employer(employer), kind: kind, subject: baseYear.description)
    }

    package static func toDo(_ employer: EmployerId, _ season: DeclarationSeason) -> ToDo {
        ToDo(
            notSigned(employer, season.baseYear),
            sentence: "请在\(season.closes.lastDay.chinese)前申报职工\(season.yearText)的缴费工资并签署确认。",
            dueOn: season.closes.lastDay)
    }
}
