package import Basics

extension RegionPolicy {
    /// The entry of a table, cited with the entry alone.
    package func count(
        _ key: PolicyKey<CountTable>, entry: String, called: String, on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<Int> {
        let table = try value(key, on: day, askedBy: purpose)
        guard let count = table.value.entries[entry] else {
            throw noEntry(table.citation, table.value.attributeName, called, day, purpose)
        }
        return Dated(value: count, citation: table.citation.showing("\(called)：\(shown(count, of: key.name))"))
    }

    package func rate(
        _ key: PolicyKey<RateTable>, entry: String, called: String, on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<Rate> {
        let table = try value(key, on: day, askedBy: purpose)
        guard let rate = table.value.entries[entry] else {
            throw noEntry(table.citation, table.value.attributeName, called, day, purpose)
        }
        return Dated(value: rate, citation: table.citation.showing("\(called)：\(rate)"))
    }

    /// The entry of the highest bound that a number reaches: a table of bands by their lower bounds.
    package func count(
        _ key: PolicyKey<CountTable>, reachedBy number: Int, unit: String, on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<Int>? {
        let table = try value(key, on: day, askedBy: purpose)
        guard let (bound, count) = RegionPolicy.band(table.value.entries, number) else { return nil }
        return Dated(value: count, citation: table.citation.showing("满\(bound)\(unit)：\(shown(count, of: key.name))"))
    }

    package func money(
        _ key: PolicyKey<MoneyTable>, reachedBy number: Int, unit: String, on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<Money>? {
        let table = try value(key, on: day, askedBy: purpose)
        guard let (bound, amount) = RegionPolicy.band(table.value.entries, number) else { return nil }
        return Dated(value: amount, citation: table.citation.showing("满\(bound)\(unit)：\(amount)元"))
    }

    /// The value of a day; where it is not published yet and policy says so, the last one that is.
    ///
    /// - Returns: also whether it will be computed again.
    package func published<Value>(
        _ key: PolicyKey<Value>, otherwise rule: PolicyKey<BeforePublication>, on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> (dated: Dated<Value>, isProvisional: Bool, rule: Citation?) {
        do {
            return (try value(key, on: day, askedBy: purpose), false, nil)
        } catch {
            guard case .after(let last) = error.cause else { throw error }
            let rule = try value(rule, on: day, askedBy: purpose)
            guard rule.value == .lastPublished else { throw error }
            let citation = rule.citation.showing("暂按最近一次公布的数值")
            return (try value(key, on: last, askedBy: purpose), true, citation)
        }
    }

    private func noEntry(
        _ citation: Citation, _ attribute: String, _ called: String, _ day: Day, _ purpose: String
    ) -> PolicyGap {
        PolicyGap(
            key: citation.key, name: citation.name, region: region, regionName: name(on: day), day: day,
            askedBy: purpose, cause: .noEntry(attribute: attribute, asked: called))
    }

    private static func band<Value>(_ entries: [String: Value], _ number: Int) -> (Int, Value)? {
        entries.compactMap { key, value in Int(key).map { ($0, value) } }.filter { $0.0 <= number }
            .max { $0.0 < $1.0 }
    }
}
