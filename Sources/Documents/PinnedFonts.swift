internal import CPango
internal import Synchronization

/// The fonts of papers: LXGW WenKai, and BabelStone Han for what it lacks. No other font of the machine is looked at,
/// so that a paper looks the same wherever it is drawn.
enum PinnedFonts {
    static let families = "LXGW WenKai, BabelStone Han"

    /// One configuration for all presses; reading the fonts' character sets takes long, and fontconfig may share it.
    static func config() throws(PaperFault) -> OpaquePointer {
        let loaded = shared.withLock { shared -> Loaded in
            if let shared { return shared }
            let loaded = Loaded(config: load())
            shared = loaded
            return loaded
        }
        guard let config = loaded.config else { throw .fontsMissing("LXGW WenKai、BabelStone Han") }
        return config
    }

    private static func load() -> OpaquePointer? {
        let config = FcConfigCreate()
        let text = """
            <?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
            \(directories.map { "<dir>\($0)</dir>" }.joined())
            <cachedir>/var/cache/fontconfig</cachedir><cachedir prefix="xdg">fontconfig</cachedir>
            </fontconfig>
            """
        guard FcConfigParseAndLoadFromMemory(config, text, FcTrue) == FcTrue, FcConfigBuildFonts(config) == FcTrue,
            let fonts = FcConfigGetFonts(config, FcSetSystem), fonts.pointee.nfont >= 2
        else { return nil }
        return config
    }

    /// Where Debian's fonts-lxgw-wenkai and fonts-babelstone-han lie.
    private static let directories = [
        "/usr/share/fonts/truetype/lxgw-wenkai", "/usr/share/fonts/truetype/babelstone",
    ]

    private struct Loaded: @unchecked Sendable {
        let config: OpaquePointer?
    }

    private static let shared = Mutex<Loaded?>(nil)
}
