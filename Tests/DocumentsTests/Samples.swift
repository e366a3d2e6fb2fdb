import Basics
import Casework
import Cryptography
import Documents
import Foundation

/// Papers as the platform issues them, of people who can't exist.
enum Samples {
    static let day = Day(year: 2026, month: 11, day: 21)!
    static let issuer = Issuer(
        name: "演示市社会保险经办中心（演示）", verificationAddress: "demo.example/verify",
        notice: "演示样张，不具有任何法律效力")
    static let seal = SealAppearance(owner: "演示市社会保险经办中心", purpose: "演示专用章", serial: "0000000000001")
    static let number = PaperNumber("QY20261121-0000000042")!
    static let rareNames = ["𠮷田", "刘㛃", "䶮龑", "𬱖𰻞"]

    static func entitlementRecord(name: String = "刘㛃", months: Int = 24) -> Paper {
        Paper(
            kind: .entitlementRecord, title: "演示市社会保险个人权益记录", subtitle: "（2024年12月—2026年11月）",
            parts: [
                .fields(
                    heading: "参保人信息",
                    [
                        .init("姓名", name), .init("社会保障号码", "990101199001010014"), .init("性别", "女"),
                        .init("出生日期", "1990年1月1日"), .init("户口性质", "本市城镇"), .init("首次参保年月", "2014年7月"),
                        .init("当前参保单位", "演示市北辰精密仪器制造有限责任公司第二分公司研发与试制中心（演示）"),
                        .init("统计截止日期", "2026年11月21日"), .init("累计缴费月数", "148 个月"),
                    ]),
                .table(
                    heading: "缴费明细",
                    .init(
                        columns: [
                            .init("费款所属期", .centre, weight: 11), .init("险种", weight: 17),
                            .init("缴费基数", .trailing, weight: 13), .init("单位缴费", .trailing, weight: 12),
                            .init("个人缴费", .trailing, weight: 12), .init("到账日期", .centre, weight: 12),
                            .init("状态", .centre, weight: 8),
                        ],
                        rows: (0..<months).map { index in
                            let month = Month("2026-11")!.adding(months: -index)
                            let isPaid = index > 0
                            return [
                                month.description, "企业职工基本养老", "12,345.00", "1,975.20", "987.60",
                                isPaid ? month.lastDay.adding(days: -4).description : "—", isPaid ? "到账" : "应缴",
                            ]
                        },
                        total: ["合计", "", "", "47,404.80", "23,702.40", "", ""])),
                .fields(
                    heading: "个人账户",
                    [
                        .init("上年末累计储存额", "86,420.17 元"), .init("本年记账额", "10,863.60 元"),
                        .init("本年记账利息", "1,296.30 元"), .init("期末累计储存额", "98,580.07 元"),
                    ]),
                .note("说明：本记录反映截至统计截止日期已到账的缴费；医疗、生育保险权益以医疗保障部门的记录为准。"),
            ],
            keyFields: [
                .init("姓名", name), .init("社会保障号码", "990101199001010014"), .init("累计缴费", "148个月"),
                .init("储存额", "98580.07"),
            ], issuedOn: day)
    }

    /// The people of an employer, some with names and numbers of every shape.
    static func staffList(people: Int) -> Paper {
        let unusual = [
            ("阿卜杜拉·买买提艾力·吐尔逊江", "990101199001010014"), ("Maximiliane von Hohenstein-Wittelsbach", "DEU0E1234567"),
            ("𠮷田㛃", "810000199001100006"), ("䶮𬱖", "USA0911840198808150009"),
        ]
        return Paper(
            kind: .employerCertificate, title: "演示市社会保险单位参保缴费证明", subtitle: "2026年1月至2026年11月（附职工名单第1部分）",
            parts: [
                .fields(
                    heading: "参保单位",
                    [
                        .init("单位名称", "演示市北辰精密仪器制造有限责任公司第二分公司研发与试制中心（演示）"),
                        .init("统一社会信用代码", "99990000MA00000001"), .init("参保缴费人数", "\(people)人"),
                    ]),
                .table(
                    heading: "职工名单（第1部分，共1部分；单位：元）",
                    .init(
                        columns: [
                            .init("序号", .trailing, weight: 2), .init("姓名", weight: 4), .init("社会保障号码", weight: 8),
                            .init("应缴月数", .trailing, weight: 3), .init("已到账月数", .trailing, weight: 3),
                            .init("单位缴费", .trailing, weight: 4), .init("个人缴费", .trailing, weight: 4),
                        ],
                        rows: (1...people).map { index in
                            let (name, number) = unusual[index % 9 < 4 ? index % 9 : 0]
                            return [
                                "\(index)", index % 9 < 4 ? name : "演示员工", number, "11", "10", "21,120.00", "10,560.00",
                            ]
                        },
                        total: ["合计", "本部分\(people)人", "", "", "", "4,224,000.00", "2,112,000.00"])),
            ],
            keyFields: [.init("单位名称", "演示市北辰精密仪器制造有限责任公司"), .init("参保缴费人数", "\(people)")], issuedOn: day)
    }

    static func resultForm(name: String = "𬱖𰻞", isUnverified: Bool = false) -> Paper {
        Paper(
            kind: .resultForm, title: "职工参保登记办理结果表", subtitle: "（单位申报·增员）",
            parts: [
                .fields(
                    heading: "办件信息",
                    [
                        .init("办件编号", "BJ20261121-000117"), .init("事项名称", "职工参保登记"),
                        .init("申请单位", "演示市㛃𠮷食品有限公司（演示）"), .init("统一社会信用代码", "99990000MA00000001"),
                        .init("受理日期", "2026年11月21日"), .init("办结日期", "2026年11月21日"),
                    ]),
                .fields(
                    heading: "参保人员",
                    [
                        .init("姓名", name), .init("社会保障号码", "990101199001010014"), .init("用工形式", "合同制"),
                        .init("参保起始年月", "2026年11月"), .init("申报工资", "7,162.00 元"), .init("缴费基数", "7,162.00 元"),
                    ]),
                .table(
                    heading: "首月应缴",
                    .init(
                        columns: [
                            .init("险种", weight: 3), .init("缴费基数", .trailing, weight: 2),
                            .init("单位比例", .trailing, weight: 2), .init("单位应缴", .trailing, weight: 2),
                            .init("个人比例", .trailing, weight: 2), .init("个人应缴", .trailing, weight: 2),
                        ],
                        rows: [
                            ["企业职工基本养老保险", "7,162.00", "16%", "1,145.92", "8%", "572.96"],
                            ["失业保险", "7,162.00", "0.5%", "35.81", "0.5%", "35.81"],
                            ["工伤保险", "7,162.00", "0.2%", "14.32", "—", "—"],
                        ], total: ["合计", "", "", "1,196.05", "", "608.77"])),
                .paragraph(
                    "根据《中华人民共和国社会保险法》第五十八条，用人单位应当自用工之日起三十日内为其职工向社会保险经办机构申请办理社会保险登记。"
                        + "你单位申报的上述人员符合参保条件，现已办结，自2026年11月起参加企业职工基本养老保险、失业保险和工伤保险。"),
                .note("对办理结果有异议的，可自收到本表之日起六十日内依法申请行政复议，或者自收到之日起六个月内依法提起行政诉讼。"),
            ],
            keyFields: [.init("姓名", name), .init("社会保障号码", "990101199001010014"), .init("参保起始", "2026-11")],
            issuedOn: day, restsOnUnverified: isUnverified)
    }

    /// A key folder of its own for each suite, so that no two share a state.
    static func keys() throws -> KeyFolder {
        let path = FileManager.default.temporaryDirectory.path + "/paper-keys-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try KeyFolder.createIfMissing(path, owner: issuer.name, on: day)
    }

    static func drawn(_ paper: Paper, number: PaperNumber = number, keys: KeyFolder) throws -> [UInt8] {
        let code = try PaperCode.make(
            for: paper, number: number, keys: keys, address: "https://demo.example/v/")
        return try draw(paper, number: number, issuer: issuer, seal: seal, qr: code)
    }

    static func sealed(_ paper: Paper, number: PaperNumber = number, keys: KeyFolder) throws -> [UInt8] {
        try Documents.seal(try drawn(paper, number: number, keys: keys), with: keys, at: sealedAt)
    }

    static let sealedAt = Instant(milliseconds: 1_795_250_000_000)
}
