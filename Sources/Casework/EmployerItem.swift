import Basics
package import Records

/// One item of what is registered of an employer (登记事项), as people read it.
package struct EmployerItem: Hashable, Sendable {
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case name, kind, foundedOn, authority, headName, headNumber, address, place, industry, contactName, contactPhone
        case account

        package var chinese: String {
            switch self {
            case .name: "单位名称"
            case .kind: "单位类型"
            case .foundedOn: "成立日期"
            case .authority: "登记机关"
            case .headName: "法定代表人（负责人）"
            case .headNumber: "法定代表人（负责人）证件号码"
            case .address: "住所"
            case .place: "经营（办公）地点"
            case .industry: "所属行业"
            case .contactName: "社保联系人"
            case .contactPhone: "联系人手机"
            case .account: "缴费账户"
            }
        }
    }

    package let key: Key
    /// What is registered, to be compared; empty where nothing is.
    package let value: String
    /// The same with numbers masked.
    package let shown: String
}

extension EmployerRecord {
    /// All of them, in the order in which papers show them.
    package var items: [EmployerItem] { EmployerItem.Key.allCases.map(item) }

    private func item(_ key: EmployerItem.Key) -> EmployerItem {
        switch key {
        case .name: EmployerItem(key: key, value: name, shown: name)
        case .kind: EmployerItem(key: key, value: kind.rawValue, shown: kind.chinese)
        case .foundedOn: EmployerItem(key: key, value: foundedOn.description, shown: foundedOn.chinese)
        case .authority: EmployerItem(key: key, value: authority, shown: authority)
        case .headName: EmployerItem(key: key, value: head.name, shown: head.name)
        case .headNumber: EmployerItem(key: key, value: head.number, shown: Masked.number(head.number))
        case .address: EmployerItem(key: key, value: address, shown: address)
        case .place: EmployerItem(key: key, value: place ?? "", shown: place ?? "同住所")
        case .industry:
            EmployerItem(key: key, value: industry.code, shown: "\(industry.code) \(industry.name)")
        case .contactName: EmployerItem(key: key, value: contact.name, shown: contact.name)
        case .contactPhone: EmployerItem(key: key, value: contact.phone, shown: Masked.number(contact.phone))
        case .account:
            EmployerItem(
                key: key, value: account.map { "\($0.bank) \($0.number)" } ?? "", shown: account?.shown ?? "未登记")
        }
    }
}

extension EmployerRecord.Account {
    /// The bank, and the number masked.
    package var shown: String { "\(bank) \((try? BankAccountNumber(number))?.masked ?? "****")" }
}

/// What becomes of one item by a change.
package struct EmployerItemChange: Hashable, Sendable {
    package let key: EmployerItem.Key
    /// As it was registered, masked like the new; `nil` where nobody had registered it.
    package let before: String?
    package let after: String

    /// What differs between two records. Of an employer that was taken over without a record only its name is known before.
    package static func between(
        _ before: EmployerRecord?, named name: String, and after: EmployerRecord
    ) -> [EmployerItemChange] {
        let known = Dictionary(uniqueKeysWithValues: (before?.items ?? []).map { ($0.key, $0) })
        return after.items.compactMap { item in
            if before == nil, item.key == .name {
                return item.value == name ? nil : EmployerItemChange(key: .name, before: name, after: item.shown)
            }
            if let old = known[item.key], old.value == item.value { return nil }
            if known[item.key] == nil, item.value.isEmpty { return nil }
            return EmployerItemChange(key: item.key, before: known[item.key]?.shown, after: item.shown)
        }
    }
}
