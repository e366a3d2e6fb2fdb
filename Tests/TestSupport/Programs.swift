import Foundation

/// Runs a program to its end, with no input; what it says goes into the fault if it fails.
///
/// Not by Foundation's `Process`, which waits until all descendants have ended, and a database server is one.
package func run(_ program: String, _ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let said = folder.path + "/said"
    let child = try start(program, arguments, input: "/dev/null", output: said)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
        let text = (try? String(contentsOfFile: said, encoding: .utf8)) ?? ""
        throw TestSupportFault("\(program) failed: \(text)")
    }
}

/// Starts a program and returns its process id; `input` and `output` are files.
func start(_ program: String, _ arguments: [String], input: String, output: String) throws -> pid_t {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_adddup2(&files, 1, 2)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child = pid_t()
    let status = posix_spawn(&child, program, &files, nil, &words, environ)
    guard status == 0 else {
        throw TestSupportFault("\(program) cannot be started: \(String(cString: strerror(status)))")
    }
    return child
}
