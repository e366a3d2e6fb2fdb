/// A body that is not what its contract says: which field, and in Chinese what would be right.
package struct MalformedMessage: Error, Hashable, Sendable {
    /// From the top of the body: `lines.0.unit`; empty for the body as a whole.
    package let field: String
    package let sentence: String

    package init(field: String, sentence: String) {
        self.field = field
        self.sentence = sentence
    }
}

extension MalformedMessage: CustomStringConvertible {
    package var description: String { field.isEmpty ? sentence : "\(field)：\(sentence)" }
}

extension MalformedMessage {
    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(field: Self.path(context.codingPath + [key]), sentence: "缺少此字段。")
        case .valueNotFound(_, let context):
            self.init(field: Self.path(context.codingPath), sentence: "此字段不能为空。")
        case .typeMismatch(_, let context):
            self.init(field: Self.path(context.codingPath), sentence: "此字段的类型不对。")
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            self.init(field: "", sentence: "报文不是有效的 JSON。")
        case .dataCorrupted(let context):
            self.init(field: Self.path(context.codingPath), sentence: "此字段的值不在约定的格式或范围之内。")
        @unknown default:
            self.init(field: "", sentence: "报文无法读取。")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
