"""A sheet as CSV: for Danish Excel, semicolons between and a mark of UTF-8 before."""

import csv
from datetime import datetime
from io import StringIO

from budgets.exports.sheets import Row, Sheet, Value, could_run

CONTENT_TYPE = "text/csv; charset=utf-8"


def csv_bytes(sheet: Sheet) -> bytes:
    """The head and every row; amounts as whole numbers without separators.

    What the table is of stands above it, and an empty line between.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    if sheet.head:
        writer.writerows([*([_plain(line)] for line in sheet.head), []])
    writer.writerow([_plain(column.head) for column in sheet.columns])
    writer.writerows(_values(row) for row in [*sheet.rows, *sheet.foot])
    return text.getvalue().encode("utf-8-sig")


def _values(row: Row) -> list[str]:
    return [_plain(value) for value in row.values]


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, str):
        return f"'{value}" if could_run(value) else value
    return "" if value is None else str(value)
