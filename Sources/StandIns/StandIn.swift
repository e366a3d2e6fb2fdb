import Basics
import Casework
import Cryptography
import Exchange
import HTTP

/// A department as a server: it checks signatures, answers a key once, remembers, and misbehaves as its panel says.
actor StandIn<Of: Department> {
    let key: PartnerKey
    let world: World
    private(set) var memory: Memory

    /// All that a restart must bring back.
    struct Memory: Codable {
        var department: Of
        var faults = FaultSettings()
        var lastNumber = 0
        var arrivals: [Arrival] = []
        var deliveries: [Delivery] = []

        /// More than a demonstration shows; the oldest are forgotten.
        static var limit: Int { 2_000 }
    }

    init(_ department: Of, key: PartnerKey, world: World) {
        precondition(key.partner == Of.partner, "a department has its own key")
        self.init(Memory(department: department), key: key, world: world)
    }

    init(_ memory: Memory, key: PartnerKey, world: World) {
        self.key = key
        self.world = world
        self.memory = memory
    }

    /// Answers whatever is asked, message or page.
    func respond(to request: Request) async -> Response {
        var response = request.path.hasPrefix("/exchange/") ? await exchange(request) : await page(request)
        response.headers["cache-control"] = "no-store"
        return response
    }

    /// Lets the department do something, and stores what comes of it before anybody hears of it.
    func work<Result>(
        _ work: (inout Of, inout Desk) throws(MalformedMessage) -> Result
    ) throws(MalformedMessage) -> Result {
        var department = memory.department
        var desk = Desk(
            now: world.now(), today: world.today(), faults: memory.faults, lastNumber: memory.lastNumber)
        let result = try work(&department, &desk)
        memory.department = department
        memory.faults = desk.faults
        memory.lastNumber = desk.lastNumber
        memory.deliveries += desk.outgoing.map { Delivery($0, at: desk.now, on: desk.today) }
        memory.deliveries.removeFirst(max(0, memory.deliveries.count - Memory.limit))
        return result
    }

    func change(_ change: (inout Memory) -> Void) {
        change(&memory)
        save()
    }

    func save() {
        world.save(memory)
    }
}

/// A message that came in, with the answer that it got.
struct Arrival: Hashable, Sendable, Codable {
    let message: String
    let idempotencyKey: IdempotencyKey
    let body: String
    let answer: String
    let at: Int64
    /// The business day; older files have none.
    var on: Day?
    /// How often it came again.
    var repeats = 0

    var shownTime: String { Instant(milliseconds: at).shown(on: on) }
}

extension Instant {
    /// On the business day on which it was, where that is known, so that a department shows the day that the platform is on.
    func shown(on businessDay: Day?) -> String { chinese(on: businessDay ?? shanghai.day) }
}

/// What a stand-in gets from outside: the time, a way to wait, a place to keep things, and a wire.
struct World: Sendable {
    var now: @Sendable () -> Instant
    var today: @Sendable () -> Day
    var pause: @Sendable (_ seconds: Int) async -> Void
    var save: @Sendable (any Encodable) -> Void
    var send: @Sendable (HTTPClient.Request) async throws(HTTPFailure) -> HTTPClient.Answer
    /// The platform's address without a slash at the end: `http://127.0.0.1:8080`.
    var platform: String
}
