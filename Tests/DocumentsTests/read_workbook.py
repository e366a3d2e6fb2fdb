"""Prints the cells of a workbook's first sheet: a line a row, tabs between cells, each with its kind. With nothing but Python."""

import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cell(element) -> str:
    if element.find(MAIN + "f") is not None:
        return "formula:" + (element.find(MAIN + "f").text or "")
    if element.get("t") == "inlineStr":
        return "text:" + "".join(part.text or "" for part in element.iter(MAIN + "t")).replace("\n", "\\n")
    value = element.find(MAIN + "v")
    return "" if value is None else "number:" + value.text


with zipfile.ZipFile(sys.argv[1]) as book:
    assert book.testzip() is None
    assert not [name for name in book.namelist() if "vba" in name.lower() or "external" in name.lower()]
    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
for row in sheet.iter(MAIN + "row"):
    cells: dict[int, str] = {}
    for element in row.iter(MAIN + "c"):
        letters = re.match(r"[A-Z]+", element.get("r")).group(0)
        cells[sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(letters)))] = cell(element)
    print("\t".join(cells.get(index, "") for index in range(1, max(cells, default=0) + 1)))
