import Basics
import Cryptography
import Database
import Storage

extension AuditRound {
    /// The daily roots form a chain, hold what they held, and every chain still has the end that a root saw.
    mutating func checkRoots() throws {
        let roots = try tx.dailyRoots.all()
        count(.roots, roots.count)
        var head: [UInt8] = []
        for (index, linked) in roots.enumerated() {
            let root = linked.root
            let ends = try tx.dailyRoots.ends(of: root.day)
            if root.position != index + 1 {
                find("daily_root", "\(root.day)", "\(root.day.chinese)之前的每日根值缺失。")
            } else if ends.count != root.chains || ends.digest != root.digest
                || chain.link(root, after: head) != linked.link
            {
                find("daily_root", "\(root.day)", "\(root.day.chinese)的每日根值被改动过，与校验值不符。")
            }
            head = linked.link
        }
        if let last = roots.last { noteLastRoot("\(last.root.day) \(last.link.hex)") }
        try expectHeads(
            of: "case", in: "matter_case",
            "case_event v ON v.case_id = h.of_id AND v.sequence = h.count"
        ) { id, length, day in ("\(id)", "\(day)的根值记有该办件的第\(length)条记录，现已不存在或不同。") }
        try expectHeads(
            of: "plans", in: "contribution_plan",
            "contribution_plan v ON v.employer_id = h.of_id AND v.chain_position = h.count"
        ) { employer, length, day in
            ("\(employer)/\(length)", "\(day)的根值记有单位\(employer)的第\(length)份缴费计划，现已不存在或不同。")
        }
        try expectHeads(
            of: "operator", in: "operator_act",
            "operator_act v ON v.login_id = h.of_id AND v.sequence = h.count"
        ) { login, length, day in
            ("\(login)/\(length)", "\(day)的根值记有该经办账号的第\(length)条权限变动，现已不存在或不同。")
        }
    }

    /// Every head of one kind of chain that a root holds is still there, with the same link.
    private mutating func expectHeads(
        of chain: String, in table: String, _ links: SQL,
        finding: (_ id: Int64, _ length: Int64, _ day: String) -> (key: String, sentence: String)
    ) throws {
        try expectNone(
            table,
            """
            SELECT h.of_id, h.count, h.on_day FROM daily_root_head h LEFT JOIN \(links)
            WHERE h.chain = \(chain) AND (v.link IS NULL OR v.link <> h.head) ORDER BY 1, 2
            """
        ) { row in finding(try row[0], try row[1], try row[2]) }
    }
}
