import HTTP
package import Office

/// One of the entries: what its pages share.
package struct Portal: Sendable {
    package struct Item: Sendable {
        package let label: String
        package let link: Link

        package init(_ label: String, _ link: Link) {
            self.label = label
            self.link = link
        }

        fileprivate func markup(isCurrent: Bool) -> Markup {
            "<li><a href=\"\(link)\"\(if: isCurrent, " aria-current=\"true\"")>\(label)</a></li>"
        }
    }

    /// `单位办事`
    package let name: String
    package let home: Link
    package let homeTitle: String
    package let items: [Item]
    /// Where its log-out form goes.
    package let logOut: Link?

    package init(_ name: String, home: Link, homeTitle: String = "首页", items: [Item], logOut: Link? = nil) {
        self.name = name
        self.home = home
        self.homeTitle = homeTitle
        self.items = items
        self.logOut = logOut
    }

    /// What the visitor may open. The item whose address begins the path most closely is where one is.
    func navigation(for visit: Visit) -> Markup {
        let (home, path) = (home.address, visit.request.path)
        let items = items.filter { visit.mayOpen($0.link) }
        let current = items.map(\.link.address)
            .filter { path == $0 || ($0 != home && path.hasPrefix($0 + "/")) }.max { $0.count < $1.count }
        // On a phone a long list folds away beneath its head, which says where one is; elsewhere the head is not shown.
        let folds = items.count > Portal.itemsInOneLine
        return """
            <nav class="sections" aria-label="主导航">\
            \(if: folds, """
                <details class="menu"><summary>菜单<span class="here">\(items.first { $0.link.address == current }?.label ?? "")</span></summary></details>
                """)<ul>
            \(each: items, { $0.markup(isCurrent: $0.link.address == current) })
            </ul></nav>
            """
    }

    /// How many stand beside each other on the narrowest phone.
    private static let itemsInOneLine = 4
}

extension Portal {
    /// The pages of those who log in there.
    package static func of(_ portal: LoginRole.Portal) -> Portal {
        switch portal {
        case .employer: .employer
        case .individual: .individual
        case .unit: .unit
        case .agency: .agency
        }
    }
}

extension TypeSize {
    /// Leads back to the page by its path; what a query says stays out of addresses of addresses.
    static func switchLink(_ visit: Visit) -> Markup {
        let (size, label) = visit.isLargeType ? (TypeSize.standard, "标准字号") : (.large, "大字版")
        let link = path(size).with(["back": visit.request.path])
        return "<a class=\"plain\" href=\"\(link)\">\(label)</a>"
    }

    static let endpoint = Endpoint.get(path, for: Set(Visitor.Role.allCases)) { visit, size in
        let home = Link(ownPath: "/")
        var response = Response.seeOther(visit.query["back"].flatMap(Link.init(back:)) ?? home)
        response.setCookie(
            Cookie(name: cookie, value: size.rawValue, maxAge: 31_536_000, isSecure: visit.site.isSecure))
        return response
    }
}
