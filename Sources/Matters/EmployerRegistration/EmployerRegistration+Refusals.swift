import Basics
package import Casework
package import Policy
import Records

extension EmployerRegistration {
    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        registeredAlready(application, facts) + ended(application, facts) + wrongCode(application, facts)
            + notFounded(application, rules)
            + (try application[industry].map { industry throws(PolicyGap) in try unclassified(industry, rules) } ?? [])
            + unknownBranch(application, facts) + halfAnAccount(application)
    }

    private static func registeredAlready(_ application: Application, _ facts: Facts) -> [Refusal] {
        guard let code = application.applicant.unit, let employer = facts[EmployerByCreditCode(code)] else { return [] }
        return [
            Refusal(
                "registeredAlready", "该单位已于\(employer.registeredOn.chinese)办理社会保险登记，无需重复办理。",
                remedy: "请由本单位管理员登录“单位办事”办理业务；还没有账户的，请在登录页选择“单位首次使用”。")
        ]
    }

    /// Who is deregistered or revoked employs nobody any more.
    private static func ended(_ application: Application, _ facts: Facts) -> [Refusal] {
        guard let unit = answer(to: application, facts)?.unit, unit.status != .active else { return [] }
        return [
            Refusal(
                "unitEnded", "\(unit.authority)登记该单位已\(unit.status.chinese)，不能办理社会保险登记。",
                remedy: "请核对统一社会信用代码；登记状态有误的，请先到登记机关更正。")
        ]
    }

    /// A code that does not add up is confirmed with the register: what it knows goes ahead, what it does not know is wrong.
    private static func wrongCode(_ application: Application, _ facts: Facts) -> [Refusal] {
        guard let text = application.applicant.unit, case .notFound = facts[RegisteredUnit(text)] else { return [] }
        do throws(IdentifierProblem) {
            guard let doubt = try CreditCode(text).toBeConfirmed.first else { return [] }
            return [
                Refusal(
                    "wrongCode", "\(doubt.what)\(Partner.register(of: text).name)也没有登记这一代码。",
                    remedy: "请对照营业执照或登记证书，用正确的代码重新办理。")
            ]
        } catch {
            return [Refusal("wrongCode", error.what, remedy: error.remedy)]
        }
    }

    private static func notFounded(_ application: Application, _ rules: Rules) -> [Refusal] {
        guard let founded = application[foundedOn], founded > rules.today else { return [] }
        return [
            Refusal(
                "notFounded", field: foundedOn.key, "成立日期晚于今天（\(rules.today.chinese)），单位尚未成立。",
                remedy: "请核对成立日期；单位成立后再办理。", basis: card.legalBases[0])
        ]
    }

    private static func unknownBranch(_ application: Application, _ facts: Facts) -> [Refusal] {
        guard let named = application[branch], !branches(for: application, facts).contains(where: { $0.name == named })
        else { return [] }
        return [
            Refusal("unknownBranch", field: branch.key, "没有名为“\(named)”的经办机构。", remedy: "请从列出的经办机构中选择。")
        ]
    }

    private static func halfAnAccount(_ application: Application) -> [Refusal] {
        guard (application[bank] == nil) != (application[account] == nil) else { return [] }
        return [
            Refusal(
                "halfAnAccount", field: application[bank] == nil ? bank.key : account.key, "开户银行和银行账号须同时填写。",
                remedy: "请补齐另一项；尚未开户的，两项都不填。")
        ]
    }
}
