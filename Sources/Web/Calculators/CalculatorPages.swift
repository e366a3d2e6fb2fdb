package import Basics
import Calculation
import HTTP
package import Office
import Policy

/// The calculators, for everybody: an index, a page each whose form stands in its address, and the same as JSON.
package struct CalculatorPages: Sendable {
    let information: PublicInformation
    /// The region that is chosen to begin with.
    let home: Region
    /// Computing costs more than looking.
    let rate: RateLimit

    package static func endpoints(
        _ desk: Desk, home: Region, rate: RateLimit = RateLimit(burst: 100, perSecond: 10)
    ) -> [Endpoint] {
        let pages = CalculatorPages(information: PublicInformation(desk), home: home, rate: rate)
        let everybody = Set(Visitor.Role.allCases)
        return [
            .get(CalculatorPaths.all, for: everybody) { visit in pages.index(visit) },
            .get(CalculatorPaths.one, for: everybody) { visit, name in try pages.page(visit, name) },
            .call(.get, CalculatorPaths.list) { _ in
                .json(try CalculatorJSON.bytes(CalculatorList(CalculatorCatalogue.all)))
            },
            .call(.get, CalculatorPaths.answer) { visit, name in try pages.json(visit, name) },
        ]
    }

    private func calculator(_ name: String) throws -> Calculator {
        guard let calculator = CalculatorCatalogue.calculator(name) else { throw PageProblem.notFound }
        return calculator
    }

    private func takeTurn(_ visit: Visit) throws {
        if let seconds = rate.secondsToWait(for: visit.request.remoteAddress) {
            throw PageProblem.tooMany(retryAfterSeconds: seconds)
        }
    }
}

extension CalculatorPages {
    private func json(_ visit: Visit, _ name: String) throws -> Response {
        let calculator = try calculator(name)
        try takeTurn(visit)
        let asked = visit.query.fields.map { (key: $0.name, value: $0.value) }
        do throws(CalculatorRefusal) {
            let answer = try calculator.answer(asked, from: information.book, today: information.today)
            return .json(try encoded(answer))
        } catch {
            var response = Response.json(try encoded(error), status: .unprocessable)
            response.headers["content-type"] = "application/problem+json"
            return response
        }
    }

    private func encoded(_ value: some Encodable) throws(CalculatorRefusal) -> [UInt8] {
        guard let bytes = try? CalculatorJSON.bytes(value) else {
            preconditionFailure("texts and whole numbers are always written")
        }
        return bytes
    }

    private func index(_ visit: Visit) -> Response {
        let entries: Markup = """
            \(each: CalculatorCatalogue.all, {
                "<li><a href=\"\(CalculatorPaths.one($0.name))\"><strong>\($0.title)</strong><span>\($0.summary)</span></a></li>"
            })
            """
        let content: Markup = """
            <h1>计算器</h1>
            <p class="lead">无需登录。每个数字都列出计算过程、政策依据和执行期间，可以按任意月份的规定计算。</p>
            <ul class="entries">\(entries)</ul>
            <p class="quiet">结果供参考，以经办机构核定为准。标注“未核实”的参数尚未与发布原文核对。填好的页面网址可以收藏或发送给他人；网址中含有填写的内容，请勿公开个人信息。</p>
            """
        return Page("计算器", in: .open, content).response(to: visit)
    }

    private func page(_ visit: Visit, _ name: String) throws -> Response {
        let calculator = try calculator(name)
        let asked = visit.query.fields.map { (key: $0.name, value: $0.value) }
        let form = CalculatorForm(calculator, information, home: home)
        let given = Dictionary(asked) { first, _ in first }
        if given[CalculatorPaths.filling] != nil || asksNothing(given) {
            return page(visit, calculator, form.markup(given, []))
        }
        try takeTurn(visit)
        do throws(CalculatorRefusal) {
            let answer = try calculator.answer(asked, from: information.book, today: information.today)
            return page(
                visit, calculator,
                """
                \(CalculatorReport(answer))
                <h2>修改条件重新计算</h2>
                \(form.markup(given, []))
                """)
        } catch {
            let gap = error.gap.map { Notice(.warning, "缺少政策参数：\($0.name)", "<p>\($0.sentence)</p>") }
            let problems = error.gap == nil ? error.problems : []
            return page(
                visit, calculator, "\(gap)\(form.markup(given, problems))", hasProblems: gap == nil,
                status: .unprocessable)
        }
    }

    /// Whether no more than a region has been chosen, for its form.
    private func asksNothing(_ given: [String: String]) -> Bool {
        let region = given[Calculator.regionKey].map { Region(rawValue: $0) }
        return given.keys.allSatisfy { $0 == Calculator.regionKey }
            && region.map { information.book.regions[$0] != nil } ?? true
    }

    private func page(
        _ visit: Visit, _ calculator: Calculator, _ body: Markup, hasProblems: Bool = false, status: Status = .ok
    ) -> Response {
        let content: Markup = """
            <h1>\(calculator.title)</h1>
            <p class="lead">\(calculator.summary)</p>
            \(body)
            """
        return Page(
            calculator.title, in: .open, above: [("计算器", CalculatorPaths.all())], hasProblems: hasProblems, content
        ).response(to: visit, status: status)
    }
}
