package enum EntryPaths {
    package static let login = Path("/login")
    package static let code = Path("/login/code")
    static let codeAgain = Path("/login/code/again")
    /// The first entry of whoever was invited and has no password yet.
    package static let first = Path("/login/first")
    static let firstPassword = Path("/login/first/password")
    package static let logOut = Path("/logout")
    package static let account = Path("/account")
    static let password = Path("/account/password")
    /// By what the list of sessions calls them.
    static let endSession = Path("/account/sessions/{session}/end", String.self)

    /// Keeps where the visitor wanted to go on the way through password and code.
    static let back = "back"
}
