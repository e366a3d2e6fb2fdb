import CExpat

/// Takes XML piece by piece from expat and hands its elements on. Whatever looks like an attack or an accident stops it: a
/// document type (and with it every entity), elements nested too deep, a tag without end.
final class XMLStream {
    private let parser: XML_Parser
    private let handler: any XMLHandler
    /// What the part is called in a sentence about it.
    private let name: String
    private var depth = 0
    private var fedBytes = 0
    private var fault: WorkbookFault?

    init(_ handler: any XMLHandler, named name: String) throws(WorkbookFault) {
        guard let parser = XML_ParserCreate(nil) else { throw .unreadable }
        (self.parser, self.handler, self.name) = (parser, handler, name)
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { stream, element, attributes in
                guard let element, let attributes else { return }
                XMLStream.of(stream).began(XMLName(element), XMLAttributes(attributes))
            },
            { stream, element in
                guard let element else { return }
                XMLStream.of(stream).ended(XMLName(element))
            })
        XML_SetCharacterDataHandler(parser) { stream, bytes, count in
            guard let bytes else { return }
            XMLStream.of(stream).met(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
        XML_SetStartDoctypeDeclHandler(parser) { stream, _, _, _, _ in
            XMLStream.of(stream).stop(.broken("\(XMLStream.of(stream).name)带有文档类型声明（DOCTYPE）"))
        }
    }

    deinit { XML_ParserFree(parser) }

    private static func of(_ stream: UnsafeMutableRawPointer?) -> XMLStream {
        Unmanaged.fromOpaque(stream!).takeUnretainedValue()
    }

    /// Reads on by what `fill` puts into the memory that it is given: a number of bytes, nothing at the end.
    ///
    /// - Returns: whether there is more.
    func advance(
        by blockBytes: Int = 65_536, _ fill: (UnsafeMutableRawBufferPointer) throws(WorkbookFault) -> Int
    ) throws(WorkbookFault) -> Bool {
        guard let block = XML_GetBuffer(parser, Int32(blockBytes)) else { throw .unreadable }
        let count = try fill(UnsafeMutableRawBufferPointer(start: block, count: blockBytes))
        fedBytes += count
        let status = XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0)
        if let fault { throw fault }
        guard status == XML_STATUS_OK else { throw described(XML_GetErrorCode(parser)) }
        // What is read and not yet understood is one tag or one piece of markup.
        guard fedBytes - Int(XML_GetCurrentByteIndex(parser)) <= SheetBounds.tokenBytes + blockBytes else {
            throw .tooLarge("的\(name)中有过长的标记")
        }
        return count > 0
    }

    private func described(_ error: XML_Error) -> WorkbookFault {
        switch error {
        case XML_ERROR_UNKNOWN_ENCODING, XML_ERROR_INCORRECT_ENCODING: .broken("\(name)的字符编码不是UTF-8或者UTF-16")
        case XML_ERROR_NO_MEMORY: .unreadable
        default: .broken("\(name)不是完整的XML（第\(XML_GetCurrentLineNumber(parser))行）")
        }
    }

    private func stop(_ fault: WorkbookFault) {
        if self.fault == nil { self.fault = fault }
        XML_StopParser(parser, 0)
    }

    private func began(_ element: XMLName, _ attributes: XMLAttributes) {
        guard fault == nil else { return }
        depth += 1
        guard depth <= SheetBounds.depth else { return stop(.broken("\(name)的标记嵌套过深")) }
        do { try handler.began(element, attributes, depth: depth) } catch { stop(error) }
    }

    private func ended(_ element: XMLName) {
        guard fault == nil else { return }
        do { try handler.ended(element, depth: depth) } catch { stop(error) }
        depth -= 1
    }

    private func met(_ text: UnsafeBufferPointer<CChar>) {
        guard fault == nil else { return }
        do { try handler.met(UnsafeRawBufferPointer(text)) } catch { stop(error) }
    }
}

/// Takes the elements of a part of the workbook as they come.
protocol XMLHandler: AnyObject {
    /// - Parameter depth: 1 for the root.
    func began(_ element: XMLName, _ attributes: XMLAttributes, depth: Int) throws(WorkbookFault)
    func ended(_ element: XMLName, depth: Int) throws(WorkbookFault)
    /// A piece of text in UTF-8; the text of one element may come in several.
    func met(_ text: UnsafeRawBufferPointer) throws(WorkbookFault)
}

extension XMLHandler {
    func ended(_ element: XMLName, depth: Int) throws(WorkbookFault) {}
    func met(_ text: UnsafeRawBufferPointer) throws(WorkbookFault) {}
}

/// The name of an element without the prefix of its name space, as long as the element is looked at.
struct XMLName {
    private let local: UnsafePointer<CChar>

    init(_ qualified: UnsafePointer<CChar>) {
        var (start, next) = (qualified, qualified)
        while next.pointee != 0 {
            if next.pointee == 0x3A { start = next + 1 }
            next += 1
        }
        local = start
    }

    static func ~= (name: StaticString, element: XMLName) -> Bool { element.isNamed(name) }
    static func == (element: XMLName, name: StaticString) -> Bool { element.isNamed(name) }

    @inline(__always)
    private func isNamed(_ name: StaticString) -> Bool {
        name.withUTF8Buffer { wanted in
            for (index, byte) in wanted.enumerated() where UInt8(bitPattern: local[index]) != byte { return false }
            return local[wanted.count] == 0
        }
    }
}

/// The attributes of an element, as long as it is looked at.
struct XMLAttributes {
    private let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

    init(_ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>) { self.pairs = pairs }

    /// Each by its name without prefix: `r:id` is `id`.
    @inline(__always)
    func forEach(_ take: (XMLName, UnsafePointer<CChar>) throws(WorkbookFault) -> Void) throws(WorkbookFault) {
        var next = pairs
        while let name = next[0], let value = next[1] {
            try take(XMLName(name), value)
            next += 2
        }
    }

    subscript(_ name: StaticString) -> String? {
        var next = pairs
        while let found = next[0], let value = next[1] {
            if XMLName(found) == name { return String(cString: value) }
            next += 2
        }
        return nil
    }
}
