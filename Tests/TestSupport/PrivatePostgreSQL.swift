import Foundation
import Synchronization

/// A PostgreSQL cluster of this test process: started once, in a folder under `/tmp`, reachable by a socket in it only.
///
/// A watcher holds the other end of a pipe; when this process ends, however it ends, the pipe closes and the watcher stops
/// the cluster and removes the folder. `SHEBAO_TEST_POSTGRES` names a running server to use instead: a conninfo
/// (`host=… user=…`) of a role that may create databases.
package struct PrivatePostgreSQL: Sendable {
    private let server: String
    private let programs: String
    private let names = "shebao_test_\(getpid())"

    package static let shared = Result { try PrivatePostgreSQL() }
    private static let counter = Atomic<Int>(0)

    private init() throws {
        guard let programs = PrivatePostgreSQL.findPrograms() else {
            throw TestSupportFault(
                "PostgreSQL is not installed, and every storage test runs on it: apt-get install postgresql-15")
        }
        self.programs = programs
        if let given = ProcessInfo.processInfo.environment["SHEBAO_TEST_POSTGRES"] {
            server = given
        } else {
            server = try PrivatePostgreSQL.start(programs)
        }
    }

    package func conninfo(_ database: String) -> String { "\(server) dbname=\(database)" }

    /// - Parameter original: a database that nobody is connected to.
    package func createDatabase(copying original: String? = nil) throws -> String {
        let name = "\(names)_\(PrivatePostgreSQL.counter.add(1, ordering: .relaxed).newValue)"
        try administer("CREATE DATABASE \(name)" + (original.map { " TEMPLATE \($0)" } ?? ""))
        return name
    }

    package func dropDatabase(_ name: String) {
        try? administer("DROP DATABASE \(name) WITH (FORCE)")
    }

    /// Runs a statement outside any transaction.
    package func administer(_ statement: String) throws {
        try run("\(programs)/psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", conninfo("postgres"), "-c", statement])
    }
}

extension PrivatePostgreSQL {
    /// The newest version, where Debian or another system puts it.
    private static func findPrograms() -> String? {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let debian = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
        return (debian + ["/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"])
            .first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    }

    /// Returns the conninfo, without database.
    private static func start(_ programs: String) throws -> String {
        let folder = try TemporaryFolder()
        try watch(folder.path, programs)
        // PostgreSQL refuses to run as root.
        try run("/bin/sh", ["-ec", startScript, "sh", folder.path, programs])
        return "host=\(folder.path)/cluster port=5432 user=app"
    }

    private static let startScript = """
        folder=$1; bin=$2; cluster=$folder/cluster; as=
        if [ "$(id -u)" = 0 ]; then
            chmod 755 "$folder"
            install -d -o postgres -m 700 "$cluster"
            as="setpriv --reuid=postgres --regid=postgres --init-groups --reset-env"
        fi
        cd /
        $as "$bin/initdb" -D "$cluster" -U app -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
        $as "$bin/pg_ctl" -D "$cluster" -l "$cluster/log" -w start -o "-p 5432 -c listen_addresses= \
            -c unix_socket_directories=$cluster -c shared_buffers=32MB -c fsync=off -c synchronous_commit=off \
            -c full_page_writes=off -c max_connections=200" >/dev/null
        """

    private static func watch(_ folder: String, _ programs: String) throws {
        let pipe = folder + "/alive"
        guard mkfifo(pipe, 0o600) == 0 else { throw TestSupportFault("no pipe can be made in \(folder)") }
        // Open for both, so that neither end waits for the other; no program that the tests start inherits it.
        guard open(pipe, O_RDWR | O_CLOEXEC) >= 0 else { throw TestSupportFault("the pipe cannot be opened") }
        try run("/usr/bin/setsid", ["--fork", "/bin/sh", "-c", watchScript, "sh", folder, programs])
    }

    private static let watchScript = """
        read -r nothing <"$1/alive"
        as=
        [ "$(id -u)" = 0 ] && as="setpriv --reuid=postgres --regid=postgres --init-groups --reset-env"
        cd /
        $as "$2/pg_ctl" -D "$1/cluster" -m immediate -w stop
        rm -rf "$1"
        """
}
