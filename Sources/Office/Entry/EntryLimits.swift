import Basics
import Casework

/// How long and how often: the numbers of the entry, each with its reason.
package enum EntryLimits {
    /// An unattended screen closes; agency staff the same.
    package static let idleSeconds = 30 * 60
    /// A working day with its overtime: whoever comes the next day enters anew.
    package static let absoluteSeconds = 12 * 3_600
    /// Two codes' time to type the code, then the password again.
    package static let passwordStageSeconds = 10 * 60
    /// `seen_at` is written at most this often, so that reading a page does not write the session each time.
    package static let touchSeconds = 60

    /// A week, so that whoever is away for some days need not ask again.
    package static let invitationSeconds = 7 * 24 * 3_600

    package static let codeSeconds = 5 * 60
    package static let codeTries = 5
    package static let codeIntervalSeconds = 60

    /// A unit's contact passes the code on to whoever signs up: that takes longer than reading one's own phone.
    package static let signUpCodeSeconds = 10 * 60
    /// How often in a day a unit's contact is written to, whoever asks.
    package static let signUpsADay = 5
    static let signUpDaySeconds = 24 * 3_600

    /// Failures before the first lock.
    package static let freeFailures = 5
    package static let firstLockSeconds = 60
    package static let longestLockSeconds = 3_600
    /// After so long without a failure the count begins anew.
    package static let failureMemorySeconds = 24 * 3_600

    /// An address from the network is cut to this: no address is longer.
    package static let addressCharacters = 64

    /// One minute after the fifth failure in a row, doubled with each further one, up to an hour; `nil` before the fifth.
    static func lockSeconds(after failures: Int) -> Int? {
        guard failures >= freeFailures else { return nil }
        let doublings = min(failures - freeFailures, 10)
        return min(firstLockSeconds << doublings, longestLockSeconds)
    }
}

extension Refusal {
    static let wrongNameOrPassword = Refusal(
        "wrongNameOrPassword", "账号或密码不正确。", remedy: "请核对后重新输入；连续输错\(EntryLimits.freeFailures)次将暂时锁定。")

    static func locked(until moment: Instant, now: Instant) -> Refusal {
        let minutes = max(1, (moment.milliseconds - now.milliseconds + 59_999) / 60_000)
        return Refusal(
            "locked", "因连续输错，该账号已暂时锁定至\(moment.shortTime)。",
            remedy: "请约\(minutes)分钟后再试；忘记密码的，请携带身份证件到经办窗口办理。")
    }

    static let sessionEnded = Refusal("sessionEnded", "登录已失效。", remedy: "请重新输入账号和密码。")
    static let codeGone = Refusal("codeGone", "验证码已失效。", remedy: "请重新获取验证码。")
    static let busy = Refusal("busy", "当前登录人数较多，暂时无法处理。", remedy: "请稍后再试。")

    static func wrongCode(triesLeft: Int) -> Refusal {
        guard triesLeft > 0 else {
            return Refusal(
                "wrongCode", field: "code", "验证码不正确，已输错\(EntryLimits.codeTries)次，该验证码作废。",
                remedy: "请重新获取验证码。")
        }
        return Refusal(
            "wrongCode", field: "code", "验证码不正确。", remedy: "请核对手机短信中的6位数字，还可输入\(triesLeft)次。")
    }

    static func codeTooSoon(next: Instant, now: Instant) -> Refusal {
        let seconds = max(1, (next.milliseconds - now.milliseconds + 999) / 1_000)
        return Refusal("codeTooSoon", "验证码刚刚发送过。", remedy: "请先查收短信；没有收到的，请在\(seconds)秒后重新获取。")
    }
}

extension Instant {
    /// `09:05`, Shanghai time, rounded up to the minute.
    fileprivate var shortTime: String {
        let (_, hour, minute, _) = Instant(milliseconds: milliseconds + 59_999).shanghai
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
