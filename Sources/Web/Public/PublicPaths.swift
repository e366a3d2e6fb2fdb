/// What anybody may see.
package enum PublicPaths {
    package static let home = Path("/")
    package static let standards = Path("/standards")
    package static let progress = Path("/progress")
    package static let verify = Path("/verify")
    package static let keys = Path("/verify/keys.json")
    package static let verifyNumber = Path("/verify/{number}", String.self)
    /// What a phone opens on scanning a paper's code: the code stands in the address.
    package static let scanned = Path("/V/{code}", ScannedCode.self)
}

/// The text of a QR code as a part of an address.
package struct ScannedCode: PathParameter {
    let text: String

    package init?(pathText: String) {
        guard (1...1_000).contains(pathText.utf8.count) else { return nil }
        text = pathText
    }

    package var pathText: String { text }
}

extension Portal {
    package static let open = Portal(
        "公共服务", home: PublicPaths.home(),
        items: [
            Item("首页", PublicPaths.home()), Item("办事指南", GuidePaths.home()), Item("缴费标准", PublicPaths.standards()),
            Item("计算器", CalculatorPaths.all()), Item("办件进度", PublicPaths.progress()),
            Item("文书核验", PublicPaths.verify()),
            Item("登录", EntryPaths.login()),
        ])
}
