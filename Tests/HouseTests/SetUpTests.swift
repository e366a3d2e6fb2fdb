import Testing

/// The repository works wherever it is cloned, and installs what it needs by name.
@Suite struct SetUpTests {
    /// Package servers are the machine's own business, and may be mirrors.
    @Test func `set-up names packages, never a server`() throws {
        for file in ["bin", "packages", ".ci"].flatMap({ Repository.files(under: $0) }) {
            let text = try Repository.text(file).replacing(/https?:\/\/127\.0\.0\.1/, with: "")
            #expect(!text.contains(/https?:\/\//), "\(file) names a server. Name packages only.")
        }
    }

    @Test func `no file knows where it was written`() throws {
        let written = ["Sources", "Tests", "bin", "packages", ".ci", "docs", "policy", "contracts", "demo"]
            .flatMap { Repository.files(under: $0) }
            .filter { $0.contains(/\.(swift|md|py|yaml|json|txt|h|modulemap)$/) || !$0.contains(".") }
        for file in written {
            let stray = try Repository.text(file).firstMatch(of: /(?:^|[\s"'`(=])\/(home|root|Users|work)\//)
            #expect(stray == nil, "\(file) holds a path of one machine; make it relative to the repository.")
        }
    }

    @Test func `every system library of Package is installed by set-up`() throws {
        let listed = try Set(Repository.text("packages/apt-run.txt").split(separator: "\n").map(String.init))
        for library in try Repository.text("Package.swift").matches(of: /apt: "([^"]+)"/) {
            #expect(listed.contains(String(library.1)), "Add \(library.1) to packages/apt-run.txt.")
        }
    }

    @Test func `Python packages are pinned`() throws {
        let lines = try Repository.text("packages/python-test.txt").split(separator: "\n")
        for line in lines where !line.hasPrefix("#") {
            #expect(line.contains(/^[\w-]+==[\d.]+$/), "Pin \(line) to the version that the tests pass with.")
        }
    }
}
