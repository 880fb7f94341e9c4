"""Reading the matrix off a page."""

from django.urls import reverse

from tests.pages.html import soup_of


def url(address: list, name: str = "economy", *more) -> str:
    return reverse(name, args=[*address, *more])


def rows_of(response) -> dict[str, list[str]]:
    """Rows by their first cell's words, each as the numbers beside it."""
    return {
        " ".join(row.select_one("th").get_text(" ").split()): [
            cell.get_text(" ", strip=True) for cell in row.select("td.num")
        ]
        for row in soup_of(response).select(".matrix tr")
        if row.select_one("th[scope=row]")
    }


def row(response, words: str) -> list[str]:
    return next(cells for name, cells in rows_of(response).items() if words in name)


def total(response) -> list[str]:
    """The sums in the table's foot."""
    return [cell.text for cell in soup_of(response).select(".matrix tfoot td.num")]
