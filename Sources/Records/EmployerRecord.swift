package import Basics

/// What is registered of an employer (单位登记事项). It is never changed: what changes is a record after it.
package struct EmployerRecord: Hashable, Sendable {
    package let region: Region
    package let creditCode: String
    package let name: String
    package let kind: UnitKind
    /// The day on which the unit was founded (成立日期), by its licence or certificate.
    package let foundedOn: Day
    /// 登记机关
    package let authority: String
    package let head: Head
    /// 住所
    package let address: String
    /// 经营地点, where it is another.
    package let place: String?
    package let industry: Industry
    /// The class of work-injury risk of its trade, as policy numbers them.
    package let injuryClass: Int
    /// Where this record brought another class: the one before, and from which month the new one holds.
    package let classChange: ClassChange?
    /// The agency branch that it belongs to, by its code.
    package let branch: String
    /// Who files for it (社保联系人).
    package let contact: Contact
    /// Up to which revision of its register's record it takes that into account; `nil` where the register had said nothing.
    package let registerRevision: Int?
    /// The account that contributions are paid from (缴费账户), if it named one.
    package let account: Account?

    /// 法定代表人或负责人
    package struct Head: Hashable, Sendable {
        package let name: String
        /// The number of an identity document.
        package let number: String

        package init(name: String, number: String) {
            self.name = name
            self.number = number
        }
    }

    package struct Contact: Hashable, Sendable {
        package let name: String
        package let phone: String

        package init(name: String, phone: String) {
            self.name = name
            self.phone = phone
        }
    }

    package struct Account: Hashable, Sendable {
        package let bank: String
        package let number: String

        package init(bank: String, number: String) {
            self.bank = bank
            self.number = number
        }
    }

    package struct ClassChange: Hashable, Sendable {
        package let before: Int
        package let from: Month

        package init(before: Int, from: Month) {
            self.before = before
            self.from = from
        }
    }

    package init(
        region: Region, creditCode: String, name: String, kind: UnitKind, foundedOn: Day, authority: String,
        head: Head, address: String, place: String?, industry: Industry, injuryClass: Int,
        classChange: ClassChange? = nil, branch: String, contact: Contact, account: Account?,
        registerRevision: Int? = nil
    ) {
        self.region = region
        self.creditCode = creditCode
        self.name = name
        self.kind = kind
        self.foundedOn = foundedOn
        self.authority = authority
        self.head = head
        self.address = address
        self.place = place
        self.industry = industry
        self.injuryClass = injuryClass
        self.classChange = classChange
        self.branch = branch
        self.contact = contact
        self.account = account
        self.registerRevision = registerRevision
    }
}
