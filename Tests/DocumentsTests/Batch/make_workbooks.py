"""Makes workbooks of every kind that people bring, good and bad, into a folder: what each is called says what it is.

    make_workbooks.py FOLDER

With nothing but Python's zipfile, so that they may hold what no spreadsheet program would write.
"""

import struct
import sys
import zipfile
import zlib
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

folder = Path(sys.argv[1])

TYPES = f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" \
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
ROOT = f'{XML}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
BOOK = f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
LINKS = f'{XML}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>\
<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
# Style 0 general, 1 day (built in), 2 Chinese day, 3 time, 4 month alone, 5 scientific, 6 day after a colour, 7 minutes.
STYLES = f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="6"><numFmt numFmtId="176" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>\
<numFmt numFmtId="177" formatCode="[h]:mm:ss"/><numFmt numFmtId="178" formatCode="m&quot;月&quot;"/><numFmt numFmtId="179" formatCode="0.00E+00"/>\
<numFmt numFmtId="180" formatCode="[Red]yyyy\\-mm\\-dd"/><numFmt numFmtId="181" formatCode="mm:ss"/></numFmts>\
<cellXfs count="8"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="178"/><xf numFmtId="179"/><xf numFmtId="180"/><xf numFmtId="181"/></cellXfs></styleSheet>'


def sheet(rows, after=""):
    return f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def shared(*items):
    return f'{XML}<sst xmlns="{MAIN}">{"".join(items)}</sst>'


ONE = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'


def parts(content=None, **changed):
    """The parts of a small workbook; a changed one by its name with __ for / and _ for ., None takes it away."""
    all_parts = {
        "[Content_Types].xml": TYPES, "_rels/.rels": ROOT, "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": LINKS,
        "xl/sharedStrings.xml": shared("<si><t>甲</t></si>", "<si><t>乙</t></si>"), "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": content if content is not None else sheet(ONE),
    }
    names = {"types": "[Content_Types].xml", "root": "_rels/.rels", "book": "xl/workbook.xml", "strings": "xl/sharedStrings.xml",
             "links": "xl/_rels/workbook.xml.rels", "styles": "xl/styles.xml"}
    for key, value in changed.items():
        if key == "extra":
            all_parts.update(value)
        elif value is None:
            del all_parts[names[key]]
        else:
            all_parts[names[key]] = value
    return all_parts


def save(name, content, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(folder / name, "w", method) as archive:
        for part, text in content.items():
            archive.writestr(part, text)
    return folder / name


def cells(*texts):
    return '<row r="1">' + "".join(texts) + "</row>"


def patched(name, content, change):
    path = save(name, content)
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)


def sheet_entry(data, what=b"PK\x01\x02"):
    """Where the header of the sheet's entry begins."""
    place = data.find(b"xl/worksheets/sheet1.xml")
    while place >= 0:
        start = place - (46 if what == b"PK\x01\x02" else 30)
        if data[start : start + 4] == what:
            return start
        place = data.find(b"xl/worksheets/sheet1.xml", place + 1)
    raise ValueError("no such entry")


def good():
    save("inline.xlsx", parts(sheet(cells('<c r="A1" t="inlineStr"><is><t>张三</t></is></c>', '<c r="C1" t="inlineStr"><is><t xml:space="preserve"> 李 四 </t></is></c>'))))
    save("shared.xlsx", parts(sheet(cells('<c r="A1" t="s"><v>1</v></c>', '<c r="B1" t="s"><v>0</v></c>'))))
    save("rich.xlsx", parts(
        sheet(cells('<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="inlineStr"><is><r><t>红</t></r><r><rPr><b/></rPr><t>黑</t></r></is></c>')),
        strings=shared("<si><r><rPr><b/></rPr><t>北</t></r><r><t>京</t></r></si>")))
    save("phonetic.xlsx", parts(sheet(cells('<c r="A1" t="s"><v>0</v></c>')),
        strings=shared('<si><t>課きく</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1"/></si>')))
    save("escaped.xlsx", parts(sheet(cells('<c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x000D_c_xD842__xDFB7_</t></is></c>', '<c r="B1" t="inlineStr"><is><t>a_x00_b_</t></is></c>'))))
    save("cdata.xlsx", parts(sheet(cells('<c r="A1" t="inlineStr"><is><t><![CDATA[<甲&乙>]]></t></is></c>', '<c r="B1"><v><![CDATA[42]]></v></c>'))))
    save("kinds.xlsx", parts(sheet(cells(
        '<c r="A1" t="b"><v>1</v></c>', '<c r="B1" t="e"><v>#N/A</v></c>', '<c r="C1" t="d"><v>2026-11-01T00:00:00</v></c>',
        '<c r="D1" t="str"><v>文</v></c>', '<c r="E1" t="n"><v>7</v></c>', '<c r="F1" t="b"><v>0</v></c>'))))
    save("numbers.xlsx", parts(sheet(cells(*[f'<c r="{letter}1"><v>{number}</v></c>' for letter, number in zip("ABCDEFGHIJKL", [
        "0.30000000000000004", "1.1010119900307E+17", "-0", "8500.5", "1e3", "1E-7", "110101199003070011", " 12 ", "-.5", "9999999999999999", "00012", "1E15"])]))))
    save("days.xlsx", parts(sheet(cells(*[f'<c r="{letter}1" s="{style}"><v>{value}</v></c>' for letter, style, value in [
        ("A", 1, 46327), ("B", 2, 46327.75), ("C", 3, 1.5), ("D", 4, 46327), ("E", 5, 46327), ("F", 6, 46327), ("G", 1, 59), ("H", 1, 60),
        ("I", 1, 61), ("J", 7, 46327), ("K", 0, 46327), ("L", 1, -1), ("M", 1, 2958465), ("N", 1, 2958466), ("O", 1, 1)]]))))
    save("days-1904.xlsx", parts(sheet(cells('<c r="A1" s="1"><v>0</v></c>', '<c r="B1" s="1"><v>44865</v></c>')),
        book=BOOK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')))
    save("missing-references.xlsx", parts(f'{XML}<worksheet xmlns="{MAIN}"><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>\
<row r="5"><c r="B5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row></sheetData></worksheet>'))
    save("sparse.xlsx", parts(sheet('<row r="3"><c r="B3"><v>1</v></c><c r="XFD3"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v>3</v></c></row>')))
    save("blank-styled.xlsx", parts(sheet('<row r="1"><c r="A1" s="1"/><c r="B1" t="s"/><c r="C1"><v></v></c><c r="D1" t="inlineStr"><is><t/></is></c></row>' + '<row r="9"><c r="A9"><v>1</v></c></row>')))
    save("utf16.xlsx", parts(sheet(ONE).replace("UTF-8", "UTF-16").encode("utf-16")))
    save("bom.xlsx", parts(b"\xef\xbb\xbf" + sheet(ONE).encode()))
    prefixed = sheet(ONE).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    save("prefixed.xlsx", parts(prefixed))
    save("absolute.xlsx", parts(links=LINKS.replace('"worksheets', '"/xl/worksheets'), root=ROOT.replace('"xl/', '"/xl/')))
    save("stored.xlsx", parts(), method=zipfile.ZIP_STORED)
    save("capitals.xlsx", parts(links=LINKS.replace("sheet1.xml", "Sheet1.XML")))
    save("mail-link.xlsx", parts(extra={"xl/worksheets/_rels/sheet1.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/hyperlink" Target="mailto:a@b.cn" TargetMode="External"/></Relationships>'}))
    save("longest-cell.xlsx", parts(sheet(cells(f'<c r="A1" t="inlineStr"><is><t>{"长" * 32767}</t></is></c>'))))
    save("hidden-sheet.xlsx", parts(book=BOOK.replace('sheetId="1"', 'sheetId="1" state="veryHidden"')))
    save("rows.xlsx", parts(sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>第{n}人</t></is></c></row>' for n in range(1, 20001)))))
    save("no-styles.xlsx", parts(links=LINKS.replace("sharedStrings", "other").replace("/styles", "/theme"), styles=None, strings=None))


def bad():
    save("bomb-by-ratio.xlsx", parts(sheet(ONE, after="<!-- -->" * 8_000_000)))
    save("bomb-by-cells.xlsx", parts(sheet('<row r="1">' + '<c r="A1"/>' * 1 + "</row>" + " " * 40_000_000)))
    patched("bomb-with-lying-size.xlsx", parts(sheet(ONE, after=" " * 60_000_000)), lambda data: [
        data.__setitem__(slice(start + offset, start + offset + 4), struct.pack("<I", 1000))
        for start, offset in [(sheet_entry(data), 24), (sheet_entry(data, b"PK\x03\x04"), 22)]])
    save("many-entries.xlsx", parts(extra={f"xl/media/{n}.png": "" for n in range(5000)}))
    save("duplicate-names.xlsx", parts(extra={"XL/workbook.xml": BOOK}))
    save("climbing-name.xlsx", parts(extra={"../evil.xml": "x"}))
    save("rooted-name.xlsx", parts(extra={"/etc/passwd": "x"}))
    patched("encrypted-entry.xlsx", parts(), lambda data: [
        data.__setitem__(start + offset, data[start + offset] | 1) for start, offset in [(sheet_entry(data), 8), (sheet_entry(data, b"PK\x03\x04"), 6)]])
    save("bzip2.xlsx", parts(), method=zipfile.ZIP_BZIP2)
    bare = sheet(ONE).replace(XML, "")
    save("doctype.xlsx", parts(f"{XML}<!DOCTYPE worksheet>{bare}"))
    save("external-entity.xlsx", parts(f'{XML}<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>{bare.replace("甲", "&x;")}'))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    save("billion-laughs.xlsx", parts(f'{XML}<!DOCTYPE worksheet [<!ENTITY l0 "ha">{laughs}]>{bare.replace("甲", "&l9;")}'))
    save("laughs-in-strings.xlsx", parts(strings=f'{XML}<!DOCTYPE sst [<!ENTITY l0 "ha">{laughs}]><sst><si><t>&l9;</t></si></sst>'))
    save("deep.xlsx", parts(sheet(cells('<c r="A1"><is>' + "<r>" * 100 + "</r>" * 100 + "</is></c>"))))
    save("endless-tag.xlsx", parts(sheet(cells(f'<c r="A1" {"x" * 3_000_000}="1"/>')), extra={}), method=zipfile.ZIP_STORED)
    save("cell-too-long.xlsx", parts(sheet(cells(f'<c r="A1" t="inlineStr"><is><t>{"长" * 32768}</t></is></c>'))))
    save("cell-too-long-by-escapes.xlsx", parts(sheet(cells(f'<c r="A1" t="inlineStr"><is><t>{"&#38271;" * 40000}</t></is></c>'))))
    save("shared-too-long.xlsx", parts(strings=shared(f'<si><t>{"a" * 40000}</t></si>')))
    save("shared-out-of-range.xlsx", parts(sheet(cells('<c r="A1" t="s"><v>2</v></c>'))))
    save("shared-negative.xlsx", parts(sheet(cells('<c r="A1" t="s"><v>-1</v></c>'))))
    save("shared-no-number.xlsx", parts(sheet(cells('<c r="A1" t="s"><v>1.0</v></c>'))))
    save("formula.xlsx", parts(sheet(cells('<c r="A1"><v>1</v></c>', '<c r="B1"><f>A1*2</f><v>2</v></c>'))))
    save("merged.xlsx", parts(sheet(ONE, after='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>')))
    save("external-link.xlsx", parts(extra={"xl/externalLinks/externalLink1.xml": "<x/>"}))
    save("external-reference.xlsx", parts(book=BOOK.replace("</sheets>", '</sheets><externalReferences><externalReference r:id="rId9"/></externalReferences>')))
    save("external-relation.xlsx", parts(links=LINKS.replace("</Rel", f'<Relationship Id="rId9" Type="{OFFICE}/oleObject" Target="file:///c:/x" TargetMode="External"/></Rel')))
    save("macros.xlsx", parts(extra={"xl/vbaProject.bin": "x"}))
    save("macro-type.xlsx", parts(types=TYPES.replace("openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")))
    save("macro-sheet.xlsx", parts(extra={"xl/macrosheets/sheet1.xml": "<x/>"}))
    save("embedded.xlsx", parts(extra={"xl/embeddings/oleObject1.bin": "x"}))
    save("activex.xlsx", parts(extra={"xl/activeX/activeX1.xml": "x"}))
    save("connections.xlsx", parts(extra={"xl/connections.xml": "<x/>"}))
    save("rows-out-of-order.xlsx", parts(sheet('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>')))
    save("row-twice.xlsx", parts(sheet('<row r="2"/><row r="2"/>')))
    save("row-zero.xlsx", parts(sheet('<row r="0"/>')))
    save("row-past-the-end.xlsx", parts(sheet('<row r="1048577"/>')))
    save("row-huge.xlsx", parts(sheet('<row r="99999999999999999999"/>')))
    save("cells-out-of-order.xlsx", parts(sheet(cells('<c r="B1"><v>1</v></c>', '<c r="A1"><v>1</v></c>'))))
    save("cell-twice.xlsx", parts(sheet(cells('<c r="A1"><v>1</v></c>', '<c r="A1"><v>2</v></c>'))))
    save("cell-of-another-row.xlsx", parts(sheet(cells('<c r="A2"><v>1</v></c>'))))
    save("reference-wrong.xlsx", parts(sheet(cells('<c r="1A"><v>1</v></c>'))))
    save("reference-empty.xlsx", parts(sheet(cells('<c r=""><v>1</v></c>'))))
    save("column-zzzz.xlsx", parts(sheet(cells('<c r="ZZZZ1"><v>1</v></c>'))))
    save("column-past-the-end.xlsx", parts(sheet(cells('<c r="XFE1"><v>1</v></c>'))))
    for name, number in [("nan", "NaN"), ("infinite", "INF"), ("hexadecimal", "0x1F"), ("half-number", "1e"), ("huge-exponent", "1E999"), ("two-points", "1.2.3")]:
        save(f"{name}.xlsx", parts(sheet(cells(f'<c r="A1"><v>{number}</v></c>'))))
    save("unknown-kind.xlsx", parts(sheet(cells('<c r="A1" t="zz"><v>1</v></c>'))))
    save("boolean-2.xlsx", parts(sheet(cells('<c r="A1" t="b"><v>2</v></c>'))))
    save("no-such-day.xlsx", parts(sheet(cells('<c r="A1" t="d"><v>2026-02-30</v></c>'))))
    save("two-data.xlsx", parts(f'{XML}<worksheet xmlns="{MAIN}"><sheetData/><sheetData/></worksheet>'))
    save("no-data.xlsx", parts(f'{XML}<worksheet xmlns="{MAIN}"></worksheet>'))
    save("half-sheet.xlsx", parts(sheet(ONE)[:-20]))
    save("not-xml.xlsx", parts("甲乙丙"))
    save("gb18030.xlsx", parts(sheet(ONE).replace("UTF-8", "GB18030").encode("gb18030")))
    save("wrong-utf8.xlsx", parts(sheet(ONE).encode().replace("甲".encode(), b"\xff\xfe")))
    save("no-sheet-part.xlsx", {k: v for k, v in parts().items() if "sheet1" not in k})
    save("no-sheets.xlsx", parts(book=BOOK.replace('<sheet name="Sheet1" sheetId="1" r:id="rId1"/>', "")))
    save("no-workbook.xlsx", parts(book=None))
    save("no-relations.xlsx", parts(links=None))
    save("climbing-target.xlsx", parts(links=LINKS.replace("worksheets/", "../../../")))

    def wrong_crc(data):
        for start, offset in [(sheet_entry(data), 16), (sheet_entry(data, b"PK\x03\x04"), 14)]:
            data[start + offset] ^= 0xFF

    patched("wrong-crc.xlsx", parts(), wrong_crc)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c></row>' for n in range(1, 30001))
    patched("broken-in-the-middle.xlsx", parts(sheet(rows)), lambda data: data.__setitem__(slice(len(data) // 2, len(data) // 2 + 40), bytes(40)))
    whole = save("whole.xlsx", parts()).read_bytes()
    whole_path = folder / "whole.xlsx"
    whole_path.unlink()
    (folder / "truncated.xlsx").write_bytes(whole[: len(whole) * 2 // 3])
    (folder / "first-bytes.xlsx").write_bytes(whole[:100])
    (folder / "empty.xlsx").write_bytes(b"")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    (folder / "old-excel.xlsx").write_bytes(ole + "Workbook".encode("utf-16-le") + bytes(500))
    (folder / "password.xlsx").write_bytes(ole + bytes(9000) + "EncryptedPackage".encode("utf-16-le") + bytes(500))
    (folder / "html.xlsx").write_bytes("<html><head><meta charset=gbk></head><table><tr><td>张三".encode("gb18030"))
    (folder / "list.xlsx").write_bytes("姓名,社会保障号码\r\n张三,110101199003070011\r\n".encode("gb18030"))
    (folder / "list-utf16.xlsx").write_bytes("姓名\t号码\r\n".encode("utf-16"))
    (folder / "xml-2003.xlsx").write_bytes(b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>')
    (folder / "pdf.xlsx").write_bytes(b"%PDF-1.7\n")
    (folder / "rar.xlsx").write_bytes(b"Rar!\x1a\x07\x01\x00")
    (folder / "picture.xlsx").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    (folder / "noise.xlsx").write_bytes(bytes((n * 37 + 11) % 256 for n in range(4000)))
    save("ods.xlsx", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
    save("binary-workbook.xlsx", parts(types=TYPES.replace("openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "ms-excel.sheet.binary.macroEnabled.main").replace("macroEnabled.main", "main")))
    save("word.xlsx", {"[Content_Types].xml": TYPES.replace("spreadsheetml.sheet", "wordprocessingml.document"), "_rels/.rels": ROOT.replace("xl/workbook", "word/document"), "word/document.xml": "<document/>"})
    save("plain-zip.xlsx", {"readme.txt": "x"})


good() if sys.argv[2] == "good" else bad()
