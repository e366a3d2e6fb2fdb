import Testing

/// The arrows between the rooms. The table in `ARCHITECTURE.md` is the law; `Package.swift` and every import obey it.
@Suite struct RoomTests {
    @Test func `ARCHITECTURE and Package name the same rooms`() throws {
        let drawn = try Set(Rooms.drawn().keys)
        let built = try Set(Rooms.built().keys)
        #expect(
            drawn == built, "Give each target of Package.swift a line in the table of rooms, and take away the rest.")
    }

    @Test func `a room sees in Package what ARCHITECTURE lets it see`() throws {
        let drawn = try Rooms.drawn()
        for (room, sees) in try Rooms.built() {
            #expect(
                sees.rooms == drawn[room],
                "Package.swift and the table of rooms in ARCHITECTURE.md disagree on what \(room) sees.")
        }
    }

    @Test func `a room imports only what it may see`() throws {
        let built = try Rooms.built()
        for (room, sees) in built {
            let allowed = sees.rooms.union(sees.outside).union(
                Rooms.pure.contains(room) ? Rooms.guards : Rooms.platform)
            for file in try SwiftSource.all(in: room) {
                let stray = Set(file.imports).subtracting(allowed)
                #expect(
                    stray.isEmpty,
                    "\(file.path) imports \(stray.sorted()). Move the code to a room that may, or draw the arrow.")
            }
        }
    }

    @Test func `the arrows go one way`() throws {
        let drawn = try Rooms.drawn()
        for room in drawn.keys {
            #expect(!Rooms.reachable(from: room, in: drawn).contains(room), "\(room) sees itself round a circle.")
        }
    }

    @Test func `the pure rooms see pure rooms only`() throws {
        let drawn = try Rooms.drawn()
        for room in Rooms.pure {
            let sees = try #require(drawn[room])
            #expect(sees.isSubset(of: Rooms.pure), "\(room) is pure and may not see \(sees.subtracting(Rooms.pure)).")
        }
    }
}

/// What a target of `Package.swift` sees: other rooms, and modules from outside the repository.
struct Sight {
    let rooms: Set<String>
    let outside: Set<String>
}

enum Rooms {
    /// Synchronous, without files, network or clock.
    static let pure: Set = ["Basics", "Policy", "Calculation", "Records", "Casework", "Matters"]

    /// For the pure rooms: what several threads share may be remembered, since that changes no answer.
    static let guards: Set = ["Synchronization"]

    /// What comes with the toolchain, for all rooms but the pure ones.
    static let platform: Set = ["Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Synchronization"]

    /// The table of rooms: `| Room | what it holds | what rooms it sees |`.
    static func drawn() throws -> [String: Set<String>] {
        let rows = try Repository.text("ARCHITECTURE.md").matches(of: /(?m)^\| `(\w+)` \|[^|]*\|([^|]*)\|$/)
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                (String(row.1), Set(row.2.matches(of: /`(\w+)`/).map { String($0.1) }))
            })
    }

    /// The targets of `Package.swift` with their dependencies.
    static func built() throws -> [String: Sight] {
        let manifest = try Repository.text("Package.swift")
        var sees: [String: [String]] = [:]
        for start in manifest.matches(of: /(?m)^ +(?:room|\.executableTarget)\(/) {
            let declaration = balanced(manifest[start.range.upperBound...])
                .replacing(/package: "[^"]*"/, with: "")
            let words = declaration.matches(of: /"([^"]+)"/).map { String($0.1) }
            sees[words[0]] = Array(words.dropFirst())
        }
        return sees.mapValues { all in
            Sight(rooms: Set(all.filter { sees[$0] != nil }), outside: Set(all.filter { sees[$0] == nil }))
        }
    }

    static func reachable(from room: String, in sights: [String: Set<String>]) -> Set<String> {
        var found: Set<String> = []
        var next = sights[room] ?? []
        while !next.isSubset(of: found) {
            found.formUnion(next)
            next = next.reduce(into: []) { $0.formUnion(sights[$1] ?? []) }
        }
        return found
    }

    /// What stands before the parenthesis that closes one already open.
    private static func balanced(_ text: Substring) -> String {
        var depth = 1
        return String(
            text.prefix { character in
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                return depth > 0
            })
    }
}
