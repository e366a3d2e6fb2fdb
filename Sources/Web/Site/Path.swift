package import Basics
import HTTP

/// The path of a page with its parameters, each of its type. It reads a path that came in, and makes the links that
/// go out.
///
///     static let caseRecord = Path("/employer/cases/{case}", CaseId.self)
///     caseRecord(id)        // a Link: /employer/cases/17
package struct Path<each Parameter: PathParameter>: Sendable {
    package let pattern: String
    let parts: [PathPart]

    package init(_ pattern: String, _ parameters: repeat (each Parameter).Type) {
        precondition(pattern.hasPrefix("/"), "a path begins with a slash")
        self.pattern = pattern
        self.parts = PathPart.read(pattern)
        var count = 0
        for _ in repeat each parameters { count += 1 }
        precondition(parts.count(where: \.isParameter) == count, "\(pattern) names each of its parameters")
    }

    package func callAsFunction(_ values: repeat each Parameter) -> Link {
        var texts: [String] = []
        for value in repeat each values { texts.append(value.pathText) }
        var remaining = texts[...]
        var address = ""
        for part in parts {
            switch part {
            case .literal(let text): address += "/" + PercentEncoding.encode(text)
            case .parameter: address += "/" + PercentEncoding.encode(remaining.removeFirst())
            }
        }
        return Link(ownPath: address)
    }

    /// The parameters in a path's parts; `nil` if the path is another one or a parameter is not of its type.
    package func read(_ segments: [String]) -> (repeat each Parameter)? {
        guard let texts = PathPart.match(parts, segments) else { return nil }
        var remaining = texts[...]
        do {
            return (repeat try Self.next((each Parameter).self, &remaining))
        } catch {
            return nil
        }
    }

    private static func next<Value: PathParameter>(
        _ type: Value.Type, _ texts: inout ArraySlice<String>
    ) throws -> Value {
        guard let value = Value(pathText: texts.removeFirst()) else { throw UnreadableParameter() }
        return value
    }
}

private struct UnreadableParameter: Error {}

enum PathPart: Hashable, Sendable {
    case literal(String)
    case parameter

    var isParameter: Bool { self == .parameter }

    /// `/employer/cases/{case}` in parts.
    static func read(_ pattern: String) -> [PathPart] {
        pattern.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            $0.hasPrefix("{") && $0.hasSuffix("}") ? .parameter : .literal(String($0))
        }
    }

    static func fits(_ parts: [PathPart], _ segments: [String]) -> Bool {
        parts.count == segments.count
            && zip(parts, segments).allSatisfy { part, segment in
                if case .literal(let text) = part { text == segment } else { true }
            }
    }

    /// The texts at the parameters' places; `nil` if the path is another one.
    static func match(_ parts: [PathPart], _ segments: [String]) -> [String]? {
        guard fits(parts, segments) else { return nil }
        var texts: [String] = []
        for (part, segment) in zip(parts, segments) where part.isParameter { texts.append(segment) }
        return texts
    }
}

/// A value that can stand in a path.
package protocol PathParameter: Sendable {
    var pathText: String { get }
    /// Reads only what ``pathText`` writes, so that a page has one address.
    init?(pathText: String)
}

extension String: PathParameter {
    package var pathText: String { self }

    package init?(pathText: String) {
        if pathText.isEmpty || pathText.utf8.count > 200 { return nil }
        self = pathText
    }
}

extension Int: PathParameter {
    package var pathText: String { String(self) }

    package init?(pathText: String) {
        guard let number = Int(pathText), String(number) == pathText else { return nil }
        self = number
    }
}

extension ID: PathParameter {
    package var pathText: String { String(value) }

    package init?(pathText: String) {
        guard let value = Int64(pathText), value > 0, String(value) == pathText else { return nil }
        self.init(value)
    }
}

extension Month: PathParameter {
    package var pathText: String { description }
    package init?(pathText: String) { self.init(pathText) }
}

extension Day: PathParameter {
    package var pathText: String { description }
    package init?(pathText: String) { self.init(pathText) }
}

extension PathParameter where Self: RawRepresentable, RawValue == String {
    package var pathText: String { rawValue }
    package init?(pathText: String) { self.init(rawValue: pathText) }
}
