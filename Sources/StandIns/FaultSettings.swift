/// A way in which a department can go wrong. All are off until somebody turns them on at its page.
enum Fault: String, Hashable, Sendable, CaseIterable, Codable {
    /// Answers 503 without a signature, as a gateway before a stopped server does.
    case unavailable
    /// Takes the connection and says nothing.
    case silent
    /// Does what it is asked, and then the answer is lost: 503.
    case answerLost
    /// Signs its answers with another key.
    case wrongSignature
    /// Refuses the next message only.
    case refuseNext
    case refuseAll
    /// Sends each message twice.
    case repeats
    /// Holds messages back until there are two, and sends the later one first.
    case reorders
    /// Amounts that it tells are 0.01 yuan too high.
    case wrongAmount
    /// Tells of another unit than the one that was asked for.
    case wrongUnit

    var label: String {
        switch self {
        case .unavailable: "停机：一律答复 503"
        case .silent: "不应答：收下连接，不作任何答复"
        case .answerLost: "答复丢失：照常办理，但答复 503"
        case .wrongSignature: "签名错误：用另一密钥签署答复"
        case .refuseNext: "拒绝下一笔"
        case .refuseAll: "全部拒绝"
        case .repeats: "重复：每份报文发送两次"
        case .reorders: "乱序：积满两份后，后发者先到"
        case .wrongAmount: "金额错误：多 0.01 元"
        case .wrongUnit: "数据错误：答复另一户单位的信息"
        }
    }

    /// What goes wrong with every server.
    static let general: [Fault] = [.unavailable, .silent, .answerLost, .wrongSignature]
    /// What goes wrong with every department that sends something on its own.
    static let sending: [Fault] = [.repeats, .reorders]
}

/// What a department's fault panel is set to.
struct FaultSettings: Hashable, Sendable, Codable {
    /// Seconds that it waits before it looks at a message.
    var slowSeconds = 0
    var active: Set<Fault> = []

    static let largestSlowSeconds = 60
    /// Longer than any client waits.
    static let silenceSeconds = 120

    func contains(_ fault: Fault) -> Bool { active.contains(fault) }

    /// Whether this message is refused; a refusal of the next one is used up by it.
    mutating func takeRefusal() -> Bool {
        active.remove(.refuseNext) != nil || active.contains(.refuseAll)
    }
}
