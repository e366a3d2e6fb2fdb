import Basics

extension PolicyAssembly {
    /// Limits of a base of which the floor lies above the cap, on any day of the share that names both: a digit was left out somewhere.
    func checkLimits(of parameter: Parameter, in own: [String: Parameter]) -> Set<PolicyProblem> {
        var told: Set<PolicyProblem> = []
        for share in parameter.spans {
            guard case .value(.share(let value)) = share.content,
                case .declaredWage(let floor?, let cap?, _) = value.base,
                let floor = own[floor], let cap = own[cap]
            else { continue }
            for low in floor.spans where low.overlaps(share) {
                for high in cap.spans where high.overlaps(share) && high.overlaps(low) {
                    guard let amount = low.limits?.above(high.limits) else { continue }
                    let place = (low.from < high.from ? high : low).place
                    told.insert(
                        PolicyProblem(
                            place.path, place.line,
                            "\(floor.key)从\(low.from)起的\(amount.floor)元高于\(cap.key)从\(high.from)起的\(amount.cap)元。",
                            remedy: "下限不能高于上限，请核对。"))
                }
            }
        }
        return told
    }
}

extension Parameter.Span {
    fileprivate func overlaps(_ other: Parameter.Span) -> Bool {
        (through.map { other.from <= $0 } ?? true) && (other.through.map { from <= $0 } ?? true)
    }

    fileprivate var limits: Limits? {
        switch content {
        case .value(.money(let amount)): Limits(axes: [], entries: ["": amount])
        case .value(.moneyTable(let table)): Limits(axes: table.axes.map(\.attribute), entries: table.entries)
        default: nil
        }
    }
}

/// What bounds a base on some days: one amount for all, or one for each entry.
private struct Limits {
    let axes: [Attribute]
    let entries: [String: Money]

    /// The first floor among these that is above a cap for the same people. Of tables that go by different attributes nobody can tell
    /// who meets both entries.
    func above(_ caps: Limits?) -> (floor: Money, cap: Money)? {
        guard let caps, axes.isEmpty || caps.axes.isEmpty || axes == caps.axes else { return nil }
        for (key, floor) in entries.sorted(by: { $0.key < $1.key }) {
            for (other, cap) in caps.entries.sorted(by: { $0.key < $1.key })
            where floor > cap && (axes != caps.axes || key == other) {
                return (floor, cap)
            }
        }
        return nil
    }
}
