import HTTP
import Office
import Testing
import Web

@Suite struct `The pages of changes of policy` {
    private static let change = """
        topic: 养老保险单位缴费比例
        heldThrough: 2027-06-30
        sources:
          N: {title: 演示通知}
        parameters:
          pension.rate.employer:
            name: 养老保险单位缴费比例
            kind: rateTable
            values:
              - {from: 2026-12-01, value: 17%, source: N, state: unverified}
        """

    @Test func `show how far a trial has come, come again until it is done, and then show what it came to`()
        async throws
    {
        try await FilingScene.with { scene in
            let author = scene.seat("policy")
            let list = "/agency/policy"
            let link = try await author.post(
                list, from: list, ["title": "调整", "from": "2026-12-01", "through": "", "text": Self.change]
            ).place
            let begun = await author.get(link)
            #expect(begun.text.contains("正在试算：已试算0户，共2户") && begun.headers["refresh"] == "2")
            #expect(!begun.text.contains("重新试算"))
            let still = await author.get(link + "?still=1")
            #expect(still.headers["refresh"] == nil && still.text.contains("自动刷新"))
            try await JobRunner(scene.desk).round()
            let done = await author.get(link)
            #expect(done.headers["refresh"] == nil && done.text.contains("试算结果：2026年12月"))
            #expect(done.text.contains("第一个费款所属期"))
            #expect(done.text.contains("统筹基金增减"))
            #expect(done.text.contains("重新试算") && !done.text.contains("正在试算"))
        }
    }
}
