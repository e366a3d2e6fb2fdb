/// A status as word and shape, so that it is read without colour too.
package struct StatusTag: Component {
    package enum Kind: String, CaseIterable {
        /// Somebody else has it: ○
        case waiting
        /// It is being worked on: ◐
        case underway
        /// The reader is asked to do something: ▲
        case yours
        /// It is done: ●
        case done
        /// It did not go through: ✕
        case refused
        /// It is over without a result: –
        case ended
    }

    private let kind: Kind
    private let word: String

    package init(_ kind: Kind, _ word: String) {
        self.kind = kind
        self.word = word
    }

    package var markup: Markup { "<span class=\"status \(kind.rawValue)\">\(word)</span>" }
}

/// Something that must be seen before the rest of the page.
package struct Notice: Component {
    package enum Kind: String {
        case info, success, warning, error
    }

    private let kind: Kind
    private let title: String
    private let content: Markup

    package init(_ kind: Kind, _ title: String, _ content: Markup = .empty) {
        self.kind = kind
        self.title = title
        self.content = content
    }

    package var markup: Markup {
        """
        <div class="notice \(kind.rawValue)"\(if: kind == .error, " role=\"alert\"")>\
        <p class="title">\(title)</p>\(content)</div>
        """
    }
}

/// Names and values: what was filled in, checked once more before it is sent, or what a record holds.
package struct SummaryList: Component {
    package struct Entry {
        let name: String
        let value: Markup
        let change: Link?

        /// - Parameter change: where the value can be corrected.
        package init(_ name: String, _ value: String, change: Link? = nil) {
            self.init(name, markup: Markup(value), change: change)
        }

        /// Named apart, since a literal could be either.
        package init(_ name: String, markup value: Markup, change: Link? = nil) {
            self.name = name
            self.value = value
            self.change = change
        }
    }

    private let entries: [Entry]

    package init(_ entries: [Entry]) {
        self.entries = entries
    }

    package var markup: Markup { "<dl class=\"summary\">\(each: entries, row)</dl>" }

    private func row(_ entry: Entry) -> Markup {
        """
        <div><dt>\(entry.name)</dt><dd>\(entry.value)</dd>\
        \(optional: entry.change, { change(entry.name, $0) })</div>
        """
    }

    private func change(_ name: String, _ link: Link) -> Markup {
        "<dd class=\"change\"><a href=\"\(link)\">修改<span class=\"unseen\">\(name)</span></a></dd>"
    }
}

/// Where one is in a form of several pages.
package struct Steps: Component {
    private let names: [String]
    private let current: Int

    /// - Parameter current: from 0.
    package init(_ names: [String], current: Int) {
        self.names = names
        self.current = current
    }

    package var markup: Markup {
        "<ol class=\"steps\" aria-label=\"办理步骤\">\(each: names.enumerated(), { item($0.offset, $0.element) })</ol>"
    }

    private func item(_ index: Int, _ name: String) -> Markup {
        let place: Markup =
            index < current ? " class=\"past\"" : index == current ? " class=\"now\" aria-current=\"step\"" : ""
        return "<li\(place)><span>\(name)</span>\(if: index < current, "<span class=\"unseen\">（已完成）</span>")</li>"
    }
}

/// What has happened to a case, and what comes next.
package struct Timeline: Component {
    package struct Event {
        package enum Place: String {
            case past, now, next
        }

        let title: String
        let time: String
        let actor: String
        let detail: Markup
        let place: Place

        package init(
            _ title: String, at time: String = "", by actor: String = "", _ detail: Markup = .empty,
            place: Place = .past
        ) {
            self.title = title
            self.time = time
            self.actor = actor
            self.detail = detail
            self.place = place
        }
    }

    private let events: [Event]

    package init(_ events: [Event]) {
        self.events = events
    }

    package var markup: Markup { "<ol class=\"timeline\">\(each: events, item)</ol>" }

    private func item(_ event: Event) -> Markup {
        let about = [event.time, event.actor].filter { !$0.isEmpty }.joined(separator: " · ")
        return """
            <li class="\(event.place.rawValue)"\(if: event.place == .now, " aria-current=\"step\"")>
            <p class="title">\(event.title)</p>
            \(if: !about.isEmpty, "<p class=\"about\">\(about)</p>")
            \(if: !event.detail.isEmpty, "<div class=\"detail\">\(event.detail)</div>")
            </li>
            """
    }
}

/// What the reader is expected to do, the most pressing first.
package struct ToDos: Component {
    package struct Item {
        let title: String
        let detail: String
        let due: String
        let isPressing: Bool
        let link: Link
        let action: Markup

        /// - Parameters:
        ///   - due: in words: `11月25日前`.
        ///   - action: what can be done about it on the spot.
        package init(
            _ title: String, detail: String = "", due: String = "", isPressing: Bool = false, _ link: Link,
            action: Markup = .empty
        ) {
            self.action = action
            self.title = title
            self.detail = detail
            self.due = due
            self.isPressing = isPressing
            self.link = link
        }
    }

    private let items: [Item]

    package init(_ items: [Item]) {
        self.items = items
    }

    package var markup: Markup {
        items.isEmpty ? EmptyState("目前没有待办事项").markup : "<ul class=\"todos\">\(each: items, item)</ul>"
    }

    private func item(_ item: Item) -> Markup {
        """
        <li><a href="\(item.link)">\(item.title)</a>\
        \(if: !item.due.isEmpty, "<span class=\"due\(if: item.isPressing, " pressing")\">\(item.due)</span>")\
        \(if: !item.detail.isEmpty, "<p>\(item.detail)</p>")\(item.action)</li>
        """
    }
}

/// Nothing to show, and what could be done about it.
package struct EmptyState: Component {
    private let sentence: String
    private let action: Markup

    package init(_ sentence: String, _ action: Markup = .empty) {
        self.sentence = sentence
        self.action = action
    }

    package var markup: Markup { "<div class=\"empty\"><p>\(sentence)</p>\(action)</div>" }
}

/// What the reader has just achieved, with the number to ask by.
package struct Confirmation: Component {
    private let title: String
    private let number: String
    private let content: Markup

    package init(_ title: String, number: String, _ content: Markup = .empty) {
        self.title = title
        self.number = number
        self.content = content
    }

    package var markup: Markup {
        """
        <section class="confirmation"><h1>\(title)</h1>\
        \(if: !number.isEmpty, "<p>业务编号</p><p class=\"number\">\(number)</p>")</section>
        \(content)
        """
    }
}

/// A few figures that matter most on a page.
package struct Figures: Component {
    private let figures: [(name: String, value: Markup, note: String)]

    package init(_ figures: [(name: String, value: Markup, note: String)]) {
        self.figures = figures
    }

    package var markup: Markup { "<dl class=\"figures\">\(each: figures, item)</dl>" }

    private func item(_ figure: (name: String, value: Markup, note: String)) -> Markup {
        """
        <div><dt>\(figure.name)</dt><dd>\(figure.value)</dd>\
        \(if: !figure.note.isEmpty, "<dd class=\"note\">\(figure.note)</dd>")</div>
        """
    }
}
