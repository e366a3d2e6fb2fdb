import Basics
import Office
import Records

extension InsuredPerson {
    /// The document of somebody who has no resident card; nothing for citizens.
    ///
    /// - Parameter isWhole: whether its number is shown whole.
    func documentEntries(isWhole: Bool = false) -> [SummaryList.Entry] {
        guard let held = document else { return [] }
        let number = held.document.number
        return [
            SummaryList.Entry("身份证件", "\(held.document.kind.chinese) \(isWhole ? number : Masked.number(number))"),
            SummaryList.Entry("国家（地区）", held.document.country?.chinese ?? "—"),
            SummaryList.Entry("证件有效期", held.validThrough.map { "至\($0.chinese)" } ?? "长期有效"),
        ] + (held.latinName.isEmpty ? [] : [SummaryList.Entry("拉丁字母姓名", held.latinName)])
    }
}
