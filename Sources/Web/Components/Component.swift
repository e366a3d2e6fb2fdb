/// A part of a page: `\(Notice(.success, "已保存"))`.
package protocol Component {
    var markup: Markup { get }
}

extension Markup.StringInterpolation {
    package mutating func appendInterpolation(_ component: some Component) {
        bytes.append(contentsOf: component.markup.bytes)
    }

    package mutating func appendInterpolation(_ component: (some Component)?) {
        if let component { bytes.append(contentsOf: component.markup.bytes) }
    }
}
