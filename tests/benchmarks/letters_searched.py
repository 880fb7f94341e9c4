"""python -m scripts.with_postgres python -m tests.benchmarks.letters_searched"""

import random
import statistics
import sys
from datetime import date

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from inquiries.models import Inquiry, Letter, Passage, Reply, Submission  # noqa: E402
from partnership.models import Unit  # noqa: E402
from partnership.sorting import fold  # noqa: E402
from tests import inquiry_factories  # noqa: E402
from tests.benchmarks.measure import seconds, tell  # noqa: E402

FEW, MANY, WORDS, RUNS = 50, 5000, 150, 15
#: In a tenth of the letters; and in all of them, so that all are ranked.
QUERIES = {"some": "tilsagn", "all": "forvaltningen"}
VOCABULARY = [f"ord{number}" for number in range(3000)]


def main() -> int:
    call_command("migrate", verbosity=0)
    settings.DEBUG = False
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    tell("letters_searched", MANY, "letters")
    unit = inquiry_factories.make_unit()
    client = Client()
    client.force_login(inquiry_factories.make_drafter(unit))
    make_letters(unit, 0, FEW)
    few = {name: searched(client, words) for name, words in QUERIES.items()}
    make_letters(unit, FEW, MANY)
    for name, words in QUERIES.items():
        many = searched(client, words)
        tell(f"earlier_answers_in_{name}_of_{FEW}", few[name] * 1000, "ms")
        tell(f"earlier_answers_in_{name}_of_{MANY}", many * 1000, "ms")
        tell(f"earlier_answers_in_{name}_of_{MANY}_vs_{FEW}", many / few[name], "ratio")
    return 0


def searched(client: Client, words: str) -> float:
    """The page with what was found, in seconds; a run before it is not counted."""

    def search() -> None:
        answer = client.get("/inquiries/earlier-answers/", {"q": words}, secure=True)
        assert b"<mark>" in answer.content

    search()
    return statistics.median(seconds(search) for _ in range(RUNS))


def make_letters(unit: Unit, start: int, stop: int) -> None:
    """Letters with one passage each, written past the services, which take a second a letter."""
    numbers, day = range(start, stop), date(2024, 12, 2)
    inquiries = Inquiry.objects.bulk_create(
        Inquiry(
            unit=unit,
            year=2024,
            number=number + 1,
            asker_name="Kim Raad",
            subject=f"emne {number}",
            asked_on=day,
            received_on=day,
            deadline_days=10,
            day_count="working",
            starts_from="received",
        )
        for number in numbers
    )
    replies = Reply.objects.bulk_create(Reply(inquiry=inquiry) for inquiry in inquiries)
    sent = Submission.objects.bulk_create(Submission(reply=reply) for reply in replies)
    letters = Letter.objects.bulk_create(
        Letter(
            reply=submission.reply,
            submission=submission,
            letter_date=day,
            content={},
            pdf=b"%PDF",
            docx=b"PK",
        )
        for submission in sent
    )
    Passage.objects.bulk_create(passage(*row) for row in zip(numbers, letters, strict=True))
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself within a minute of so many new rows.
        cursor.execute("VACUUM ANALYZE")


def passage(number: int, letter: Letter) -> Passage:
    words = random.Random(number).choices(VOCABULARY, k=WORDS)
    words[:1] = ["Forvaltningen", "har", *(["givet", "tilsagn"] if number % 10 == 0 else [])]
    question, text = f"Hvad med emne {number}?", " ".join(words)
    return Passage(
        letter=letter,
        number=1,
        question=question,
        body=f"<p>{text}</p>",
        text=text,
        search_text=fold(f"{question} {text}"),
    )


if __name__ == "__main__":
    sys.exit(main())
