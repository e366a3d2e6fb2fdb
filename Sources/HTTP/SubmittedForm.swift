import Basics

/// What a form sent: its fields in order, a name as often as it came, and its files. Whatever is read of it is without the
/// characters that nobody sees, so that no page need think of them.
package struct SubmittedForm: Sendable {
    private var sent: [(name: String, value: String)] = []
    package private(set) var files: [File] = []
    /// Files that were too large to hold, see ``FormLimits/spoolsFiles``.
    package private(set) var spooled: [SpooledFile] = []

    package struct File: Hashable, Sendable {
        /// The name of the form's field.
        package let field: String
        /// The name that the client gave, without any folders. Text from outside: show it, never open it.
        package let name: String
        /// What the client says it is; what it really is, is for the reader to find out.
        package let type: String
        package let bytes: [UInt8]

        package init(field: String, name: String, type: String, bytes: [UInt8]) {
            self.field = field
            self.name = name
            self.type = type
            self.bytes = bytes
        }
    }

    package init(_ fields: [(name: String, value: String)] = [], files: [File] = []) {
        self.sent = fields
        self.files = files
    }

    package var fields: [(name: String, value: String)] { sent.map { (name: $0.name, value: $0.value.withoutUnseen) } }

    /// Reads `a=1&b=2`.
    package init(urlEncoded bytes: some Collection<UInt8>, limits: FormLimits) throws(FormFailure) {
        if bytes.count > limits.fieldBytes { throw .tooLarge(limitBytes: limits.fieldBytes) }
        for pair in bytes.split(separator: 0x26) {
            if sent.count == limits.fieldCount { throw .tooMany(limit: limits.fieldCount) }
            let name = pair.prefix { $0 != 0x3D }
            let value = pair.dropFirst(name.count + 1)
            guard let name = PercentEncoding.decode(name, plusIsSpace: true),
                let value = PercentEncoding.decode(value, plusIsSpace: true)
            else { throw .malformed }
            try add(name, value)
        }
    }

    /// The last value of a name: a checkbox after its hidden default wins.
    package subscript(name: String) -> String? {
        asSent(name)?.withoutUnseen
    }

    /// To the character as it was sent: a password, or what the page itself had put into a hidden field.
    package func asSent(_ name: String) -> String? {
        sent.last { $0.name == name }?.value
    }

    package func all(_ name: String) -> [String] { allAsSent(name).map(\.withoutUnseen) }

    package func allAsSent(_ name: String) -> [String] { sent.filter { $0.name == name }.map(\.value) }

    package func file(_ field: String) -> File? {
        files.last { $0.field == field }
    }

    package func spooledFile(_ field: String) -> SpooledFile? { spooled.last { $0.field == field } }

    /// All files of a field, in the order in which they were sent.
    package func files(_ field: String) -> [File] { files.filter { $0.field == field } }

    /// Nobody types a NUL, and no database keeps one in a text.
    mutating func add(_ name: String, _ value: String) throws(FormFailure) {
        if name.utf8.contains(0) || value.utf8.contains(0) { throw .malformed }
        sent.append((name: name, value: value))
    }
    var fieldCount: Int { sent.count }
    mutating func add(_ file: File) { files.append(file) }
    mutating func add(_ file: SpooledFile) { spooled.append(file) }
}

/// How much a form may hold.
package struct FormLimits: Hashable, Sendable {
    package var fieldCount: Int
    /// Of all fields together.
    package var fieldBytes: Int
    package var fileCount: Int
    /// Of one file.
    package var fileBytes: Int
    /// Of the whole body, files and separators included.
    package var totalBytes: Int
    /// Whether files go to the disk as they come, instead of being held.
    package var spoolsFiles: Bool

    package init(
        fieldCount: Int = 1_000, fieldBytes: Int = 256 << 10, fileCount: Int = 20, fileBytes: Int = 10 << 20,
        totalBytes: Int = 30 << 20, spoolsFiles: Bool = false
    ) {
        self.spoolsFiles = spoolsFiles
        self.fieldCount = fieldCount
        self.fieldBytes = fieldBytes
        self.fileCount = fileCount
        self.fileBytes = fileBytes
        self.totalBytes = totalBytes
    }

    package static let standard = FormLimits()
}

/// Why a form could not be read: the client's doing, but for a full disk.
package enum FormFailure: Error, Hashable {
    case malformed
    case tooMany(limit: Int)
    case tooLarge(limitBytes: Int)
    case unsupported
    case brokenOff
    /// There is no room to keep a file while it comes in: not the client's doing.
    case noRoom

    init(_ error: any Error) {
        switch error {
        case BodyFailure.tooLarge(let limit): self = .tooLarge(limitBytes: limit)
        default: self = .brokenOff
        }
    }

    package var status: Status {
        switch self {
        case .malformed: .badRequest
        case .tooMany, .tooLarge: .payloadTooLarge
        case .unsupported: .unsupportedMediaType
        case .brokenOff: .requestTimeout
        case .noRoom: .unavailable
        }
    }
}
