/// Which styles of cells show their number as a date: by the number's format, the only thing that tells days from numbers.
struct CellStyles {
    /// By the style's index.
    private let areDays: [Bool]

    init(in archive: WorkbookArchive, _ part: String?) throws(WorkbookFault) {
        let list = StyleList()
        if let part { try archive.parse(part, called: "单元格样式", into: list) }
        areDays = list.formats.map { list.days[$0] ?? NumberFormat.isBuiltInDay($0) }
    }

    func isDay(_ style: Int) -> Bool { style < areDays.count && areDays[style] }
}

private final class StyleList: XMLHandler {
    /// The number format of each style.
    private(set) var formats: [Int] = []
    /// Of the workbook's own formats, whether they show a date.
    private(set) var days: [Int: Bool] = [:]
    private var isInCellStyles = false

    func began(_ element: XMLName, _ attributes: XMLAttributes, depth: Int) throws(WorkbookFault) {
        switch element {
        case "numFmt" where depth == 3:
            guard let id = attributes["numFmtId"].flatMap(Int.init), let code = attributes["formatCode"] else {
                throw .broken("数字格式不完整")
            }
            days[id] = NumberFormat.showsDay(code)
        case "cellXfs" where depth == 2: isInCellStyles = true
        case "xf" where isInCellStyles && depth == 3:
            guard formats.count < 65_536 else { throw .tooLarge("的单元格样式过多") }
            formats.append(attributes["numFmtId"].flatMap(Int.init) ?? 0)
        default: break
        }
    }

    func ended(_ element: XMLName, depth: Int) throws(WorkbookFault) {
        if depth == 2 { isInCellStyles = false }
    }
}

/// How a number is shown (ECMA-376 part 1, 18.8.30 and 18.8.31).
enum NumberFormat {
    /// 14 to 17 and 22; of those that East Asian programs add, all that are not times alone.
    static func isBuiltInDay(_ id: Int) -> Bool {
        switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: true
        default: false
        }
    }

    /// Whether a format's code shows year, month or day of a number; `m` beside hours or seconds is minutes.
    static func showsDay(_ code: String) -> Bool {
        var (hasDay, hasMonth, hasTime) = (false, false, false)
        var scalars = Array(code.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"": scalars = scalars.drop { $0 != "\"" }.dropFirst()
            case "\\", "_", "*": scalars = scalars.dropFirst()
            case "[":
                let inside = scalars.prefix { $0 != "]" }
                scalars = scalars.dropFirst(inside.count + 1)
                // Hours, minutes or seconds beyond a day.
                if !inside.isEmpty, inside.allSatisfy({ "hmsHMS".unicodeScalars.contains($0) }) { hasTime = true }
            // Only the section for positive numbers counts.
            case ";": scalars = []
            case "E", "e":
                // `0.00E+00` is no year of an era.
                if let next = scalars.first, next == "+" || next == "-" { continue }
                hasDay = true
            case "G", "g":
                if scalars.prefix(6).map({ String($0).lowercased() }).joined() == "eneral" {
                    scalars = scalars.dropFirst(6)
                }
            case "y", "Y", "d", "D": hasDay = true
            case "m", "M": hasMonth = true
            case "h", "H", "s", "S": hasTime = true
            default: break
            }
        }
        return hasDay || (hasMonth && !hasTime)
    }
}
