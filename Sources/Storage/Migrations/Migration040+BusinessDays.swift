package import Database

extension Migration {
    /// From which instant on which business day was set apart from the clock; none where the clock's own holds again.
    package static let businessDays = Migration(
        40, "businessDays",
        """
        CREATE TABLE business_day (from_instant {i64} PRIMARY KEY, day TEXT) {strict};
        """)
}
