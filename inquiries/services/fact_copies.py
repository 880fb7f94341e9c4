"""The figures of a letter in the one that corrects it."""

from uuid import uuid4

from inquiries.models import Reply


def copy_facts(of: Reply, to: Reply) -> dict[str, str]:
    """Facts of its own for a letter that corrects another; old identities to new ones."""
    renamed: dict[str, str] = {}
    for fact in of.facts.all():
        before, fact.pk, fact.uuid, fact.reply = fact.uuid, None, uuid4(), to
        fact.save(force_insert=True)
        renamed[str(before)] = str(fact.uuid)
    return renamed


def renamed_in(html: str, renamed: dict[str, str]) -> str:
    """The text with references to the new facts."""
    for before, after in renamed.items():
        html = html.replace(before, after)
    return html
