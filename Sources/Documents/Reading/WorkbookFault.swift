/// Why a workbook that somebody brought is not taken: what is wrong with it and what to do, in a sentence for people.
package struct WorkbookFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Not an Excel workbook of the kind that is read (`.xlsx`), whatever it is called.
        case notWorkbook
        /// Cannot be opened without a password.
        case encrypted
        /// Cut off, changed on its way, or against the rules of its own format.
        case broken
        /// Unfolds to more than is taken, or was made to.
        case tooLarge
        /// Macros, embedded programs, links to other files.
        case active
        /// Formulas or merged cells, whose values nobody can be held to.
        case notPlain
        /// Another template, an older one, another unit's, or columns that are not the template's.
        case wrongTemplate
        /// The file could not be read on our side.
        case unreadable
    }

    package let kind: Kind
    /// What is wrong and what to do: `这是旧版Excel格式（.xls）的文件。请……`
    package let sentence: String

    package init(_ kind: Kind, _ sentence: String) {
        self.kind = kind
        self.sentence = sentence
    }

    package var description: String { sentence }
}

extension WorkbookFault {
    private static let saveAs = "请用Excel或WPS打开，另存为“Excel工作簿（*.xlsx）”后上传。"

    static let empty = WorkbookFault(.notWorkbook, "文件是空的。请重新保存工作簿后上传。")
    static let oldFormat = WorkbookFault(.notWorkbook, "这是旧版Excel格式（.xls）的文件。\(saveAs)")
    static let passwordProtected = WorkbookFault(.encrypted, "工作簿设有打开密码，无法读取。请取消密码，重新保存后上传。")

    static let plainText = disguised("文本文件（如CSV）")

    /// - Parameter what: `网页文件`
    static func disguised(_ what: String) -> WorkbookFault {
        WorkbookFault(.notWorkbook, "这是\(what)，不是Excel工作簿；只改扩展名是不够的。\(saveAs)")
    }

    static func other(_ what: String) -> WorkbookFault {
        WorkbookFault(.notWorkbook, "这是\(what)，不是Excel工作簿。请上传由下载的模板填写而成的工作簿（*.xlsx）。")
    }

    static let unknownFile = WorkbookFault(.notWorkbook, "无法识别这个文件。请上传由下载的模板填写而成的工作簿（*.xlsx）。")
    static let damaged = WorkbookFault(.broken, "文件不完整或者已经损坏，无法打开。请重新保存工作簿后再次上传。")

    /// - Parameter what: what part of the file, and what is wrong with it, without a full stop.
    static func broken(_ what: String) -> WorkbookFault {
        WorkbookFault(.broken, "工作簿的内容不符合格式要求：\(what)。\(saveAs)")
    }

    static func compression() -> WorkbookFault {
        WorkbookFault(.broken, "工作簿采用了本平台无法读取的压缩方式。\(saveAs)")
    }

    static func tooLarge(_ what: String) -> WorkbookFault {
        WorkbookFault(.tooLarge, "工作簿\(what)，超过了允许的范围。请删去多余的内容，或者分成几个文件上传。")
    }

    static func active(_ what: String) -> WorkbookFault {
        WorkbookFault(.active, "工作簿中有\(what)，不能接收。请将数据复制到下载的模板中（只粘贴数值），保存后上传。")
    }

    static func formula(at cell: String) -> WorkbookFault {
        WorkbookFault(.notPlain, "\(cell)单元格是公式。请复制该列，用“选择性粘贴—数值”替换公式后重新上传。")
    }

    static func merged(_ range: String) -> WorkbookFault {
        WorkbookFault(.notPlain, "工作表中有合并单元格（\(range)）。请取消合并，逐格填写后重新上传。")
    }

    static let unreadable = WorkbookFault(.unreadable, "文件暂时无法读取，请稍后重新上传。")
}
