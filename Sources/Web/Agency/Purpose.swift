import HTTP
import Office

/// Why a member of the staff looks at what is not their daily work: said first, and noted with the reading.
extension PortalOffice {
    /// - Parameter address: of the page that is shown once a purpose was chosen.
    func askPurpose(
        _ visit: Visit, _ title: String, _ lead: String, _ address: Link, above: [(String, Link)]
    ) throws -> Response {
        let wasAsked = visit.query["purpose"] != nil
        return try page(
            title, visit, above: above, hasProblems: wasAsked,
            status: wasAsked ? .unprocessable : .ok,
            """
            <h1>\(title)</h1>
            <div class="narrow">
            <p class="lead">\(lead)</p>
            <form class="stack" method="get" action="\(address)">
            \(FormField(
                "purpose", "查看用途", .choice(Visit.purposes.map { .init($0, $0) }),
                problem: wasAsked ? "请选择查看用途。" : nil))
            <div class="actions">\(Button("查看"))</div>
            </form>
            </div>
            """)
    }
}

extension Visit {
    static let purposes = ["窗口业务办理", "业务审核", "电话咨询核实", "稽核检查", "投诉举报处理"]

    /// Why a member of the staff looks; `nil` where they have not said.
    var purpose: String? { query["purpose"].flatMap { Self.purposes.contains($0) ? $0 : nil } }
}
