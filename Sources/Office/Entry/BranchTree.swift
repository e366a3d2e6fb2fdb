package import Database
package import Records
import Storage

/// The agency's branches: the centre, its district offices, the desks below them.
package struct BranchTree: Sendable {
    private let parents: [String: String?]

    package init(_ branches: [Branch]) {
        parents = Dictionary(branches.map { ($0.code, $0.parent) }) { first, _ in first }
    }

    package init(_ tx: Transaction) throws {
        self.init(try tx.branches.all())
    }

    /// Whether a branch is that other one or below it. Unknown branches are within nothing.
    package func isWithin(_ branch: String, _ other: String) -> Bool {
        var current = branch
        // A circle in the rows ends here rather than never.
        for _ in 0...parents.count {
            guard let parent = parents[current] else { return false }
            if current == other { return true }
            guard let parent else { return false }
            current = parent
        }
        return false
    }

    /// A branch and all below it, for lists; in no order.
    package func within(_ other: String) -> [String] {
        parents.keys.filter { isWithin($0, other) }
    }
}

extension Principal {
    /// Whether an employer's records are theirs to see and act on: an operator's own employer; for a teller every employer of
    /// the region, since one window serves whoever comes (全市通办); for the back office what lies in their branch or below.
    package func covers(_ employer: Employer, _ tree: BranchTree) -> Bool {
        switch role {
        case .employerOperator: self.employer == employer.id
        case .individual, .unitOperator: false
        case .teller: branch != nil && region == employer.region
        case .reviewer, .policyStaff, .auditor, .administrator: isOfBranch(employer, tree)
        }
    }

    /// Whether an employer belongs to their branch or one below it.
    package func isOfBranch(_ employer: Employer, _ tree: BranchTree) -> Bool {
        branch.map { tree.isWithin(employer.branch, $0) } ?? false
    }
}
