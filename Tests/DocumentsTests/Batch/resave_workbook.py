"""Opens a workbook with openpyxl, says what it finds there, and saves it again.

    resave_workbook.py IN OUT

Prints a line a finding: sheets with their state, checks of cells, formats, the frozen part, notes.
"""

import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])


def describe(book):
    for sheet in book:
        print("sheet", sheet.title, sheet.sheet_state, sheet.freeze_panes)
    sheet = book.worksheets[0]
    labels = {cell.column_letter: cell.value.lstrip("*") for cell in sheet[3] if cell.value}
    for check in sorted(sheet.data_validations.dataValidation, key=lambda check: str(check.sqref)):
        place = str(check.sqref).split(":")[0]
        print("check", labels["".join(letter for letter in place if letter.isalpha())], check.type, check.formula1, str(check.sqref).split(":")[1][-7:])
    for cell in sheet[4]:
        if cell.value is not None:
            print("cell", cell.coordinate, cell.number_format, type(cell.value).__name__, cell.comment.text if cell.comment else "", cell.fill.fgColor.rgb)


describe(book)
book.save(sys.argv[2])
