package import Basics

/// What was asked of the policy is not known for that day: never answered by the last value that is.
package struct PolicyGap: Error, Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        /// Nobody has told this region's value: looked for and not found, with what was found out.
        case absent(note: String)
        /// The region's files do not name the parameter at all.
        case unknownParameter
        /// There is no such region.
        case unknownRegion
        /// The day lies before the first value that is known.
        case before(Day)
        /// The day lies after the last day that the value is known to hold.
        case after(Day)
        /// The value ended, and none follows it on that day.
        case ended(Day)
        /// The table has no entry for this attribute: which one, and what was asked for (empty if it was not said).
        case noEntry(attribute: String, asked: String)
    }

    package let key: String
    /// The parameter's name in Chinese; the key where it has none.
    package let name: String
    package let region: Region
    /// The region's name in Chinese; its identifier where it has none.
    package let regionName: String
    /// The day asked for; `nil` where the gap is none of a day.
    package let day: Day?
    /// Who needed it: `缴费核定`.
    package let askedBy: String
    package let cause: Cause

    package init(
        key: String, name: String, region: Region, regionName: String, day: Day?, askedBy: String, cause: Cause
    ) {
        self.key = key
        self.name = name
        self.region = region
        self.regionName = regionName
        self.day = day
        self.askedBy = askedBy
        self.cause = cause
    }
}

extension PolicyGap: CustomStringConvertible {
    /// The sentence for policy staff and on the command line: with the key.
    package var description: String { sentence(naming: "“\(name)”（\(key)）") }

    /// 缺什么、为什么缺、怎么办。
    package var sentence: String { sentence(naming: "“\(name)”") }

    private func sentence(naming name: String) -> String {
        "\(askedBy)需要\(regionName)\(day?.chinese ?? "")的\(name)，\(reason)补充资料之前，这一项无法确定。"
    }

    /// What was looked for and not found, or was not said; else the whole sentence.
    package var note: String {
        switch cause {
        case .absent(let note): note
        case .noEntry(let attribute, asked: ""): "没有填写“\(attribute)”。"
        default: sentence
        }
    }

    /// The same with what was asked for of a table as people read it: a table has no names for what it has no entry for.
    package func naming(_ asked: String, _ name: String) -> PolicyGap {
        guard case .noEntry(let attribute, asked) = cause else { return self }
        return PolicyGap(
            key: key, name: self.name, region: region, regionName: regionName, day: day, askedBy: askedBy,
            cause: .noEntry(attribute: attribute, asked: name))
    }

    private var reason: String {
        switch cause {
        case .absent(let note): "现有政策资料没有载明：\(note)\(note.hasSuffix("。") ? "" : "。")"
        case .unknownParameter: "该统筹区的政策资料中没有这一参数。"
        case .unknownRegion: "没有“\(region.rawValue)”这个统筹区的政策资料。"
        case .before(let first): "现有政策资料从\(first.chinese)开始。"
        case .after(let last): "现有政策资料只到\(last.chinese)。"
        case .ended(let end): "该参数已于\(end.chinese)停止执行。"
        case .noEntry(let attribute, let asked):
            asked.isEmpty ? "须先确定“\(attribute)”。" : "其中没有“\(attribute)”为“\(asked)”的一档。"
        }
    }
}
