internal import Basics
internal import CPango
internal import Casework

/// A paper being laid out, page by page from the top; drawn when the number of pages is known.
struct Sheet {
    static let left = 56.0
    static let width = A4.width - 2 * left
    static let right = left + width
    static let top = 58.0
    static let bottom = A4.height - 66

    let press: Press
    private(set) var pages: [[Mark]] = [[]]
    /// Where the next thing goes.
    var y = top

    init(press: Press) {
        self.press = press
    }

    var room: Double { Self.bottom - y }
    var isAtTop: Bool { y == Self.top }

    mutating func mark(_ mark: Mark) {
        pages[pages.count - 1].append(mark)
    }

    mutating func turnPage(for what: String) throws(PaperFault) {
        guard pages.count < PaperFault.pageLimit else { throw .tooLong(what: what) }
        pages.append([])
        y = Self.top
    }

    /// Turns the page unless `height` points are left on it.
    mutating func need(_ height: Double, for what: String) throws(PaperFault) {
        if height > Self.bottom - Self.top { throw .tooLong(what: what) }
        if height > room { try turnPage(for: what) }
    }
}

extension Sheet {
    mutating func add(heading paper: Paper, number: PaperNumber) throws(PaperFault) {
        try add(title: paper)
        try add(line: "编号：\(number)", "出具日期：\(paper.issuedOn.chinese)")
    }

    mutating func add(title paper: Paper) throws(PaperFault) {
        let title = try press.set(
            paper.title,
            TextStyle(size: 22, isBold: true, alignment: PANGO_ALIGN_CENTER, leading: 1.15, spacing: 0.8),
            width: Self.width)
        mark(.text(title, x: Self.left, y: y))
        y += title.size.height + 6
        if !paper.subtitle.isEmpty {
            let subtitle = try press.set(
                paper.subtitle, TextStyle(size: 11.5, colour: .faint, alignment: PANGO_ALIGN_CENTER, leading: 1.15),
                width: Self.width)
            mark(.text(subtitle, x: Self.left, y: y))
            y += subtitle.size.height + 4
        }
        y += 10
        mark(.rule(x: Self.left, y: y, width: Self.width, weight: 1.6, .accent))
        mark(.rule(x: Self.left, y: y + 3, width: Self.width, weight: 0.5, .accent))
        y += 9
    }

    /// What stands under the heading, to the left and to the right.
    mutating func add(line left: String, _ right: String) throws(PaperFault) {
        let style = TextStyle(size: 9.5, colour: .faint)
        let leftText = try press.set(left, style)
        let rightText = try press.set(right, style)
        mark(.text(leftText, x: Self.left, y: y))
        mark(.text(rightText, x: Self.right - rightText.size.width, y: y))
        y += leftText.size.height + 16
    }

    mutating func add(_ part: Paper.Part) throws(PaperFault) {
        switch part {
        case .fields(let heading, let fields): try add(fields: fields, under: heading)
        case .table(let heading, let table): try add(table: table, under: heading)
        case .paragraph(let text):
            try add(
                prose: text,
                TextStyle(size: 10.5, indentEms: 2), leading: 1.5)
            y += 6
        case .note(let text):
            try add(prose: text, TextStyle(size: 8.5, colour: .faint), leading: 1.3)
            y += 4
        }
    }

    /// A part's heading; nothing if it is empty.
    mutating func add(partHeading heading: String) throws(PaperFault) {
        guard !heading.isEmpty else { return }
        let text = try press.set(heading, TextStyle(size: 12, isBold: true, colour: .accent))
        mark(.box(x: Self.left, y: y + 2.5, width: 3, height: text.size.height - 4.5, .accent))
        mark(.text(text, x: Self.left + 9, y: y))
        y += text.size.height + 6
    }

    static let partHeadingHeight = 22.0

    /// Running text, which may break between any two lines.
    private mutating func add(prose text: String, _ style: TextStyle, leading: Double) throws(PaperFault) {
        let set = try press.set(text, style, width: Self.width)
        for (index, line) in set.lines.enumerated() {
            try need(line.height * leading, for: text)
            mark(.line(set, index: index, x: Self.left + line.x, baseline: y + line.baseline - line.top))
            y += line.height * leading
        }
    }

    /// The same at the foot of each page: what it is, and which page of how many.
    mutating func addFooters(_ reference: String, notice: String) throws(PaperFault) {
        let style = TextStyle(size: 8, colour: .faint)
        let y = A4.height - 46
        for index in pages.indices {
            let what = try press.set(reference, style)
            let page = try press.set("第 \(index + 1) 页　共 \(pages.count) 页", style)
            let notice = try press.set(notice, style)
            pages[index].append(.rule(x: Self.left, y: y - 5, width: Self.width, weight: 0.5, .hair))
            pages[index].append(.text(what, x: Self.left, y: y))
            pages[index].append(.text(page, x: Self.right - page.size.width, y: y))
            // In the middle where there is room, else on a line of its own.
            let fits = max(what.size.width, page.size.width) < (Self.width - notice.size.width) / 2 - 8
            pages[index].append(
                .text(notice, x: (A4.width - notice.size.width) / 2, y: fits ? y : y + what.size.height + 2))
        }
    }
}
