package import Office
package import Records
package import Storage

/// The addresses of batches in the employer's portal and at the counter.
package struct BatchPaths: Sendable {
    package let template: Path<EmployerId, String, TemplateFilling>
    package let batch: Path<BatchId>
    package let act: Path<BatchId, BatchAct>
    package let result: Path<BatchId, BatchRows>

    private init(_ portal: LoginRole.Portal) {
        let root = "/\(portal.rawValue)/batches"
        template = Path(
            root + "/templates/{employer}/{matter}/{filling}", EmployerId.self, String.self, TemplateFilling.self)
        batch = Path(root + "/{batch}", BatchId.self)
        act = Path(root + "/{batch}/{act}", BatchId.self, BatchAct.self)
        result = Path(root + "/{batch}/result/{rows}", BatchId.self, BatchRows.self)
    }

    package static let employer = BatchPaths(.employer)
    package static let agency = BatchPaths(.agency)

    /// An employer's own list, where it also uploads.
    package static let own = Path("/employer/batches")
    /// The list of the employer that stands at the counter.
    package static let atCounter = Path("/agency/counter/employers/{employer}/batches", EmployerId.self)
}

package enum BatchAct: String, PathParameter, CaseIterable {
    case confirm, again, stop
}

/// What stands in the rows of a template that is handed out.
package enum TemplateFilling: String, PathParameter, CaseIterable {
    case empty, present
}

extension BatchRows: PathParameter {}
