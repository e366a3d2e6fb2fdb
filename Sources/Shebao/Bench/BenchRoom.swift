import ArgumentParser
import Foundation

/// What a machine has for a large city.
package struct BenchRoom {
    /// Bytes that are free.
    let disk: Int64
    /// Bytes of all memory.
    let memory: UInt64

    /// For whom every machine has room.
    package static let always = 1_000_000
    /// What eleven million people need; others above a million need as much less or more.
    private static let largest = 11_000_000
    private static let diskOfLargest: Int64 = 40_000_000_000
    private static let memoryOfLargest: UInt64 = 16_000_000_000

    package init(disk: Int64, memory: UInt64) {
        self.disk = disk
        self.memory = memory
    }

    /// The machine's, where a folder lies.
    package init(of folder: String) throws {
        let files = try FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = files[.systemFreeSize] as? NSNumber else {
            throw ValidationError("The system does not tell how much room \(folder) has.")
        }
        disk = free.int64Value
        memory = ProcessInfo.processInfo.physicalMemory
    }

    /// Whether so many people have room.
    package func holds(_ people: Int) -> Bool {
        if people <= Self.always { return true }
        let share = Double(people) / Double(Self.largest)
        return Double(disk) >= share * Double(Self.diskOfLargest)
            && Double(memory) >= share * Double(Self.memoryOfLargest)
    }

    /// So many as were asked for, or a million where room for more lacks, which it says.
    package func people(_ asked: Int, say: (String) -> Void) -> Int {
        if holds(asked) { return asked }
        say(
            """
            A city of 11 million needs 40 GB of free disk and 16 GB of memory, others as much less or more; here are \
            \(disk / 1_000_000_000) GB and \(memory / 1_000_000_000) GB. It goes on with \(Self.always) people.
            """)
        return Self.always
    }
}
