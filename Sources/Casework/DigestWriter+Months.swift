import Basics
import Records

extension DigestWriter {
    mutating func put(_ closing: MonthClosing) {
        put(closing.region.rawValue)
        put(closing.period)
        put(closing.closedOn)
        put(closing.report) { writer, line in
            writer.put(line.line)
            writer.put(line.plans)
            writer.put(line.people)
            writer.put(line.unit)
            writer.put(line.personShare)
            writer.put(line.paid)
        }
    }
}

extension MonthClosing {
    /// By which the case that closed the month binds its report.
    package var digest: String {
        var writer = DigestWriter()
        writer.put(self)
        return writer.finish()
    }
}
