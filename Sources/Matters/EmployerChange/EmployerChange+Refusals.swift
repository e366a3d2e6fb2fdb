import Basics
package import Casework
package import Policy
import Records

extension EmployerChange {
    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let present = PresentUnit(of: application, facts) else { return [] }
        let half = changesInFuture(application, rules) + halfAnAccount(application, present)
        guard half.isEmpty else { return half }
        return nothingChanged(application, present) + (try unclassified(application, present, rules))
    }

    private static func changesInFuture(_ application: Application, _ rules: Rules) -> [Refusal] {
        guard let changedOn = application[changedOn], changedOn > rules.today else { return [] }
        return [
            Refusal(
                "changesInFuture", field: self.changedOn.key, "变更日期晚于今天（\(rules.today.chinese)），变更还没有发生。",
                remedy: "请核对变更日期；登记机关核准变更后再办理。", basis: card.legalBases[0])
        ]
    }

    private static func halfAnAccount(_ application: Application, _ present: PresentUnit) -> [Refusal] {
        guard present.record?.account == nil, (application[bank] == nil) != (application[account] == nil) else {
            return []
        }
        return [
            Refusal(
                "halfAnAccount", field: application[bank] == nil ? bank.key : account.key, "开户银行和银行账号须同时填写。",
                remedy: "请补齐另一项；尚未开户的，两项都不填。")
        ]
    }

    private static func nothingChanged(_ application: Application, _ present: PresentUnit) -> [Refusal] {
        guard present.changes(by: application).isEmpty else { return [] }
        return [
            Refusal("nothingChanged", "填写的内容与现登记的一致，没有需要变更的项目。", remedy: "请修改有变化的项目；没有变化的，无需办理。")
        ]
    }

    private static func unclassified(
        _ application: Application, _ present: PresentUnit, _ rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let record = present.record, let industry = application[industry], industry != record.industry else {
            return []
        }
        return try unclassified(industry, rules)
    }
}
