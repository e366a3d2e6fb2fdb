package import Basics

/// What a paper says, fixed when the case is decided; `Documents` draws and seals it when it is first asked for.
///
/// A paper is content, not layout: the same parts make the page, the PDF and the printed form.
package struct Paper: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// 个人权益记录
        case entitlementRecord
        /// 单位缴费情况过录表
        case paymentTranscript
        /// 职工年度对账单
        case yearlyStatement
        /// 缴费结算单
        case settlementStatement
        /// 办理结果表单
        case resultForm
        /// 批量办理结果单
        case batchList
        /// 业务申请表
        case applicationForm
        /// 受理回执
        case acceptanceReceipt
        /// 社会保险费缴款凭证
        case paymentVoucher
        /// 银行回单
        case bankSlip
        /// 个人参保缴费证明
        case paymentCertificate
        /// 单位参保缴费证明
        case employerCertificate
        /// 职工缴费记录（单位查询）
        case staffRecord

        /// Whether it says what is on record on its day: the paper itself is then all that a case gives, and a later one of the
        /// same kind, span and holder takes its place.
        package var isOfRecord: Bool {
            switch self {
            case .entitlementRecord, .paymentCertificate, .employerCertificate, .staffRecord, .paymentTranscript,
                .yearlyStatement, .settlementStatement:
                true
            case .resultForm, .batchList, .applicationForm, .acceptanceReceipt, .paymentVoucher, .bankSlip: false
            }
        }

        /// Whether it lists an employer's people, so that reading it is reading their records.
        package var listsStaff: Bool {
            self == .yearlyStatement || self == .employerCertificate || self == .batchList
        }
    }

    package let kind: Kind
    /// The heading: `北京市社会保险个人权益记录`.
    package let title: String
    /// A line under the heading, such as the span that the paper covers; empty if there is none.
    package let subtitle: String
    package let parts: [Part]
    /// What the QR code carries and an offline check compares, in this order: few, short, the facts that a forger would change.
    package let keyFields: [Field]
    package let issuedOn: Day
    /// Whether a value in it rests on a parameter that nobody has checked; the paper then says 未核实 beside its date.
    package let restsOnUnverified: Bool

    package init(
        kind: Kind, title: String, subtitle: String = "", parts: [Part], keyFields: [Field], issuedOn: Day,
        restsOnUnverified: Bool = false
    ) {
        self.kind = kind
        self.title = title
        self.subtitle = subtitle
        self.parts = parts
        self.keyFields = keyFields
        self.issuedOn = issuedOn
        self.restsOnUnverified = restsOnUnverified
    }

    package enum Part: Hashable, Sendable, Codable {
        /// Names and values, two pairs to a row where they fit.
        case fields(heading: String, [Field])
        case table(heading: String, Table)
        case paragraph(String)
        /// Small print at the foot of the content.
        case note(String)
    }

    package struct Field: Hashable, Sendable, Codable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A table that may run over pages, its head repeated; the total row, if any, is set apart.
    package struct Table: Hashable, Sendable, Codable {
        package let columns: [Column]
        package let rows: [[String]]
        package let total: [String]?

        package init(columns: [Column], rows: [[String]], total: [String]? = nil) {
            precondition(!columns.isEmpty, "a table has columns")
            precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a cell for each column")
            precondition(total.map { $0.count == columns.count } ?? true, "the total has a cell for each column")
            self.columns = columns
            self.rows = rows
            self.total = total
        }
    }

    package struct Column: Hashable, Sendable, Codable {
        package enum Alignment: String, Hashable, Sendable, Codable {
            case leading, centre, trailing
        }

        package let heading: String
        package let alignment: Alignment
        /// The share of the table's width, relative to the other columns.
        package let weight: Int

        package init(_ heading: String, _ alignment: Alignment = .leading, weight: Int = 1) {
            self.heading = heading
            self.alignment = alignment
            self.weight = weight
        }
    }
}
