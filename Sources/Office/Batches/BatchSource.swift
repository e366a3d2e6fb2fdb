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

    /// Rows of whichever it is.
    static func open(_ path: String, of matter: any Matter.Type, _ employer: Employer) throws(WorkbookFault)
        -> any TemplateRows
    {
        guard let template = BatchTemplate(of: matter) else { preconditionFailure("\(matter) is not filed in batches") }
        let others = Catalogue.all.compactMap(BatchTemplate.init(of:)).filter { $0.matter != template.matter }
        return try TemplateReader(
            path: path, of: template, expecting: stamp(template, employer), others: others)
    }

    static func stamp(_ template: BatchTemplate, _ employer: Employer) -> BatchStamp {
        BatchStamp(template, region: employer.region, unit: employer.creditCode, unitName: employer.name)
    }
}
