"""Whatever happens to network, login and window, every character typed arrives."""

import random
import sqlite3

import pytest

from tests.browser.writers import PART, Writer, act_at_random, words_in

pytestmark = pytest.mark.browser

STORED = (
    "select body from activities_section where kind = ? and chapter_id ="
    " (select id from activities_chapter where title = 'Fælleshaven')"
)


def stored(database) -> str:
    with sqlite3.connect(database) as connection:
        return connection.execute(STORED, [PART]).fetchone()[0]


def begin(open_page, address: str) -> list[Writer]:
    writers = [
        Writer(open_page(address, who=login), login) for login in ("sekretariat", "aktivitet")
    ]
    for writer in writers:
        writer.open()
    return writers


def everything_arrives(writers: list[Writer], database, told: object) -> None:
    unfinished = [*writers]
    for _ in range(12):
        unfinished = [writer for writer in writers if not writer.finish()]
        if not unfinished:
            break
    assert not unfinished, f"something stays in the browser: {told}"
    found = words_in(stored(database))
    for writer in writers:
        own = [word for word in found if word.startswith(writer.login)]
        assert sorted(set(own), key=writer.words.index) == writer.words, told


@pytest.mark.parametrize("seed", range(3))
def test_two_people_in_one_text_lose_nothing(seed, own_demo, own_database, open_page):
    random.seed(seed)
    writers = begin(open_page, own_demo)
    told = [act_at_random(random.choice(writers)) for _ in range(30)]
    everything_arrives(writers, own_database, told)
