"""What one reads at a place of a kept content, so that two versions can be compared."""

from uuid import UUID

from django.utils.html import escape

from partnership.history import Content, Item, item_kinds
from partnership.richtext import canonical


def wording(content: Content, uuid: UUID) -> str:
    """The text as canonical HTML: of a list its rows too; "" for what is not in the content."""
    item = content.by_uuid.get(uuid)
    if item is None:
        return ""
    if "intro" not in item.fields:
        return _text(item)
    rows = "".join(f"<li>{_text(row)}</li>" for row in content.under(uuid))
    return canonical(f"{item.fields['intro']}<ul>{rows}</ul>{item.fields['closing']}")


def _text(item: Item) -> str:
    """A section's text, or a row's words and what elaborates them."""
    kind = item_kinds[item.kind]
    if not {"title", "role"} & set(kind.names):
        return item.fields["body"]
    before = kind.in_words(item, "role") or item.fields.get("when", "")
    words = ": ".join(part for part in (before, kind.heading(item)) if part)
    said = ", ".join(part for part in (words, item.fields.get("duty", "")) if part)
    elaborated = item.fields["body"] if kind.is_rich("body") else ""
    return canonical(f"<p>{escape(said)}</p>{elaborated}")
