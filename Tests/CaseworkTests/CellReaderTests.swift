import Basics
import Casework
import Records
import Testing

/// What people write into the cells of a workbook, and what it is taken for.
@Suite struct `A cell of a batch` {
    private static func reader(_ definition: FieldDefinition) -> CellReader {
        CellReader(BatchTemplate.Column(definition, .always))
    }

    private static let day = reader(Field<Day>("day", "日期").definition)
    private static let month = reader(Field<Month>("month", "月份").definition)
    private static let money = reader(Field<Money>("wage", "工资").definition)
    private static let number = reader(Field<SocialSecurityNumber>("number", "社会保障号码").definition)
    private static let phone = reader(Field<MobileNumber>("phone", "手机号码").definition)
    private static let text = reader(Field<String>("text", "岗位").definition)
    private static let sex = reader(Field<Sex>("sex", "性别").definition)
    private static let country = reader(Field<CountryCode>("country", "国家").definition)

    @Test(arguments: [
        "2026-11-01", "2026-11-1", "2026/11/1", "2026.11.01", "2026年11月1日", "20261101", " 2026-11-01 ", "２０２６－１１－０１",
        "2026-11-01 00:00:00", "2026年11月01日 08:30", "\u{3000}2026/11/01",
    ])
    func `holds a day in any usual writing`(written: String) {
        #expect(Self.day.read(.text(written)).answer == "2026-11-01")
        #expect(Self.day.read(.text(written)).problem == nil)
    }

    @Test func `holds a day as a date, or as eight digits`() {
        #expect(Self.day.read(.day(Day("2026-11-01")!)).answer == "2026-11-01")
        #expect(Self.day.read(.number("20261101")).answer == "2026-11-01")
    }

    @Test(arguments: [
        "2026-02-30", "2026-13-01", "11/1/2026", "26-11-01", "明天", "2026-11", "2026-11-01-02", "1.5", "-3",
    ])
    func `is no day where there is none, and keeps what was written`(written: String) {
        let reading = Self.day.read(.text(written))
        #expect(reading.answer == written)
        #expect(reading.problem == "“\(written)”不是真实的日期，请按“年-月-日”填写，例如2026-11-01。")
    }

    @Test func `that lost its date format says what to do`() {
        #expect(
            Self.day.read(.number("46327")).problem
                == "单元格是数值46327，不是日期。请将单元格设为“日期”格式后重新填写，例如2026-11-01。")
    }

    @Test(arguments: [
        CellValue.text("2026-11"), .text("2026/11"), .text("2026年11月"), .text("202611"), .number("202611"),
        .text("2026.11"), .day(Day("2026-11-30")!),
    ])
    func `holds a month in any usual writing`(value: CellValue) {
        #expect(Self.month.read(value).answer == "2026-11")
        #expect(Self.month.read(value).problem == nil)
    }

    @Test func `is no month where it may be January or October`() {
        #expect(Self.month.read(.number("2026.1")).problem != nil)
        #expect(Self.month.read(.text("2026-13")).problem != nil)
    }

    @Test(arguments: [
        (CellValue.number("8500.5"), "8500.50"), (.text("8500.50"), "8500.50"), (.text("￥8,500.5元"), "8500.50"),
        (.text("８５００"), "8500.00"), (.text("¥ 8，500"), "8500.00"), (.number("8500"), "8500.00"),
    ])
    func `holds an amount`(value: CellValue, answer: String) {
        #expect(Self.money.read(value).answer == answer)
    }

    @Test(arguments: ["八千五", "8500.123", "8.5k", "元"])
    func `that holds no amount stays as it is, for the form to say why`(written: String) {
        #expect(Self.money.read(.text(written)).answer == written)
    }

    @Test(arguments: [
        "590003199501090097", "'590003199501090097", " 590003 19950109 0097 ", "５９０００３１９９５０１０９００９７",
        "’590003199501090097",
    ])
    func `holds a number of identity as text`(written: String) {
        #expect(Self.number.read(.text(written)).answer == "590003199501090097")
    }

    @Test func `whose number of eighteen digits has become a figure says what is lost`() {
        for lost in ["110101199003070000", "590003199501090000"] {
            let reading = Self.number.read(.number(lost))
            #expect(reading.answer == lost)
            #expect(reading.problem?.contains("已变成数值") == true && reading.problem?.contains("“文本”格式") == true)
        }
        #expect(Self.number.read(.number("110101199003070000")).problem?.contains("1.10101E+17") == true)
    }

    @Test func `may hold a phone as a figure, which loses nothing`() {
        #expect(Self.phone.read(.number("13800000001")) == Self.phone.read(.text("13800000001")))
        #expect(Self.phone.read(.number("13800000001")).problem == nil)
        #expect(Self.phone.read(.day(Day("2026-11-01")!)).problem?.contains("已变成日期") == true)
    }

    @Test func `holds a choice by its name or its value`() {
        for written in ["男", " 男 ", Sex.male.rawValue] {
            #expect(Self.sex.read(.text(written)).answer == Sex.male.rawValue)
        }
        for written in ["AUS 澳大利亚", "AUS", "澳大利亚", "AUS澳大利亚", "ＡＵＳ"] {
            #expect(Self.country.read(.text(written)).answer == "AUS", "\(written)")
        }
        #expect(Self.sex.read(.text("公")).problem == "“公”不在选项中，请选择：男、女。")
        #expect(Self.country.read(.text("火星")).problem == "“火星”不在选项中，请从下拉列表中选择。")
    }

    @Test func `that holds an error or a truth value says so`() {
        #expect(Self.text.read(.error("#N/A")).problem == "单元格是错误值#N/A，请重新填写。")
        #expect(Self.text.read(.boolean(true)).problem == "单元格是逻辑值TRUE，请重新填写。")
    }

    @Test func `of free text keeps what was written but the blanks around it`() {
        #expect(Self.text.read(.text("\u{FEFF} 会计（１级） \u{200B}")).answer == "会计（１级）")
        #expect(Self.text.read(.text(" \u{3000} ")).answer == "")
    }
}
