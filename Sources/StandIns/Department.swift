import Basics
import Casework
import Exchange
import HTTP

/// An outside department as the demonstration plays it: its books, what it answers, what its people can do at its page.
///
/// The value is the department's whole memory; it is written to the state file as it stands.
protocol Department: Codable, Sendable {
    static var partner: Partner { get }
    /// As its page is headed: `税务部门（演示）`.
    static var title: String { get }
    /// What goes wrong when its fault panel says so, apart from what goes wrong with every server.
    static var faults: [Fault] { get }

    /// Adds to a stored department (JSON) what its entries did not hold in an earlier version; whole fields of the
    /// department that are missing are added by whoever reads the file.
    static func complete(_ stored: inout [String: Any])

    mutating func answer(_ message: String, _ body: [UInt8], _ desk: inout Desk) throws(MalformedMessage) -> Reply

    /// Does what a button of its page says. What is wrong in the form is thrown as of a message.
    mutating func act(_ act: String, _ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage)

    /// What it knows, and its controls.
    func content(today: Day, query: SubmittedForm) -> HTML
}

extension Department {
    static func complete(_: inout [String: Any]) {}

    /// Changes each entry of a list of the stored department.
    static func complete(
        _ list: String, of stored: inout [String: Any], _ complete: (inout [String: Any]) -> Void
    ) {
        guard let entries = stored[list] as? [[String: Any]] else { return }
        stored[list] = entries.map { entry in
            var entry = entry
            complete(&entry)
            return entry
        }
    }
}

/// What a department says to a message.
enum Reply: Hashable, Sendable {
    /// It is stored, and that is all that is said at once.
    case received
    /// The body of an answer of its own.
    case body([UInt8])
    case unknownMessage
}

/// What a department has at hand while it answers or acts: the time, its faults, numbers, and the tray of what goes out.
struct Desk {
    let now: Instant
    let today: Day
    var faults: FaultSettings
    private(set) var lastNumber: Int
    private(set) var outgoing: [OutboxMessage] = []

    init(now: Instant, today: Day, faults: FaultSettings, lastNumber: Int) {
        self.now = now
        self.today = today
        self.faults = faults
        self.lastNumber = lastNumber
    }

    /// A new number of a paper: `SK202611000007`.
    mutating func number(_ prefix: String) -> String {
        lastNumber += 1
        let digits = String(lastNumber)
        return "\(prefix)\(today.month.yyyymm)\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }

    /// Puts a message for the platform in the tray, under a key that the department never uses again.
    mutating func send<Request: PartnerRequest>(_ request: Request) throws(MalformedMessage) {
        lastNumber += 1
        let key = "\(Request.endpoint.partner.rawValue)-\(Request.endpoint.message)-\(now.milliseconds)-\(lastNumber)"
        // The longest name of a message leaves room for the time and ten million million numbers.
        outgoing.append(try OutboxMessage(request, idempotencyKey: IdempotencyKey(key)!))
    }
}
