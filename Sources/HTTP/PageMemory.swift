internal import CMalloc

/// What a server asks of the memory it gives back.
enum PageMemory {
    /// A page is some hundred kilobytes that are taken and given back thousands of times a second. Glibc hands so much back to
    /// the system each time, and has it made anew and empty for the next, which costs a fifth of a page's time.
    static let staysAtHand: Void = {
        mallopt(M_TRIM_THRESHOLD, 4 << 20)
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
    }()
}
