"""The set-up of the editor: what it offers is what a text may hold."""


def allow_reference(config, shared_config) -> None:
    """django-prose-editor's hook for the reference node's tag and attribute."""
    shared_config["tags"].add("span")
    shared_config["attributes"].setdefault("span", set()).add("data-ref")


EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Heading": {"levels": [3]},
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "History": True,
    "Reference": True,
}
