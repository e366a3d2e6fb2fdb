import Foundation
import Synchronization

/// How far a long command has come, on one line of standard error; nothing where that is no terminal.
final class ProgressBar: Sendable {
    private let total: Int
    private let done = Mutex((count: 0, shown: -1))
    private let isShown = isatty(2) == 1

    init(of total: Int) {
        self.total = total
    }

    func add(_ count: Int) {
        done.withLock { done in
            done.count += count
            let percent = done.count * 100 / max(total, 1)
            guard isShown, percent != done.shown else { return }
            done.shown = percent
            let bar = String(repeating: "█", count: percent / 4) + String(repeating: "░", count: 25 - percent / 4)
            FileHandle.standardError.write(Data("\r\(bar) \(percent) %".utf8))
        }
    }

    func end() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
