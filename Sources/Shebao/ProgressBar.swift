import Foundation
import Synchronization

/// How far a long command has come, on one line of standard error; nothing where that is no terminal.
final class ProgressBar: Sendable {
    private struct State {
        var count = 0
        var total: Int
        var shown = ""
    }

    private let state: Mutex<State>
    private let isShown = isatty(2) == 1

    /// - Parameter total: 0 where it is not known yet; see ``show(_:of:_:)``.
    init(of total: Int = 0) {
        state = Mutex(State(total: total))
    }

    func add(_ count: Int) {
        state.withLock { state in
            state.count += count
            draw(&state, "")
        }
    }

    /// - Parameter note: what stands behind the bar.
    func show(_ count: Int, of total: Int, _ note: String) {
        state.withLock { state in
            (state.count, state.total) = (max(count, state.count), total)
            draw(&state, note)
        }
    }

    func end() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    private func draw(_ state: inout State, _ note: String) {
        let percent = min(100, state.count * 100 / max(state.total, 1))
        let bar = String(repeating: "█", count: percent / 4) + String(repeating: "░", count: 25 - percent / 4)
        let line = "\(bar) \(percent) % \(note)"
        guard isShown, line != state.shown else { return }
        state.shown = line
        FileHandle.standardError.write(Data("\r\(line)\u{1B}[K".utf8))
    }
}
