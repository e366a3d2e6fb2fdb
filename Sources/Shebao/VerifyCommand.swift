import ArgumentParser
import Basics
import Casework
import Cryptography
import Documents
import Foundation

/// Checks a paper without a network, by the published keys alone.
///
/// Exit code 0: authentic; 1: altered; 2: signed with a key that the file of keys lacks; 3: none of ours.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a paper's QR text or file by the published keys, without a network.")

    @Option(help: "What the QR code of the paper says.")
    var qr: String?

    @Option(help: "The PDF file.")
    var file: String?

    @Option(help: "The file of published keys.")
    var keys: String

    func validate() throws {
        if (qr == nil) == (file == nil) { throw ValidationError("Give either --qr or --file.") }
    }

    func run() async throws {
        guard let published = PublishedKeys(json: try Self.read(keys, limitBytes: 1_000_000)) else {
            throw ValidationError("\(keys) is no file of published keys.")
        }
        let verdict =
            if let qr { Verdict(of: PaperCode.verify(qr, published)) } else if let file {
                Verdict(
                    of: examine(try Self.read(file, limitBytes: examinedFileLimitBytes + 1), published: published))
            } else { Verdict.notOurs }
        print(verdict.text)
        if verdict.exitCode != 0 { throw ExitCode(verdict.exitCode) }
    }

    /// No more than the limit, so that a file of any size is answered.
    private static func read(_ path: String, limitBytes: Int) throws -> [UInt8] {
        // Not to be mistaken for a verdict: whoever asks gave no such file.
        guard let handle = try? FileHandle(forReadingFrom: URL(filePath: path)) else {
            throw ValidationError("\(path) cannot be read.")
        }
        defer { try? handle.close() }
        return Array(try handle.read(upToCount: limitBytes) ?? Data())
    }
}

/// What is said of a paper, and the exit code that goes with it.
struct Verdict: Hashable {
    let text: String
    let exitCode: Int32

    static let notOurs = Verdict(text: "不是本平台出具的文书。", exitCode: 3)

    private init(text: String, exitCode: Int32) {
        self.text = text
        self.exitCode = exitCode
    }

    init(of finding: CodeFinding) {
        switch finding {
        case .authentic(let statement):
            let fields = statement.fields.map { "\($0.name)：\($0.value)" }
            let lines =
                ["真实：二维码由本机构签发，请与纸面内容逐项核对。", "编号：\(statement.number)", "出具日期：\(statement.issuedOn.chinese)"]
                + fields + ["文书此后是否被撤销，须在线查验。"]
            self.init(text: lines.joined(separator: "\n"), exitCode: 0)
        case .altered(let statement):
            self.init(text: "已被改动：编号\(statement.number)的二维码内容与签名不符，不可采信。", exitCode: 1)
        case .unknownKey(let key):
            self.init(text: "无法判断：签名密钥\(key)不在所给的公钥文件中，请下载最新的公钥文件后再验。", exitCode: 2)
        case .notOurs: self = .notOurs
        }
    }

    init(of finding: FileFinding) {
        switch finding {
        case .sealed(let number, let key):
            self.init(
                text: "真实：编号\(number)的文件完整，由本机构签章（密钥\(key)）。\n文书此后是否被撤销，须在线查验。", exitCode: 0)
        case .altered(let number, let alteration):
            self.init(text: "已被改动：编号\(number)的文件，\(alteration)。", exitCode: 1)
        case .notOurs: self = .notOurs
        case .tooLarge(let limit): self.init(text: "文件超过\(limit / 1_000_000)MB，不是本平台出具的文书。", exitCode: 3)
        }
    }
}
