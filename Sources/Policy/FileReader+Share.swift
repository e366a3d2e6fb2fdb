import Basics
import Yams

extension FileReader {
    mutating func share(_ node: Node, key: String) -> LineShare? {
        if node.mapping != nil, node["rounding"] == nil {
            problem(node, "参数\(key)没有写明怎样取整。", remedy: "请写rounding: 取整参数的key，如contribution.rounding。")
            return nil
        }
        guard
            let fields = fields(of: node, required: ["base", "rounding", "components"], optional: [], called: "缴费构成"),
            let base = fields["base"].flatMap({ baseRule($0) }),
            let rounding = fields["rounding"].flatMap({ text($0) }),
            let list = fields["components"]
        else { return nil }
        let entries = items(of: list, called: "缴费构成的components")
        let components = entries.compactMap { component($0) }
        guard components.count == entries.count, !components.isEmpty else { return nil }
        if Set(components.map(\.key)).count < components.count {
            problem(list, "缴费构成有两项的key相同。", remedy: "请为每一项写不同的key。")
            return nil
        }
        if base == .none, components.contains(where: \.takesBase) {
            problem(list, "缴费构成没有缴费基数，却有按比例计算的项目。", remedy: "请在base中写明缴费基数，或者改为定额（amount）。")
            return nil
        }
        return LineShare(base: base, rounding: rounding, components: components)
    }

    private mutating func baseRule(_ node: Node) -> LineShare.BaseRule? {
        if node.scalar?.string == "none" { return LineShare.BaseRule.none }
        guard
            let fields = fields(
                of: node, required: ["of"], optional: ["floor", "cap", "rounding", "amount"], called: "缴费基数"),
            let kind = fields["of"].flatMap({ word($0, BaseKind.self) })
        else { return nil }
        func key(_ name: String) -> String? { fields[name]?.scalar?.string }
        switch kind {
        case .declaredWage:
            if key("amount") != nil { problem(node, "按申报工资计算的缴费基数不能写amount。", remedy: "请删去amount。") }
            return .declaredWage(floor: key("floor"), cap: key("cap"), rounding: key("rounding"))
        case .published:
            guard let amount = key("amount") else {
                problem(node, "按公布数额的缴费基数缺少“amount”。", remedy: "请写amount: 金额参数的key。")
                return nil
            }
            return .published(amount)
        }
    }

    private mutating func component(_ node: Node) -> ShareComponent? {
        guard
            let fields = fields(
                of: node, required: ["key", "name", "payer", "account"],
                optional: ["rate", "amount", "credit", "rounding", "relief"], called: "缴费项目"),
            let key = fields["key"].flatMap({ text($0) }), let name = fields["name"].flatMap({ text($0) }),
            let payer = fields["payer"].flatMap({ word($0, ShareComponent.Payer.self) }),
            let account = fields["account"].flatMap({ word($0, AccountKind.self) })
        else { return nil }
        func reference(_ name: String) -> String? { fields[name]?.scalar?.string }
        let amount: ShareComponent.Amount
        switch (reference("rate"), reference("amount")) {
        case (let rate?, nil): amount = .rate(rate)
        case (nil, let flat?): amount = .flat(flat)
        default:
            problem(node, "缴费项目“\(name)”应写rate（比例）或amount（定额）之一。", remedy: "请写参数的key。")
            return nil
        }
        let booked: ShareComponent.Account
        switch (account, reference("credit")) {
        case (.pooled, nil): booked = .pooled
        case (.personal, nil): booked = .personal
        case (.credited, let credit?): booked = .credited(credit)
        case (.told, let credit?): booked = .told(credit)
        default:
            problem(
                node, "缴费项目“\(name)”的account与credit不一致。",
                remedy: "部分记入个人账户的写account: credited（由其他部门记账的写told）和credit: 比例参数的key，其他的不写credit。")
            return nil
        }
        return ShareComponent(
            key: key, name: name, payer: payer, amount: amount, account: booked, rounding: reference("rounding"),
            relief: reference("relief"))
    }
}

extension ShareComponent {
    /// Whether the item needs a base.
    fileprivate var takesBase: Bool {
        if case .rate = amount { return true }
        return account.credit != nil
    }
}

private enum BaseKind: String, CaseIterable {
    case declaredWage, published
}

private enum AccountKind: String, CaseIterable {
    case pooled, personal, credited, told
}
