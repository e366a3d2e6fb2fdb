import Basics
import Casework
import Cryptography
import Database
import Storage

extension AuditRound {
    /// Papers, drawings and uploaded files are as they were when they were kept.
    mutating func checkPapers() throws {
        var papers = 0
        let chain = chain
        try examine(
            "paper",
            """
            SELECT number, kind, content, person_id, employer_id, case_id, issued_on, issued_at, link FROM paper
            ORDER BY id
            """,
            wrong: { row in
                papers += 1
                let number: String = try row[0]
                guard let kind = Paper.Kind(rawValue: try row[1]) else { return (number, "文书\(number)的种类无法识别。") }
                let head = PaperHead(
                    number: number, kind: kind, content: try row[2], person: try row[3], employer: try row[4],
                    caseId: try row[5], issuedOn: try row[6], issuedAt: try row[7])
                let link: [UInt8] = try row[8]
                return chain.link(head) == link ? nil : (number, "文书\(number)被改动过，与校验值不符。")
            })
        count(.papers, papers)
        try examine(
            "paper_drawing", "SELECT paper_id, pdf, digest FROM paper_drawing ORDER BY paper_id",
            wrong: { row in
                let (id, pdf, digest): (Int64, [UInt8], String) = (try row[0], try row[1], try row[2])
                return Digest.sha256.of(pdf).hex == digest ? nil : ("\(id)", "已盖章文件被改动过，与摘要不符。")
            })
        try examine(
            "material", "SELECT digest, bytes FROM material ORDER BY digest",
            wrong: { row in
                let (digest, bytes): (String, [UInt8]) = (try row[0], try row[1])
                return Digest.sha256.of(bytes).hex == digest ? nil : (digest, "上传的材料被改动过，与摘要不符。")
            })
    }
}
