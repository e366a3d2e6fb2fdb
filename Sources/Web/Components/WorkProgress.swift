import HTTP

/// How far long work has come. Its page comes again by itself until the work is done, without scripts; whoever reads in peace can
/// stop that.
package struct WorkProgress: Component {
    private let sentence: String
    private let done: Int
    private let all: Int
    private let note: String?
    private let page: Link
    private let isStill: Bool

    private static let stillField = "still"
    private static let refreshSeconds = 2

    /// - Parameters:
    ///   - sentence: what is done, in figures.
    ///   - all: of how many; nothing where nobody knows yet.
    ///   - note: why it waits.
    ///   - page: the page that it stands on.
    init(_ sentence: String, _ done: Int, of all: Int, note: String?, on page: Link, _ visit: Visit) {
        self.sentence = sentence
        self.done = done
        self.all = all
        self.note = note
        self.page = page
        isStill = visit.query[Self.stillField] != nil
    }

    package var markup: Markup {
        """
        <div class="progress" role="status">
        <p>\(sentence)</p>
        <progress\(if: all > 0, " value=\"\(min(done, all))\" max=\"\(all)\"") aria-label="进度"></progress>
        \(optional: note, { "<p>\($0)</p>" })
        <p class="quiet">\(isStill ? "<a href=\"\(page)\">自动刷新</a>" : "页面会自动刷新，可以离开，处理不受影响。<a href=\"\(page.with([Self.stillField: "1"]))\">停止自动刷新</a>" as Markup)</p>
        </div>
        """
    }

    /// The answer that shows it.
    func keepingFresh(_ response: Response) -> Response {
        var response = response
        if !isStill { response.headers["refresh"] = "\(Self.refreshSeconds)" }
        return response
    }
}
