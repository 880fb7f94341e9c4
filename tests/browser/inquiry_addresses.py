"""Addresses of every page of the inquiries, on the demo with a case that is open."""

import sqlite3
from pathlib import Path
from uuid import UUID

from django.urls import reverse

from tests.browser import site

#: Names of the inquiries that show no page: files, and what is sent with a button.
NO_PAGE = {
    "inquiries_xlsx",
    "inquiry_account_xlsx",
    "inquiry_package",
    "inquiry_submit",
    "inquiry_return",
    "inquiry_dispatch",
    "inquiry_close",
    "inquiry_correct",
    "attachment",
    "stand_in_remove",
    "attachment_add",
    "attachment_remove",
    "letter_pdf",
    "letter_docx",
    "letterhead_remove",
    "letterhead_restore",
    "closing_day_remove",
    "calendar_feed_renew",
    "calendar_feed_revoke",
    "calendar",
    "reply_presence",
    "reply_restore",
    "fact_take_again",
    "remark_act",
    "kept_remove",
    "kept_restore",
}
#: Beside the demo's closed case: one to write in, confidential, and one that waits for its chief.
MORE_CASES = """
from datetime import date
from inquiries.services.attachments import attach
from inquiries.services.clearance import fingerprint, submit
from inquiries.services.confidentiality import set_confidential
from inquiries.services.extensions import extend, pause
from inquiries.services.feeds import renew
from inquiries.services.drafts import edit_answer, edit_reply, reply_of
from inquiries.services import fact_offers, facts
from inquiries.services.register import register
from inquiries.services.remarks import add_remark
from partnership.models import Organisation, Unit, User
unit = Unit.objects.get(short_name="KFF")
by, chief = (User.objects.get(email=f"{name}@example.dk") for name in ("kff", "kff-chef"))
day = date(2025, 3, 3)
for subject in ("nye baenke", "mere lys"):
    case = register(
        unit, by=by, questions=["Hvor?", "Hvornaar?"], asked_on=day, received_on=day,
        asker_name="Karim Andersen", asker_office="Medlem", asker_party_letter="B",
        subject=subject, responsible=by,
        organisations=[Organisation.objects.get(name="Mit Kvarter")],
    )
    reply = reply_of(case)
    edit_reply(reply, seen=reply.version, by=by, letter_date=day)
    for answer in reply.answers.all():
        edit_answer(answer, body="<p>Ja.</p>", seen=answer.version, by=by)
    attach(case, name="brev.txt", content=b"Brev", content_type="text/plain", by=by)
    if subject == "nye baenke":
        set_confidential(case, confidential=True, readers=[chief], by=by)
        answer = reply.answers.first()
        add_remark(answer, text="Er det rigtigt?", by=chief, proposal="<p>Nej.</p>")
        facts.take(
            answer, fact_offers.offered(by, unit, None)[0], seen=answer.version, by=by
        )
        unit.text_blocks.create(name="Tak", body="<p>Tak for henvendelsen.</p>")
    else:
        reply = reply_of(case)
        submit(reply, by=by, approvers=[chief], seen=fingerprint(reply))
        extend(case, days=3, reason="Tal mangler.", agreed_with="Kim Raad", seen=0, by=by)
        pause(case, starts_on=date(2025, 3, 5), reason="svar fra Kim Raad", by=by)
renew(by=chief)
"""
CLOSED, OPEN, WAITING = [2024, 1], [2025, 1], [2025, 2]


def add_cases(database: Path) -> None:
    site.manage(database, "shell", "-c", MORE_CASES)


def pages(database: Path) -> dict[str, list[str]]:
    """The addresses for every name that shows a page to the drafter or the chief."""
    with sqlite3.connect(database) as connection:

        def first(table: str) -> UUID:
            sql = f"select uuid from {table} order by id desc limit 1"
            return UUID(connection.execute(sql).fetchone()[0])

        unit = UUID(
            connection.execute(
                "select uuid from partnership_unit where short_name = 'KFF'"
            ).fetchone()[0]
        )
        answer = [*OPEN, _answer(connection)]
        block = first("inquiries_textblock")
        sender = [unit, "sender", first("inquiries_sender")]
        arguments: dict[str, list] = {
            "inquiries": [[]],
            "inquiry_new": [[]],
            "inquiry": [CLOSED, OPEN, WAITING],
            "inquiry_edit": [OPEN],
            "inquiry_questions": [OPEN],
            "inquiry_withdraw": [OPEN],
            "inquiry_readers": [OPEN],
            "inquiry_clear": [WAITING],
            "inquiry_access": [CLOSED],
            "inquiry_account": [[]],
            "councillors": [[]],
            "councillor_add": [[]],
            "councillor_edit": [[first("inquiries_councillor")]],
            "letter": [CLOSED, OPEN],
            "reply_part": [OPEN],
            "reply_edit": [OPEN],
            "reply_history": [OPEN],
            "reply_versions": [OPEN],
            "answer": [answer],
            "answer_edit": [answer],
            "answer_remarks": [answer],
            "answer_facts": [answer],
            "answer_contacts": [answer],
            "answer_passages": [answer],
            "answer_blocks": [answer],
            "earlier_answers": [[]],
            "unit_contacts": [[]],
            "text_blocks": [[]],
            "unit_figures": [[]],
            "kept_add": [["contacts"], ["text-blocks"], ["figures"]],
            "kept_edit": [["text-blocks", block]],
            "stand_ins": [[unit]],
            "letterhead": [[unit]],
            "letterhead_add": [[unit, "signatory"]],
            "letterhead_edit": [sender],
            "inquiry_extend": [WAITING],
            "inquiry_pause": [OPEN],
            "inquiry_resume": [WAITING],
            "follow_up_add": [CLOSED],
            "unit_rules": [[unit]],
            "closing_days": [[]],
            "closing_day_add": [[]],
            "calendar_feed": [[]],
            "follow_ups": [[]],
            "follow_up_edit": [[first("partnership_followup")]],
            "follow_up_done": [[first("partnership_followup")]],
        }
    return {
        name: [reverse(name, args=args) for args in several] for name, several in arguments.items()
    }


def _answer(connection: sqlite3.Connection) -> UUID:
    """The first answer of the open case."""
    sql = """select uuid from inquiries_answer where reply_id =
        (select id from inquiries_reply where inquiry_id =
            (select id from inquiries_inquiry where year = ? and number = ?))"""
    return UUID(connection.execute(sql, OPEN).fetchone()[0])
