import Basics
import Casework
import Documents
import Matters
import Records
import Storage

/// The files that batches are read from: the template filled in, or what the old enterprise edition saved.
package enum BatchSource {
    /// As a file control names them.
    package static let fileTypes = ".xlsx,.txt"
    package static let hint = "填好的模板（.xlsx），或者原企业版软件导出的数据文件（.txt）；一个文件不超过100万行、128MB。"

    /// A file with the rows that are in it.
    struct Opened {
        let rows: any TemplateRows
        /// What whoever uploaded it should know of it.
        let remark: String?
    }

    /// Whichever it is, by its bytes.
    static func open(
        _ path: String, of matter: any Matter.Type, _ employer: Employer
    ) throws(WorkbookFault) -> Opened {
        guard let template = BatchTemplate(of: matter) else { preconditionFailure("\(matter) is not filed in batches") }
        let others = Catalogue.all.compactMap(BatchTemplate.init(of:)).filter { $0.matter != template.matter }
        let rows = try templateRows(
            path: path, of: template, expecting: stamp(template, employer), others: others)
        let unread = (rows as? EnterpriseFileReader)?.unknownColumns.map { "“\($0)”" } ?? []
        return Opened(
            rows: rows, remark: unread.isEmpty ? nil : "文件中的\(unread.joined(separator: "、"))列无法识别，没有读入。")
    }

    static func stamp(_ template: BatchTemplate, _ employer: Employer) -> BatchStamp {
        BatchStamp(template, region: employer.region, unit: employer.creditCode, unitName: employer.name)
    }
}
