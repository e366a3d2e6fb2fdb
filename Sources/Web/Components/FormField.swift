/// A field with its label, its hint, what was typed and what is wrong with it.
package struct FormField: Component {
    package enum Control: Hashable, Sendable {
        case text(maxLength: Int)
        case longText(maxLength: Int)
        /// What is looked for; empty looks for everything.
        case search(maxLength: Int)
        /// The name of one's login.
        case account
        case password
        /// A password that one chooses.
        case newPassword
        /// A code that came by short message.
        case oneTimeCode
        case identityNumber
        case phone
        case bankAccount
        case number
        /// Yuan.
        case money
        case day
        case month
        /// Up to five stand open, more fold into a list.
        case choice([Option])
        /// Any number of them.
        case ticks([Option])
        /// Types as browsers take them: `image/jpeg,.pdf`.
        case file(types: String)
        /// Several of them, such as the pages of one paper.
        case files(types: String)
    }

    package struct Option: Hashable, Sendable {
        package let value: String
        package let label: String
        package let hint: String

        package init(_ value: String, _ label: String, hint: String = "") {
            self.value = value
            self.label = label
            self.hint = hint
        }
    }

    package let key: String
    package let label: String
    package let control: Control
    package let hint: String
    package let isRequired: Bool
    /// What was typed; several only for ticks.
    package let values: [String]
    package let problem: String?

    package init(
        _ key: String, _ label: String, _ control: Control, hint: String = "", isRequired: Bool = true,
        value: String? = nil, values: [String] = [], problem: String? = nil
    ) {
        self.key = key
        self.label = label
        self.control = control
        self.hint = hint
        self.isRequired = isRequired
        self.values = value.map { [$0] } ?? values
        self.problem = problem
    }

    package var markup: Markup {
        let problemClass: Markup = problem == nil ? "" : " wrong"
        switch control {
        case .ticks(let options): return group(options, type: "checkbox", problemClass)
        case .choice(let options) where options.count <= 5: return group(options, type: "radio", problemClass)
        default:
            return """
                <div class="field\(problemClass)">
                <label for="\(key)">\(label)\(optionalMark)</label>
                \(explanations)
                \(input)
                </div>
                """
        }
    }

    private var value: String { values.first ?? "" }

    private var optionalMark: Markup { isRequired ? "" : "<span class=\"optional\">（选填）</span>" }

    private var explanations: Markup {
        """
        \(if: !hint.isEmpty, "<p class=\"hint\" id=\"\(key)-hint\">\(hint)</p>")\
        \(optional: problem, problemLine)
        """
    }

    private func problemLine(_ sentence: String) -> Markup {
        "<p class=\"problem\" id=\"\(key)-problem\"><span class=\"unseen\">错误：</span>\(sentence)</p>"
    }

    /// What screen readers read with the field.
    private var described: Markup {
        switch (hint.isEmpty, problem == nil) {
        case (true, true): ""
        case (false, true): " aria-describedby=\"\(key)-hint\""
        case (true, false): " aria-describedby=\"\(key)-problem\" aria-invalid=\"true\""
        case (false, false): " aria-describedby=\"\(key)-hint \(key)-problem\" aria-invalid=\"true\""
        }
    }

    private var common: Markup {
        "id=\"\(key)\" name=\"\(key)\"\(described)\(if: isRequired, " required")"
    }

    private func group(_ options: [Option], type: StaticString, _ problemClass: Markup) -> Markup {
        // A problem's link leads to the first of them, which therefore carries the field's own name.
        let ids = options.indices.map { $0 == 0 ? key : "\(key)-\($0 + 1)" }
        return """
            <fieldset class="field\(problemClass)"\(described)>
            <legend>\(label)\(optionalMark)</legend>
            \(explanations)
            \(each: zip(ids, options), { id, option in self.item(id, option, type) })
            </fieldset>
            """
    }

    private func item(_ id: String, _ option: Option, _ type: StaticString) -> Markup {
        """
        <div class="option">\
        <input type="\(Markup(stringLiteral: type))" id="\(id)" name="\(key)" value="\(option.value)"\
        \(if: values.contains(option.value), " checked")>\
        <label for="\(id)">\(option.label)\
        \(if: !option.hint.isEmpty, "<span class=\"hint\">\(option.hint)</span>")</label></div>
        """
    }
}

extension FormField {
    private var input: Markup {
        switch control {
        case .text(let maxLength):
            line("text", width: maxLength <= 20 ? "medium" : "full", "maxlength=\"\(maxLength)\"")
        case .longText(let maxLength):
            "<textarea \(common) rows=\"\(maxLength > 2_000 ? 16 : 4)\" maxlength=\"\(maxLength)\">\n\(value)</textarea>"
        case .search(let maxLength):
            "<input type=\"search\" id=\"\(key)\" name=\"\(key)\" value=\"\(value)\" maxlength=\"\(maxLength)\">"
        case .account:
            line(
                "text", width: "medium",
                "maxlength=\"50\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\"")
        case .password: "<input type=\"password\" class=\"medium\" \(common) autocomplete=\"current-password\">"
        case .newPassword: "<input type=\"password\" class=\"medium\" \(common) autocomplete=\"new-password\">"
        case .oneTimeCode:
            line("text", width: "short", "inputmode=\"numeric\" autocomplete=\"one-time-code\" maxlength=\"8\"")
        case .identityNumber:
            line("text", width: "medium", "maxlength=\"30\" autocomplete=\"off\" spellcheck=\"false\"")
        case .bankAccount:
            line("text", width: "medium", "inputmode=\"numeric\" maxlength=\"40\" autocomplete=\"off\"")
        case .phone: line("tel", width: "medium", "maxlength=\"20\" autocomplete=\"tel\"")
        case .number: line("text", width: "short", "inputmode=\"numeric\" maxlength=\"12\"")
        case .money:
            """
            <div class="with-unit">\(line("text", width: "short amount", "inputmode=\"decimal\" maxlength=\"16\""))\
            <span aria-hidden="true">元</span></div>
            """
        case .day: line("date", width: "short", "")
        case .month: line("month", width: "short", "placeholder=\"2026-11\"")
        case .choice(let options): list(options)
        case .file(let types): "<input type=\"file\" \(common) accept=\"\(types)\">"
        case .files(let types): "<input type=\"file\" \(common) accept=\"\(types)\" multiple>"
        case .ticks: .empty
        }
    }

    private func line(_ type: StaticString, width: StaticString, _ more: Markup) -> Markup {
        """
        <input type="\(Markup(stringLiteral: type))" class="\(Markup(stringLiteral: width))" \(common)\
         value="\(value)" \(more)>
        """
    }

    private func list(_ options: [Option]) -> Markup {
        """
        <select \(common)><option value="">请选择</option>
        \(each: options, listItem)
        </select>
        """
    }

    private func listItem(_ option: Option) -> Markup {
        "<option value=\"\(option.value)\"\(if: option.value == value, " selected")>\(option.label)</option>"
    }
}

/// Everything that is wrong with a form, above it, each leading to its field.
package struct ProblemSummary: Component {
    private let problems: [(field: String, sentence: String)]

    /// - Parameter problems: the field's key, or nothing where no single field is to blame, and the sentence.
    package init(_ problems: [(field: String, sentence: String)]) {
        self.problems = problems
    }

    package var markup: Markup {
        if problems.isEmpty { return .empty }
        return """
            <section class="notice error" role="alert" aria-labelledby="problems">
            <h2 id="problems">有 \(problems.count) 处需要修改</h2>
            <ul>
            \(each: problems, item)
            </ul>
            </section>
            """
    }

    private func item(_ problem: (field: String, sentence: String)) -> Markup {
        if problem.field.isEmpty { return "<li>\(problem.sentence)</li>" }
        return "<li><a href=\"#\(problem.field)\">\(problem.sentence)</a></li>"
    }
}
