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
        try expectNone(
            "matter_case",
            """
            SELECT h.of_id, h.count, h.on_day FROM daily_root_head h
            LEFT JOIN case_event v ON v.case_id = h.of_id AND v.sequence = h.count
            WHERE h.chain = 'case' AND (v.link IS NULL OR v.link <> h.head) ORDER BY 1, 2
            """
        ) { row in
            let (id, length, day): (Int64, Int64, String) = (try row[0], try row[1], try row[2])
            return ("\(id)", "\(day)的根值记有该办件的第\(length)条记录，现已不存在或不同。")
        }
        try expectNone(
            "contribution_plan",
            """
            SELECT h.of_id, h.count, h.on_day FROM daily_root_head h
            LEFT JOIN contribution_plan p ON p.employer_id = h.of_id AND p.chain_position = h.count
            WHERE h.chain = 'plans' AND (p.link IS NULL OR p.link <> h.head) ORDER BY 1, 2
            """
        ) { row in
            let (employer, length, day): (Int64, Int64, String) = (try row[0], try row[1], try row[2])
            return ("\(employer)/\(length)", "\(day)的根值记有单位\(employer)的第\(length)份缴费计划，现已不存在或不同。")
        }
        try expectNone(
            "operator_act",
            """
            SELECT h.of_id, h.count, h.on_day FROM daily_root_head h
            LEFT JOIN operator_act a ON a.login_id = h.of_id AND a.sequence = h.count
            WHERE h.chain = 'operator' AND (a.link IS NULL OR a.link <> h.head) ORDER BY 1, 2
            """
        ) { row in
            let (login, length, day): (Int64, Int64, String) = (try row[0], try row[1], try row[2])
            return ("\(login)/\(length)", "\(day)的根值记有该经办账号的第\(length)条权限变动，现已不存在或不同。")
        }
    }
}
