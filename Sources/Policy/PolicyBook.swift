package import Basics

/// The policy of all regions at one version: the base files with the publications laid over them.
package struct PolicyBook: Sendable {
    package let version: PolicyVersion
    package let regions: [Region: RegionPolicy]

    /// Reads base files and publications.
    ///
    /// - Parameters:
    ///   - files: the texts of the policy folder, in any order.
    ///   - publications: in the order in which they were published.
    ///   - withDemonstration: whether `demo.yaml` files count; without it they are left unread.
    ///   - requiring: keys that every region must have, if only as absent; what the platform asks for by default.
    /// - Throws: everything that is wrong in them.
    package init(
        files: [PolicyFile], publications: [Publication] = [], withDemonstration: Bool = false,
        requiring: [String] = PolicyBook.requiredKeys
    ) throws(PolicyProblems) {
        let files = files.filter { withDemonstration || !$0.isDemonstration }
        var assembly = PolicyAssembly(files: files, publications: publications)
        assembly.assemble()
        assembly.check(requiring: requiring)
        guard assembly.problems.isEmpty else { throw PolicyProblems(problems: assembly.problems.sorted()) }
        let version = PolicyVersion(files: files, publications: publications)
        self.version = version
        let names = Dictionary(
            assembly.parameters.sorted { $0.key < $1.key }.flatMap(\.value.values).map { ($0.key, $0.name) }
        ) { first, _ in
            first
        }
        self.regions = Dictionary(
            uniqueKeysWithValues: assembly.parameters.map { name, parameters in
                let region = Region(rawValue: name)
                return (region, RegionPolicy(region: region, version: version, parameters: parameters, names: names))
            })
    }

    /// The keys that the platform asks of every region.
    package static var requiredKeys: [String] { PolicyCatalogue.required }

    /// - Throws: a gap that names the region, if there is none of that name.
    package func region(_ region: Region, askedBy: String) throws(PolicyGap) -> RegionPolicy {
        if let found = regions[region] { return found }
        throw PolicyGap(
            key: "region", name: "政策资料", region: region, regionName: "统筹区\(region.rawValue)", day: nil,
            askedBy: askedBy, cause: .unknownRegion)
    }
}
