import Cryptography

/// What a password must be: long, the owner's own, and nothing that others try first.
package enum PasswordRule {
    package static let leastCharacters = 10

    /// What is wrong with a password, each in a sentence; empty if it is good.
    ///
    /// - Parameter known: what others know of the owner: login name, name, phone, identity number, credit code.
    package static func problems(in password: String, known: [String]) -> [String] {
        var problems: [String] = []
        if password.count < leastCharacters {
            problems.append("密码至少\(leastCharacters)个字符，现为\(password.count)个。")
        }
        if password.utf8.count > PasswordHash.passwordLimitBytes {
            problems.append("密码过长，请缩短到\(PasswordHash.passwordLimitBytes / 4)个字符以内。")
        }
        if password.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            problems.append("密码中不能有换行等控制字符。")
        }
        if !password.isEmpty, Set(password).count < 5 {
            problems.append("密码中重复的字符太多，至少要有5个不同的字符。")
        }
        let folded = Array(password.lowercased())
        if known.contains(where: { repeats(Array($0.lowercased()), in: folded) }) {
            problems.append("密码中不能有账号、姓名、手机号码或证件号码，也不能有其中连续的6位。")
        }
        if common.contains(where: { leaves(folded, without: Array($0)) < 6 }) {
            problems.append("密码过于常见，容易被猜到，请换一个只有自己知道的。")
        }
        return problems
    }

    /// Whether the password holds a known text, or six characters in a row of a longer one.
    private static func repeats(_ known: [Character], in password: [Character]) -> Bool {
        guard known.count >= 2 else { return false }
        let length = min(known.count, 6)
        return (0...(known.count - length)).contains { start in
            contains(password, known[start..<start + length])
        }
    }

    private static func contains(_ text: [Character], _ part: some Collection<Character>) -> Bool {
        guard !text.isEmpty, text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { start in
            text[start..<start + part.count].elementsEqual(part)
        }
    }

    /// How many characters are left of a password when a common one is taken out; all if it is not in it.
    private static func leaves(_ password: [Character], without common: [Character]) -> Int {
        contains(password, common) ? password.count - common.count : Int.max
    }

    /// What guessers try first, lower case, alone or with a few characters added.
    private static let common = [
        "123456", "654321", "112233", "123123", "147258369", "1qaz2wsx", "abcdef", "abc123", "a1b2c3", "password",
        "passw0rd", "p@ssword", "p@ssw0rd", "qwerty", "qwertyuiop", "asdfgh", "zxcvbn", "iloveyou", "welcome", "admin",
        "administrator", "letmein", "dragon", "sunshine", "shebao", "shehuibaoxian", "woaini", "5201314", "zhongguo",
        "beijing", "社会保险", "我爱你",
    ]
}
