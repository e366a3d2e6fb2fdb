/// Sends its form.
package struct Button: Component {
    package enum Weight: String {
        case primary = "button"
        case secondary = "button secondary"
        /// What cannot be taken back.
        case warning = "button warning"
    }

    private let label: String
    private let weight: Weight
    private let name: String?
    private let value: String

    /// - Parameter name: sent with `value` where a form has several buttons.
    package init(_ label: String, _ weight: Weight = .primary, name: String? = nil, value: String = "") {
        self.label = label
        self.weight = weight
        self.name = name
        self.value = value
    }

    package var markup: Markup {
        let sent: Markup? = name.map { " name=\"\($0)\" value=\"\(value)\"" }
        return "<button class=\"\(weight.rawValue)\"\(sent)>\(label)</button>"
    }
}

/// Leads to another page with a button's weight.
package struct LinkButton: Component {
    private let label: String
    private let link: Link
    private let weight: Button.Weight

    package init(_ label: String, to link: Link, _ weight: Button.Weight = .primary) {
        self.label = label
        self.link = link
        self.weight = weight
    }

    package var markup: Markup { "<a class=\"\(weight.rawValue)\" href=\"\(link)\">\(label)</a>" }
}

/// A form of one of our pages, with the token that its endpoint asks for.
package struct PostForm: Component {
    private let target: Link
    private let token: String
    private let hasFiles: Bool
    private let classes: StaticString
    private let content: Markup

    package init(
        to target: Link, _ visit: Visit, hasFiles: Bool = false, classes: StaticString = "stack", _ content: Markup
    ) {
        self.target = target
        self.token = visit.formToken
        self.hasFiles = hasFiles
        self.classes = classes
        self.content = content
    }

    package var markup: Markup {
        """
        <form class="\(Markup(stringLiteral: classes))" method="post" action="\(target)" novalidate\
        \(if: hasFiles, " enctype=\"multipart/form-data\"")>
        <input type="hidden" name="\(FormTokens.field)" value="\(token)">
        \(content)
        </form>
        """
    }
}

/// A form that asks and changes nothing: search, filters. Its fields stand in the address.
package struct SearchForm: Component {
    private let target: Link
    private let content: Markup

    package init(to target: Link, _ content: Markup) {
        self.target = target
        self.content = content
    }

    package var markup: Markup {
        "<form class=\"search\" method=\"get\" action=\"\(target)\" role=\"search\">\(content)</form>"
    }
}
