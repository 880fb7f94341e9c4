"""Invariants of the ledger's postings."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from budgets.choices import EntryKind
from budgets.services.check.books import Books, Row
from budgets.services.check.rules import Check


def _postings(books: Books) -> list[tuple[str, Row]]:
    tables = {
        "entry": books.entries,
        "frame posting": books.frame_postings,
        "grant": books.grants,
        "leg": books.legs,
    }
    return [(name, row) for name, rows in tables.items() for row in rows]


def whole_and_not_zero(books: Books, posting: tuple[str, Row]) -> str:
    name, row = posting
    if isinstance(row.amount, int) and row.amount != 0:
        return ""
    return f"{name} {row.id}: {row.amount}"


def not_below_zero(books: Books, entry: Row) -> str:
    """In the order the entries were made the cell never went below zero."""
    after = books.before[entry.id] + entry.amount
    return f"{books.where(entry)}: {after} after it" if after < 0 else ""


def year_of_agreement(books: Books, entry: Row) -> str:
    years = books.years_of(books.lines[entry.line_id].agreement_id)
    return "" if entry.year in years else f"{books.where(entry)}: outside the agreement"


def grant_year_of_agreement(books: Books, grant: Row) -> str:
    years = books.years_of(books.pools[grant.pool_id].agreement_id)
    return "" if grant.year in years else f"grant {grant.id}, {grant.year}: outside the agreement"


def cofinancing_is_not_counted(books: Books, line: Row) -> str:
    if (line.funder_id is None) == bool(line.counts_in_total):
        return ""
    return f"{books.line_name(line.id)}: a funder and counted, or neither"


def exact_opposite(books: Books, entry: Row) -> str:
    undone = books.entries_by_id[entry.mirrors_id]
    same_cell = (entry.line_id, entry.year) == (undone.line_id, undone.year)
    if same_cell and entry.amount == -undone.amount and undone.leg_id is None:
        return ""
    return f"{books.where(entry)}: no mirror of {books.where(undone)}"


def mirrored_once(books: Books, undone: tuple[int, int]) -> str:
    entry_id, times = undone
    return f"entry {entry_id}: undone {times} times" if times > 1 else ""


def _mirrors(books: Books) -> list[Row]:
    return [entry for entry in books.entries if entry.mirrors_id]


def _frames(books: Books) -> Iterable[tuple[Row, int]]:
    """Each posting to a frame with what the frame is after it."""
    held: dict[int, int] = defaultdict(int)
    for posting in books.frame_postings:
        held[posting.plan_id] += posting.amount
        yield posting, held[posting.plan_id]


def frame_not_below_zero(books: Books, frame: tuple[Row, int]) -> str:
    posting, after = frame
    name = books.plan_name(posting.plan_id)
    return f"frame posting {posting.id} of {name}: {after} after it" if after < 0 else ""


def leg_if_of_reallocation(books: Books, entry: Row) -> str:
    if (entry.kind == EntryKind.REALLOCATION) == (entry.leg_id is not None):
        return ""
    return f"{books.where(entry)}: of kind {entry.kind}, leg {entry.leg_id}"


CHECKS = (
    Check("amounts are whole kroner and not zero", _postings, whole_and_not_zero),
    Check("no amount goes below zero", lambda books: books.entries, not_below_zero),
    Check(
        "entries lie in the years of the agreement", lambda books: books.entries, year_of_agreement
    ),
    Check(
        "grants lie in the years of the agreement",
        lambda books: books.grants,
        grant_year_of_agreement,
    ),
    Check(
        "co-financing is not counted",
        lambda books: books.lines.values(),
        cofinancing_is_not_counted,
    ),
    Check("what is undone is mirrored exactly", _mirrors, exact_opposite),
    Check(
        "what is undone is undone once",
        lambda books: Counter(entry.mirrors_id for entry in _mirrors(books)).items(),
        mirrored_once,
    ),
    Check("no frame goes below zero", _frames, frame_not_below_zero),
    Check(
        "entries of reallocations have a leg", lambda books: books.entries, leg_if_of_reallocation
    ),
)
