import HTTP

/// A file that an applicant attaches, known by what it holds; its name and what the browser says of it prove nothing.
struct UploadedFile {
    static let limitBytes = 5 << 20
    /// As the file control names them.
    static let accepted = "image/jpeg,image/png,application/pdf"
    static let hint = "支持 JPG、PNG 图片和 PDF 文件，每个不超过 5 MB"

    let mediaType: String

    /// - Returns: what it is, or a sentence that says what would be right.
    static func read(_ file: SubmittedForm.File) -> Result<UploadedFile, UnreadableFile> {
        if file.bytes.count > limitBytes {
            return .failure(UnreadableFile(sentence: "“\(file.name)”超过 5 MB，请压缩后重新上传。"))
        }
        guard let type = signatures.first(where: { file.bytes.starts(with: $0.bytes) })?.mediaType else {
            return .failure(UnreadableFile(sentence: "“\(file.name)”不是 JPG、PNG 或 PDF 文件，请另选文件。"))
        }
        return .success(UploadedFile(mediaType: type))
    }

    /// How each kind begins: ISO/IEC 10918-1, the PNG specification, ISO 32000.
    private static let signatures: [(bytes: [UInt8], mediaType: String)] = [
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        (Array("%PDF-".utf8), "application/pdf"),
    ]
}

struct UnreadableFile: Error, Hashable {
    let sentence: String
}

extension Response {
    /// A stored material: pictures to look at, anything else to keep. Nothing in it may run or load anything.
    static func material(_ bytes: [UInt8], type: String, fileName: String) -> Response {
        var response = Response.download(bytes, type: type, fileName: fileName)
        if type.hasPrefix("image/") { response.headers["content-disposition"] = "inline" }
        response.headers["content-security-policy"] = "default-src 'none'; sandbox"
        response.headers["x-content-type-options"] = "nosniff"
        return response
    }
}
