import HTTP
import Office
import Testing
import Web

@Suite struct `The pages of a batch` {
    @Test func `say all that an upload lacks at once, and keep nothing of it`() async throws {
        try await FilingScene.with { scene in
            let seat = scene.seat("unit")
            let list = BatchPaths.own().address
            let nothing = try await seat.post(list, from: list, ["matter": ""])
            #expect(nothing.status == .unprocessable)
            #expect(nothing.text.contains("请选择办理事项。") && nothing.text.contains("请选择要上传的文件。"))
            let table = Array("姓名,号码\n张三,1\n".utf8)
            let csv = try await seat.post(
                list, from: list, ["matter": "staff-termination"], file: ("file", "<b>减员</b>.xlsx", table))
            #expect(csv.status == .unprocessable && csv.text.contains("从表格另存的CSV文件"))
            #expect(await seat.get(list).text.contains("还没有上传过文件"))
            let unknown = try await seat.post(list, from: list, ["matter": "no-such"], file: ("file", "a.xlsx", table))
            #expect(unknown.status == .notFound)
        }
    }
}
