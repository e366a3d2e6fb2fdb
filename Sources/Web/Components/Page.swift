package import HTTP

/// A whole page: head, navigation, the way here, the content, the foot.
package struct Page {
    package var title: String
    package var portal: Portal?
    /// The pages above this one, the highest first; the home page of the portal stands before them by itself.
    package var above: [(label: String, link: Link)]
    /// A form that came back with errors says so in the title, where screen readers begin.
    package var hasProblems: Bool
    package var content: Markup

    package init(
        _ title: String, in portal: Portal? = nil, above: [(label: String, link: Link)] = [], hasProblems: Bool = false,
        _ content: Markup
    ) {
        self.title = title
        self.portal = portal
        self.above = above
        self.hasProblems = hasProblems
        self.content = content
    }

    package func response(to visit: Visit, status: Status = .ok) -> Response {
        .html(markup(for: visit).utf8, status: status)
    }

    package func markup(for visit: Visit) -> Markup {
        """
        <!DOCTYPE html>
        <html lang="zh-CN"\(if: visit.isLargeType, " class=\"elder\"")>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(if: hasProblems, "有错误：")\(title) - 社保服务平台</title>
        <link rel="stylesheet" href="\(visit.site.stylesheet)">
        <link rel="icon" href="data:,">
        </head>
        <body>
        <a class="skip" href="#content">跳到主要内容</a>
        \(header(visit))
        \(wayHere)
        <main id="content" tabindex="-1">
        \(content)
        </main>
        \(footer(visit))
        </body>
        </html>
        """
    }

    private static let demonstrationBand: Markup =
        "<p class=\"demonstration\">演示系统，人员、单位和金额均为虚构</p>"

    private func header(_ visit: Visit) -> Markup {
        """
        <header class="masthead">
        \(if: visit.site.isDemonstration, Page.demonstrationBand)
        <div class="bar">
        <a class="brand" href="\(portal?.home ?? Link(ownPath: "/"))"><span class="mark" aria-hidden="true"></span>\
        <span class="name">社保服务平台</span>\
        \(if: visit.site.isDemonstration, "<span class=\"demo\">演示</span>")\
        \(optional: portal, { "<span class=\"portal\">\($0.name)</span>" })</a>
        \(account(visit))
        </div>
        \(optional: portal, { $0.navigation(for: visit) })
        </header>
        """
    }

    private func account(_ visit: Visit) -> Markup {
        """
        <div class="account">
        \(if: visit.visitor.isLoggedIn, "<a class=\"plain who\" href=\"\(EntryPaths.account())\">\(visit.visitor.name)</a>")
        \(TypeSize.switchLink(visit))
        \(optional: visit.visitor.isLoggedIn ? portal?.logOut : nil, { logOutForm($0, visit) })
        </div>
        """
    }

    private func logOutForm(_ link: Link, _ visit: Visit) -> Markup {
        PostForm(to: link, visit, classes: "inline", "<button class=\"plain\">退出</button>").markup
    }

    private var wayHere: Markup {
        guard let portal, !above.isEmpty || title != portal.homeTitle else { return .empty }
        return """
            <nav class="way" aria-label="当前位置"><ol>
            <li><a href="\(portal.home)">\(portal.homeTitle)</a></li>
            \(each: above, { "<li><a href=\"\($0.link)\">\($0.label)</a></li>" })
            <li aria-current="page">\(title)</li>
            </ol></nav>
            """
    }

    private func footer(_ visit: Visit) -> Markup {
        """
        <footer class="foot">
        <div>
        <p>政策咨询请拨打 12333 · 各项金额均可展开查看计算过程与政策依据</p>
        \(if: visit.site.isDemonstration, "<p>本系统为演示版本，不代表任何行政机关。</p>")
        </div>
        </footer>
        """
    }
}
