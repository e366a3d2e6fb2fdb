import Basics
import Testing

/// What a reader says to a text: `nil` if it takes it, otherwise the sentence.
private func refusal<Value>(_ read: () throws(IdentifierProblem) -> Value) -> String? {
    do {
        _ = try read()
        return nil
    } catch {
        return error.sentence
    }
}

struct CitizenNumberTests {
    @Test(arguments: ["11010519491231002X", "330105197810270025", "590101199003078880", " 110105 19491231 002x "])
    func `a number with a right check digit is read`(typed: String) throws {
        let number = try CitizenNumber(typed)
        #expect(number.text.count == 18)
    }

    @Test func `a number for a made-up person is a right one, and nobody's`() throws {
        let made = CitizenNumber(fictionalBornOn: Day("1995-01-09")!, order: 9, district: 590_003)
        #expect(try CitizenNumber(made.text) == made)
        #expect(made.text.hasPrefix("590003") && made.isMale)
    }

    @Test func `birth date and sex come from the number, and a small x is taken for the large one`() throws {
        let number = try CitizenNumber("11010519491231002x")
        #expect(number.text == "11010519491231002X")
        #expect(number.bornOn == Day("1949-12-31"))
        #expect(!number.isMale)
    }

    @Test(arguments: [
        ("", "身份证号码没有填写。请按证件填写18位号码。"),
        ("110101900307888", "15位旧号码已停用。请按证件填写18位号码。"),
        ("1101011978102700219", "身份证号码应为18位，现为19位。请按证件填写18位号码。"),
        ("11010119781027002Y", "身份证号码的前17位应为数字，最后一位应为数字或X。请对照证件逐位核对。"),
        ("110101197802300021", "身份证号码第7至14位“19780230”不是真实的出生日期。请对照证件核对这8位。"),
        ("110101197810270021", "身份证号码的最后一位校验码与前17位不符，号码中有一位或几位填错。请对照证件逐位核对。"),
        ("810000199408230021", "810000开头的是港澳台居民居住证号码，不是公民身份号码。请将证件类型改为港澳台居民居住证。"),
    ])
    func `a wrong number is refused with what is wrong and what would be right`(typed: String, sentence: String) {
        #expect(refusal { () throws(IdentifierProblem) in try CitizenNumber(typed) } == sentence)
    }

    @Test func `every other last character of a right number is refused`() {
        for last in "0123456789" {
            #expect(throws: IdentifierProblem.self) { try CitizenNumber("11010519491231002\(last)") }
        }
    }
}

struct ResidencePermitNumberTests {
    @Test(arguments: [
        ("810000199408230021", ResidencePermitNumber.Origin.hongKong), ("830000199201300022", .taiwan),
    ])
    func `a permit number tells where its holder is from`(typed: String, origin: ResidencePermitNumber.Origin) throws {
        #expect(try ResidencePermitNumber(typed).origin == origin)
    }

    @Test(arguments: ["810000199408230022", "830000199201300021", "11010519491231002X"])
    func `a wrong check digit or another prefix is refused`(typed: String) {
        #expect(throws: IdentifierProblem.self) { try ResidencePermitNumber(typed) }
    }
}

struct CreditCodeTests {
    @Test(arguments: ["91330106MA27Y4U47R", "91350100M000100Y43", " 91330106ma27y4u47r"])
    func `a right code leaves nothing to be confirmed`(typed: String) throws {
        #expect(try CreditCode(typed).toBeConfirmed.isEmpty)
    }

    @Test func `a wrong check character is to be confirmed with the register, not refused`() throws {
        let code = try CreditCode("91330106MA27Y4U47Y")
        #expect(code.toBeConfirmed.map(\.what) == ["统一社会信用代码的最后一位校验码不符。"])
    }

    @Test func `a wrong check of the organisation code within is told apart`() throws {
        let code = try CreditCode("91330106MA27Y4U46R")
        #expect(code.toBeConfirmed.first?.what == "统一社会信用代码第9至17位的组织机构代码，其校验码不符。")
    }

    @Test(arguments: [
        ("88330106MA27Y4U47R", "统一社会信用代码的前两位“88”不是登记管理部门和机构类别的代码。请对照证书核对，企业通常以91开头，个体工商户以92开头。"),
        ("91330106MA27Y4U47", "统一社会信用代码应为18位，现为17位。请按营业执照或登记证书填写18位代码。"),
        ("9133O106MA27Y4U47R", "统一社会信用代码只含数字和大写字母，不用字母I、O、S、V、Z。请核对是否把数字0、1、2、5误填为字母O、I、Z、S。"),
        ("9133A106MA27Y4U47R", "统一社会信用代码的第3至8位应为数字（登记机关行政区划码）。请对照证书核对。"),
    ])
    func `a code of the wrong form is refused`(typed: String, sentence: String) {
        #expect(refusal { () throws(IdentifierProblem) in try CreditCode(typed) } == sentence)
    }
}

struct MobileNumberTests {
    @Test(arguments: ["13800138000", "138 0013 8000", "138-0013-8000", "+86 13800138000"])
    func `a number is read as people type it`(typed: String) throws {
        let number = try MobileNumber(typed)
        #expect(number.text == "13800138000")
        #expect(number.masked == "138****8000")
    }

    @Test(arguments: [
        ("", "手机号码没有填写。请填写11位手机号码。"),
        ("1380013800", "手机号码应为11位，现为10位。请填写11位手机号码。"),
        ("12800138000", "手机号码应以13至19开头。请填写本人的手机号码，座机号码不能接收短信。"),
        ("1380013800a", "手机号码只能含数字。请填写11位手机号码。"),
    ])
    func `a wrong number is refused`(typed: String, sentence: String) {
        #expect(refusal { () throws(IdentifierProblem) in try MobileNumber(typed) } == sentence)
    }
}

struct IdentityDocumentTests {
    @Test(arguments: [
        (IdentityDocument.Kind.residencePermit, "810000 19900110 0006", "HKG", "810000199001100006", "1990-01-10"),
        (.mainlandPermit, "h00000001", "HKG", "HKG0H00000001", ""),
        (.mainlandPermit, "M0000000102", "MAC", "MAC0M00000001", ""),
        (.taiwanPermit, "0000000101", "TWN", "TWN000000001", ""),
        (.permanentResidence, "USA110088081506", "USA", "USA0USA110088081506", ""),
        (.permanentResidence, "911840198808150009", "USA", "USA0911840198808150009", "1988-08-15"),
        (.passport, "e 1234567", "DEU", "DEU0E1234567", ""),
    ])
    func `a document gives a social security number, and where its holder belongs`(
        kind: IdentityDocument.Kind, typed: String, country: String, number: String, bornOn: String
    ) throws {
        let document = try IdentityDocument(kind, typed, of: CountryCode(letters: "DEU"))
        #expect(document.country?.letters == country)
        #expect(document.socialSecurityNumber == number)
        #expect((document.bornOn?.description ?? "") == bornOn)
        #expect(IdentityDocument(onRecord: kind, document.number, of: document.country) == document)
    }

    @Test(arguments: [
        (IdentityDocument.Kind.mainlandPermit, "", "港澳居民来往内地通行证号码没有填写。请按通行证填写。"),
        (
            .mainlandPermit, "A1234567",
            "港澳居民来往内地通行证号码应以字母H（香港）或M（澳门）开头。请对照通行证核对，不要填写香港、澳门本地身份证号码。"
        ),
        (.mainlandPermit, "H1234567", "港澳居民来往内地通行证号码应为字母加8位数字（旧证加10位），现有7位数字。请对照通行证核对。"),
        (.taiwanPermit, "A123456789", "台湾居民来往大陆通行证号码只能含数字。请对照通行证核对。"),
        (
            .permanentResidence, "USA110088081507",
            "外国人永久居留身份证号码的最后一位校验码与前面各位不符，号码中有一位或几位填错。请对照证件逐位核对。"
        ),
        (.permanentResidence, "USA110088131508", "号码第8至13位“881315”不是真实的出生日期。请对照证件核对这6位。"),
        (.permanentResidence, "QQQ110088081508", "号码开头的“QQQ”不是国家（地区）代码。请对照证件逐位核对。"),
        (.permanentResidence, "911999198808150005", "号码第4至6位“999”不是国家（地区）代码。请对照证件逐位核对。"),
        (
            .permanentResidence, "810000199001100006",
            "18位的外国人永久居留身份证号码应以9开头。请对照证件核对；持其他证件的，请改选证件类型。"
        ),
        (.passport, "E-1234567", "护照号码只能含字母和数字。请按护照资料页右上角的号码填写。"),
        (.passport, "E123", "护照号码应为5至15位，现为4位。请按护照资料页右上角的号码填写。"),
    ])
    func `a number that is not of its kind is refused with what would be right`(
        kind: IdentityDocument.Kind, typed: String, sentence: String
    ) {
        #expect(
            refusal { () throws(IdentifierProblem) in
                try IdentityDocument(kind, typed, of: CountryCode(letters: "DEU"))
            } == sentence)
    }

    @Test(arguments: ["810000199001100006", "HKG0H00000001", "USA0USA110088081506", "deu0 e1234567"])
    func `a social security number is read in each of its shapes`(typed: String) throws {
        #expect(try SocialSecurityNumber(typed).text == typed.withoutSpaces.uppercased())
    }

    @Test(arguments: ["QQQ0E1234567", "DEUE1234567", "DEU0E12", "000101199001100014", ""])
    func `what has none of its shapes is refused`(typed: String) {
        #expect(throws: IdentifierProblem.self) { try SocialSecurityNumber(typed) }
    }

    @Test func `a passport without its country is not a document`() {
        #expect(throws: IdentifierProblem.self) { try IdentityDocument(.passport, "E1234567") }
    }

    @Test func `no two countries share letters or digits, and none of them is China`() {
        #expect(Set(CountryCode.foreign.map(\.letters)).count == CountryCode.foreign.count)
        #expect(Set(CountryCode.foreign.map(\.digits)).count == CountryCode.foreign.count)
        #expect(
            CountryCode.foreign.allSatisfy {
                $0.letters.utf8.count == 3 && $0.digits.utf8.allSatisfy(\.isDigit) && !$0.chinese.isEmpty
            })
        for letters in ["CHN", "HKG", "MAC", "TWN"] {
            #expect(!CountryCode.foreign.contains { $0.letters == letters })
        }
    }

    @Test func `a number for made-up people has its check digit`() throws {
        let made = ResidencePermitNumber(fictionalBornOn: Day("1990-01-10")!, origin: .hongKong)
        #expect(try ResidencePermitNumber(made.text) == made)
    }
}

struct PersonNameTests {
    @Test(arguments: ["𠮷田", "㛃䶮", "𬱖", "张〇", "王\u{F9DC}", "Mary Ann O'Neil", "欧阳"])
    func `rare characters and foreign names go through unchanged`(name: String) throws {
        #expect(Array(try PersonName(name).text.unicodeScalars) == Array(name.unicodeScalars))
    }

    @Test(arguments: ["阿卜杜拉•买买提", "阿卜杜拉・买买提", " 阿卜杜拉·买买提 "])
    func `the dots of keyboards become the middle dot`(typed: String) throws {
        #expect(try PersonName(typed).text == "阿卜杜拉·买买提")
    }

    @Test(arguments: [
        (" ", "姓名没有填写。请按身份证件填写。"),
        ("张\u{E863}", "姓名中有输入法自造的字，其他系统无法辨认。请改用国家标准GB 18030中的字；找不到的，请到经办窗口办理。"),
        ("张\u{7}三", "姓名中有不能用的字符“U+7”。姓名只用汉字、字母、间隔号“·”和空格，请按身份证件填写。"),
        ("张三1", "姓名中有不能用的字符“1”。姓名只用汉字、字母、间隔号“·”和空格，请按身份证件填写。"),
        ("张三·", "间隔号“·”应在姓名中间，且不能连用。请按身份证件填写。"),
    ])
    func `what no register holds is refused`(typed: String, sentence: String) {
        #expect(refusal { () throws(IdentifierProblem) in try PersonName(typed) } == sentence)
    }

    @Test func `a name has a longest length`() {
        #expect(throws: IdentifierProblem.self) { try PersonName(String(repeating: "张", count: 51)) }
    }
}
