import Casework
import Documents
import Foundation
import Matters
import Testing

/// Templates as they go out and come back.
@Suite struct `A batch template` {
    let scene: TemplateScene

    init() throws { scene = try TemplateScene() }

    @Test(arguments: TemplateScene.slugs)
    func `filled in with what is known gives back every answer`(slug: String) throws {
        let template = try TemplateScene.template(slug)
        let rows = BatchSamples.rows(of: slug)
        let read = try scene.read(try scene.write(template, rows), as: template)
        #expect(read.map(\.answers) == rows)
        #expect(read.flatMap(\.problems).isEmpty, "\(read.flatMap(\.problems))")
        #expect(read.map(\.number) == [4, 5])
    }
}
