import Testing

/// What no source file may hold.
@Suite struct SourceRuleTests {
    @Test func `nothing below the office reads a calendar clock`() throws {
        try none(
            of: /\b(?:Date\(\)|Date\.now|time\(nil\)|CLOCK_REALTIME|gettimeofday|CURRENT_TIMESTAMP|CURRENT_DATE)/,
            in: Rooms.pure.union(["Storage", "Documents", "Exchange", "Cryptography"]),
            instead: "Take the business day or the instant as a parameter; the office reads the clock.")
    }

    @Test func `no pure room waits, measures time or suspends`() throws {
        try none(
            of: /\b(?:ContinuousClock|SuspendingClock|DispatchTime|async\b|await\b|Task\.|actor [A-Z])/,
            in: Rooms.pure,
            instead: "Keep it a function of its parameters; what waits belongs to the office.")
    }

    @Test func `no room that handles money knows floating point`() throws {
        try none(
            of: /\b(?:Double|Float|Float80|CGFloat|Float16)\b/,
            in: Rooms.pure.union(["Storage", "Office", "Exchange"]),
            instead: "Use Money and Rate.")
    }

    @Test func `no room prints`() throws {
        try none(
            of: /\b(?:print|debugPrint|dump)\(/,
            in: Set(Repository.folders(in: "Sources")).subtracting(["Shebao", "StandIns", "System"]),
            instead: "Log it, or return it to the program.")
    }

    /// A release build, which the tests run on, opens no room; `StandIns` says in Package.swift that it is an exception.
    @Test func `tests see what a room shows, not its inside`() throws {
        let places = try Repository.files(under: "Tests", ending: ".swift").flatMap { path in
            try SwiftSource(path: path).places(of: /@testable +import (?!StandIns\b)/)
        }
        #expect(places.isEmpty, "Import the room, and make what the test needs package.")
    }

    @Test func `a file fits on a few screens`() throws {
        for file in try SwiftSource.all() {
            #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines: split it by aspect.")
        }
    }

    @Test func `a function fits on a screen`() throws {
        let long = try SwiftSource.all().flatMap { $0.functions(longerThan: 60) }
        #expect(long.isEmpty, "Take a step with a name out of each.")
    }

    @Test func `remarks and strings are not code, and lines keep their numbers`() {
        let source = #"""
            let a = "print(1)" // print(2)
            /* print(3)
            */ print(4)
            let b = "x\(f("print(5)"))y"; print(6)
            """#
        #expect(
            SwiftSource.blanked(source)
                == #"""
                let a = "" 

                 print(4)
                let b = ""; print(6)
                """#)
    }

    private func none(of pattern: Regex<Substring>, in rooms: Set<String>, instead: String) throws {
        for room in rooms.sorted() {
            let places = try SwiftSource.all(in: room).flatMap { $0.places(of: pattern) }
            #expect(places.isEmpty, "\(instead)")
        }
    }
}
