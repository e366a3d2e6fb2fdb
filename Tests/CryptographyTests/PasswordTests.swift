import Cryptography
import Testing

@Suite struct `Passwords` {
    @Test func `a password opens its own hash only`() throws {
        let hash = try #require(PasswordHash.make("正确 马 电池"))
        #expect(hash.rawValue.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(hash.verify("正确 马 电池"))
        #expect(!hash.verify("正确 马 电"))
        #expect(!PasswordHash(rawValue: "no hash").verify(""))
    }

    @Test func `the same password gives another hash each time`() throws {
        #expect(PasswordHash.make("a") != PasswordHash.make("a"))
    }

    @Test func `a hash of an earlier cost is to be made anew`() throws {
        let cheap = PasswordHash(
            rawValue: "$argon2id$v=19$m=8192,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        )
        #expect(cheap.needsRehash)
        #expect(try #require(PasswordHash.make("a")).needsRehash == false)
    }

    @Test func `a password past the limit is refused rather than cut`() {
        let longest = String(repeating: "a", count: PasswordHash.passwordLimitBytes)
        #expect(PasswordHash.make(longest) != nil)
        #expect(PasswordHash.make(longest + "a") == nil)
    }

    @Test func `hashing waits on its own threads and turns away what it can not do soon`() async throws {
        let hashing = PasswordHashing(threads: 1, waitingLimit: 2)
        let hash = try #require(try await hashing.make("a"))
        #expect(try await hashing.verify("a", against: hash))
        let turnedAway = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    do throws(PasswordHashing.Overloaded) {
                        _ = try await hashing.verify("a", against: hash)
                        return false
                    } catch {
                        return true
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect((1..<40).contains(turnedAway))
        #expect(try await hashing.verify("a", against: hash), "it takes passwords again once it has caught up")
    }
}
