import Shebao
import Testing

@Suite struct `Room for a measured city` {
    @Test func `eleven million where there is room, and a million where not, which is said`() {
        let large = BenchRoom(disk: 41_000_000_000, memory: 17_000_000_000)
        let fewDisk = BenchRoom(disk: 39_000_000_000, memory: 17_000_000_000)
        let littleMemory = BenchRoom(disk: 41_000_000_000, memory: 15_000_000_000)
        var said: [String] = []
        #expect(large.people(11_000_000) { said.append($0) } == 11_000_000)
        #expect(said.isEmpty)
        #expect(fewDisk.people(11_000_000) { said.append($0) } == 1_000_000)
        #expect(littleMemory.people(11_000_000) { said.append($0) } == 1_000_000)
        #expect(said.count == 2 && said.allSatisfy { $0.contains("40 GB") && $0.contains("16 GB") })
        #expect(fewDisk.people(5_000_000) { said.append($0) } == 5_000_000)
        #expect(BenchRoom(disk: 1, memory: 1).people(1_000_000) { said.append($0) } == 1_000_000)
    }
}
