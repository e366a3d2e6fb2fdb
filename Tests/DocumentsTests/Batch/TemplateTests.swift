import Basics
import Casework
import Documents
import Foundation
import Matters
import Testing

/// Templates as they go out and come back.
@Suite struct `A batch template` {
    let scene: TemplateScene

    init() throws { scene = try TemplateScene() }

    @Test func `is there for every matter that is filed in batches, and for no other`() {
        #expect(Set(TemplateScene.others.map(\.matter)) == Set(TemplateScene.slugs))
    }

    @Test(arguments: TemplateScene.slugs)
    func `asks for what the form asks for`(slug: String) throws {
        let template = try TemplateScene.template(slug)
        let fields = try #require(Catalogue.matter(slug)).form.sections.flatMap(\.fields)
        #expect(template.columns.map(\.key) == fields.map(\.key))
        #expect(template.columns.map(\.label) == fields.map(\.label))
    }

    @Test(arguments: TemplateScene.slugs)
    func `filled in with what is known gives back every answer`(slug: String) throws {
        let template = try TemplateScene.template(slug)
        let rows = BatchSamples.rows(of: slug)
        let read = try scene.read(try scene.write(template, rows), as: template)
        #expect(read.map(\.answers) == rows)
        #expect(read.flatMap(\.problems).isEmpty, "\(read.flatMap(\.problems))")
        #expect(read.map(\.number) == [4, 5])
    }

    @Test(arguments: TemplateScene.slugs)
    func `with the results beside the rows is read as an upload again`(slug: String) throws {
        let template = try TemplateScene.template(slug)
        let rows = BatchSamples.rows(of: slug)
        let verdicts = [
            RowVerdict(
                isGood: false, text: "未受理：本单位没有该社会保障号码的参保职工。请核对号码。",
                problems: template.columns.prefix(2).map { FieldProblem(field: $0.key, sentence: "请核对。") }),
            RowVerdict(isGood: true, text: "已受理，办件编号20261122000123"),
        ]
        let read = try scene.read(try scene.write(template, rows, verdicts: verdicts), as: template)
        #expect(read.map(\.answers) == rows)
    }

    @Test func `gives back what could not be read as it was, so that it can be corrected`() throws {
        let template = try TemplateScene.template("staff-termination")
        let wrong = ["number": "1.10101E+17", "endedOn": "二〇二六年", "reason": "不干了", "name": "王㛃"]
        let verdict = RowVerdict(isGood: false, text: "未受理。")
        let read = try scene.read(try scene.write(template, [wrong], verdicts: [verdict]), as: template)
        #expect(read.map(\.answers) == [wrong])
        #expect(read[0].problems.map(\.field) == ["endedOn", "reason"])
    }

    @Test func `says whom a row is about`() throws {
        let enrolment = try TemplateScene.template("staff-enrolment")
        let plain = enrolment.person(of: ["number": "59000319950109001x"])
        #expect(plain == enrolment.person(of: ["number": "590003 19950109 001X", "documentKind": "residentCard"]))
        #expect(plain != enrolment.person(of: ["number": "590003199501090097"]))
        #expect(
            enrolment.person(of: ["documentKind": "passport", "documentNumber": "E1", "documentCountry": "AUS"])
                != enrolment.person(of: ["documentKind": "passport", "documentNumber": "E1", "documentCountry": "USA"]))
        #expect(enrolment.person(of: ["documentKind": "passport", "name": "ANNA LEE"]) == nil)
    }

    @Test func `has a mark that changes with what it says`() throws {
        let marks = TemplateScene.others.map(\.mark)
        #expect(Set(marks).count == marks.count)
        #expect(try TemplateScene.template("yearly-wage").mark == TemplateScene.template("yearly-wage").mark)
    }

    @Test func `of ten thousand rows leaves nothing behind but itself`() throws {
        let template = try TemplateScene.template("yearly-wage")
        let rows = (1...10_000).map { ["number": "5900031995010\(10_000 + $0)", "name": "甲", "wage": "\($0).00"] }
        let path = try scene.write(template, rows)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.desk.path) == ["template.xlsx"])
        #expect(try scene.read(path, as: template).map(\.answers) == rows)
    }

    @Test func `with a wrong cell in each of very many rows has notes at the first of them`() throws {
        let template = try TemplateScene.template("yearly-wage")
        let count = TemplateWriter.noteLimit + 10
        let problems = [FieldProblem(field: "wage", sentence: "金额应当大于 0 元。")]
        let verdicts = [RowVerdict](
            repeating: RowVerdict(isGood: false, text: "未受理。", problems: problems), count: count)
        let rows = [Answers](repeating: ["number": "590003199501090097", "wage": "0"], count: count)
        let read = try scene.read(try scene.write(template, rows, verdicts: verdicts), as: template)
        #expect(read.count == count)
    }
}
