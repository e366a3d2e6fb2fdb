"""Reads the workbook that `shebao bench workbook` reads, with calamine; and makes the other kind of it.

    workbook.py read FILE         prints milliseconds and how many cells of the first sheet hold something
    workbook.py share FILE OUT    the same workbook with its texts shared between the cells, as Excel saves it
"""

import re
import sys
import time
import zipfile


def read(path):
    from python_calamine import CalamineWorkbook

    start = time.perf_counter()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    took = (time.perf_counter() - start) * 1000
    print(took, sum(cell != "" for row in rows for cell in row), end="")


def share(path, out):
    texts = {}

    def shared(match):
        return f't="s"><v>{texts.setdefault(match.group(1), len(texts))}</v>'

    with zipfile.ZipFile(path) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in book.namelist():
            content = book.read(name).decode()
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(r't="inlineStr"><is><t[^>]*>([^<]*)</t></is>', shared, content)
            elif name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                content = content.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')
            elif name == "xl/_rels/workbook.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
                content = content.replace("</Relationships>", f'<Relationship Id="rIdTexts" Type="{kind}" Target="sharedStrings.xml"/></Relationships>')
            if name != "xl/sharedStrings.xml":
                copy.writestr(name, content)
        items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
        copy.writestr(
            "xl/sharedStrings.xml",
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>')


if __name__ == "__main__":
    {"read": read, "share": share}[sys.argv[1]](*sys.argv[2:])
