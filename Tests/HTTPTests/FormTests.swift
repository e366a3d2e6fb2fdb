import HTTP
import Testing

@Suite struct FormTests {
    private func decoded(_ text: String, limits: FormLimits = .standard) throws(FormFailure) -> SubmittedForm {
        try SubmittedForm(urlEncoded: text.utf8, limits: limits)
    }

    @Test func `fields come in their order, decoded`() throws {
        let form = try decoded("name=%E5%BC%A0+%E4%B8%89&line=a&line=b&empty=&flag")
        #expect(form.fields.map(\.name) == ["name", "line", "line", "empty", "flag"])
        #expect(form["name"] == "张 三")
        #expect(form.all("line") == ["a", "b"])
        #expect(form["line"] == "b")
        #expect(form["empty"] == "")
        #expect(form["flag"] == "")
        #expect(form["absent"] == nil)
    }

    @Test(arguments: ["a=%ZZ", "a=%", "a=%4", "%=1", "a=%FF%FE", "a=%C0%80", "a=1%002", "%00=1"])
    func `a broken escape and a NUL are the client's fault`(text: String) {
        #expect(throws: FormFailure.malformed) { try decoded(text) }
        #expect(FormFailure.malformed.status == .badRequest)
    }

    @Test func `too many fields and too many bytes are refused`() {
        #expect(throws: FormFailure.tooMany(limit: 2)) { try decoded("a&b&c", limits: FormLimits(fieldCount: 2)) }
        #expect(throws: FormFailure.tooLarge(limitBytes: 3)) { try decoded("a=12", limits: FormLimits(fieldBytes: 3)) }
    }

    @Test func `what nobody sees is in no field that is read, but a password is as it was typed`() throws {
        let form = try decoded("name=%E2%80%AE%E5%BC%A0%E2%80%8E%E4%B8%89%D8%9C&name=a%0D%0Ab%09c%07&secret=%E2%80%8Bx")
        #expect(form.all("name") == ["张三", "a\nb c"])
        #expect(form["name"] == "a\nb c")
        #expect(form.fields.map(\.value) == ["张三", "a\nb c", "x"])
        #expect(form.asSent("secret") == "\u{200B}x")
    }

    @Test func `any text survives the way out and back`() {
        for text in ["", "a b+c&d=e%", "𠮷㛃䶮𬱖", "\u{0}\r\n\"'<>"] {
            #expect(PercentEncoding.decode(PercentEncoding.encode(text), plusIsSpace: false) == text)
        }
    }
}

@Suite struct MultipartTests {
    private static let boundary = "----x7"
    private static let body = Array(
        """
        preamble\r
        ------x7\r
        Content-Disposition: form-data; name="name"\r
        \r
        张三\r
        ------x7\r
        Content-Disposition: form-data; name="scan"; filename="C:\\\\papers\\\\身份证 \\"1\\".jpg"\r
        Content-Type: image/jpeg\r
        \r
        \r
        --\r
        ------x\r
        ------x7\r
        content-disposition: form-data; name=empty\r
        \r
        \r
        ------x7\r
        Content-Disposition: form-data; name="none"; filename=""\r
        Content-Type: application/octet-stream\r
        \r
        \r
        ------x7--\r
        epilogue
        """.utf8)

    private func parsed(
        _ body: [UInt8], pieces size: Int = .max, limits: FormLimits = .standard
    ) throws(FormFailure) -> SubmittedForm {
        var parser = Multipart(boundary: MultipartTests.boundary, limits: limits)
        var rest = body[...]
        while !rest.isEmpty {
            try parser.take(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return try parser.finish()
    }

    @Test(arguments: [1, 2, 3, 7, 64, 100_000])
    func `fields and files are read whatever the pieces`(size: Int) throws {
        let form = try parsed(MultipartTests.body, pieces: size)
        #expect(form.fields.map(\.name) == ["name", "empty"])
        #expect(form["name"] == "张三")
        #expect(form["empty"] == "")
        let scan = try #require(form.file("scan"))
        #expect(scan.name == "身份证 \"1\".jpg")
        #expect(scan.type == "image/jpeg")
        #expect(scan.bytes == Array("\r\n--\r\n------x".utf8))
        #expect(form.files.count == 1, "a file field left empty is no file")
    }

    @Test func `a file's name holds nothing that hides what it is`() throws {
        let body =
            "------x7\r\nContent-Disposition: form-data; name=a; filename=\"\u{1B}照\u{202E}片.jpg\"\r\n\r\nx\r\n------x7--"
        #expect(try parsed(Array(body.utf8)).file("a")?.name == "照片.jpg")
        let named = "------x7\r\nContent-Disposition: form-data; name=a\r\n\r\n1\u{0}2\r\n------x7--"
        #expect(throws: FormFailure.malformed) { try parsed(Array(named.utf8)) }
    }

    @Test func `what breaks off is refused at every byte`() {
        let end = MultipartTests.body.count - "\r\nepilogue".utf8.count
        for count in 0..<end {
            #expect(throws: FormFailure.malformed) { try parsed(Array(MultipartTests.body[..<count])) }
        }
    }

    @Test func `limits hold for fields, files and heads`() {
        #expect(throws: FormFailure.tooLarge(limitBytes: 5)) {
            try parsed(MultipartTests.body, limits: FormLimits(fieldBytes: 5))
        }
        #expect(throws: FormFailure.tooLarge(limitBytes: 4)) {
            try parsed(MultipartTests.body, limits: FormLimits(fileBytes: 4))
        }
        #expect(throws: FormFailure.tooMany(limit: 0)) {
            try parsed(MultipartTests.body, limits: FormLimits(fileCount: 0))
        }
        #expect(throws: FormFailure.tooMany(limit: 1)) {
            try parsed(MultipartTests.body, limits: FormLimits(fieldCount: 1))
        }
        let empty = "------x7\r\nContent-Disposition: form-data; name=a; filename=\"\"\r\n\r\n\r\n"
        #expect(throws: FormFailure.tooMany(limit: 1_000)) {
            try parsed(Array(String(repeating: empty, count: 1_002).utf8))
        }
        let endless = Array("------x7\r\nX: ".utf8) + [UInt8](repeating: 0x61, count: 10_000)
        #expect(throws: FormFailure.malformed) { try parsed(endless, pieces: 100) }
    }

    /// Seeded: a failure repeats with the same number.
    @Test func `ten thousand damaged bodies are read or refused, never a trap`() {
        var random = SplitMix(state: 20_261_121)
        var refused = 0
        for _ in 0..<10_000 {
            var body = MultipartTests.body
            for _ in 0..<Int(random.next() % 4 + 1) {
                let place = Int(random.next() % UInt64(body.count))
                switch random.next() % 3 {
                case 0: body[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: body.remove(at: place)
                default: body.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                }
            }
            do {
                let form = try parsed(body, pieces: Int(random.next() % 50 + 1))
                #expect(form.fields.count + form.files.count <= 5)
            } catch {
                refused += 1
            }
        }
        #expect((1..<10_000).contains(refused))
    }

    @Test(arguments: ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a b\""])
    func `a content type without a usable boundary is refused`(type: String) async {
        let request = Request(
            method: .post, target: "/", headers: ["content-type": type], body: RequestBody(MultipartTests.body))
        await #expect(throws: FormFailure.malformed) { try await request.form() }
    }

    @Test func `a request gives its form in either encoding and refuses others`() async throws {
        func form(_ type: String, _ body: [UInt8]) async throws -> SubmittedForm {
            try await Request(method: .post, target: "/", headers: ["content-type": type], body: RequestBody(body))
                .form()
        }
        #expect(
            try await form("multipart/form-data; boundary=\(MultipartTests.boundary)", MultipartTests.body)["name"]
                == "张三")
        #expect(try await form("Application/X-WWW-form-urlencoded; charset=UTF-8", Array("a=1".utf8))["a"] == "1")
        await #expect(throws: FormFailure.unsupported) { try await form("text/plain", []) }
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
