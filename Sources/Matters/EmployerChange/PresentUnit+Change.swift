import Basics
import Casework
import Policy
import Records

extension PresentUnit {
    /// What differs once the application is granted, in the order in which papers show it.
    func changes(by application: Application) -> [EmployerItemChange] {
        EmployerItemChange.between(record, named: employer.name, and: after(application, injuryClass: nil))
    }

    /// The record that takes the place of the one before: what is applied for, and for the rest what is registered.
    /// - Parameter injuryClass: where the trade's class is another from a month on.
    func after(_ application: Application, injuryClass changed: (to: Int, from: Month)?) -> EmployerRecord {
        guard let kind = application[EmployerChange.kind] ?? record?.kind,
            let foundedOn = news?.registeredOn ?? application[EmployerChange.foundedOn] ?? record?.foundedOn,
            let authority = news?.authority ?? application[EmployerChange.authority] ?? record?.authority,
            let address = application[EmployerChange.address] ?? record?.address,
            let industry = application[EmployerChange.industry] ?? record?.industry,
            let contactName = application[EmployerChange.contactName]?.text ?? record?.contact.name,
            let contactPhone = application[EmployerChange.contactPhone]?.text ?? record?.contact.phone,
            let head = head(application)
        else { preconditionFailure("decided without the fields that the form requires") }
        let place = application[EmployerChange.place] ?? record?.place
        let before = record?.injuryClass ?? employer.injuryClass
        return EmployerRecord(
            region: employer.region, creditCode: employer.creditCode,
            name: application[EmployerChange.name] ?? record?.name ?? employer.name, kind: kind, foundedOn: foundedOn,
            authority: authority, head: head, address: address, place: place == address ? nil : place,
            industry: industry, injuryClass: changed?.to ?? before,
            classChange: changed.map { EmployerRecord.ClassChange(before: before, from: $0.from) },
            branch: employer.branch, contact: .init(name: contactName, phone: contactPhone),
            account: account(application), registerRevision: answer.unit?.revision ?? record?.registerRevision)
    }

    /// The register's, where it names the same person; else what is typed, or stands.
    private func head(_ application: Application) -> EmployerRecord.Head? {
        guard let name = application[EmployerChange.headName]?.text ?? record?.head.name else { return nil }
        if let news, news.head.name == name { return EmployerRecord.Head(name: name, number: news.head.number) }
        return (application[EmployerChange.headNumber]?.text ?? record?.head.number).map {
            EmployerRecord.Head(name: name, number: $0)
        }
    }

    private func account(_ application: Application) -> EmployerRecord.Account? {
        guard let bank = application[EmployerChange.bank] ?? record?.account?.bank,
            let number = application[EmployerChange.account]?.text ?? record?.account?.number
        else { return nil }
        return EmployerRecord.Account(bank: bank, number: number)
    }
}
