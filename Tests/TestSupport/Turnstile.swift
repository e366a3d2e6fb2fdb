/// Lets so many in at a time; the others wait outside in the order in which they came.
actor Turnstile {
    /// Each database has up to four connections, and the server gives two hundred.
    static let databases = Turnstile(places: 40)

    /// Each file has up to five threads; more at once than the machine can work on only wait for each other.
    static let files = Turnstile(places: 24)

    private var places: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) {
        self.places = places
    }

    nonisolated func pass<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        await enter()
        do {
            let value = try await body()
            await leave()
            return value
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async {
        if places > 0 {
            places -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
    }
}
