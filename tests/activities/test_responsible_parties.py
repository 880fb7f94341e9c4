"""How the page and the print name those who are responsible."""

import pytest

from activities.choices import PartKind
from activities.document.build import build
from activities.document.tree import ItemList, Paragraph
from tests import factories

RESPONSIBLE = PartKind.RESPONSIBILITIES


def printed(plan) -> list[str]:
    """The text of every list item, by the roles' order."""
    items = [
        block
        for part in build(plan).parts
        for listed in part.blocks
        if isinstance(listed, ItemList)
        for item in listed.items
        for block in item.blocks
    ]
    return ["".join(i.text for i in b.inlines) for b in items if isinstance(b, Paragraph)]


@pytest.mark.parametrize(
    ("duty", "inside"),
    [
        ("Står for driften.", "står for driften"),
        ("SSP-medarbejderen deltager", "SSP-medarbejderen deltager"),
        ("I fællesskab med naboerne", "i fællesskab med naboerne"),
    ],
)
def test_duty_goes_on_in_the_same_sentence(db, duty, inside):
    plan = factories.make_plan()
    factories.make_row(factories.make_chapter(plan), RESPONSIBLE, name="Naboerne", duty=duty)
    assert printed(plan) == [f"Samarbejdspartner: Naboerne, {inside}."]


def test_page_says_when_only_partners_are_named(cast, log_in):
    chapter = factories.make_chapter(cast.plan)
    factories.make_row(chapter, RESPONSIBLE, name="Naboerne")
    address = f"/plans/tingbjerg/2024/chapters/{chapter.activity.slug}/"
    assert "Ingen endnu." in log_in(cast.secretariat).get(address).content.decode()
