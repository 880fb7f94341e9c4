"""What the services refuse, in words for the person."""

from django.utils.functional import Promise


class InquiryRefused(Exception):
    """Nothing was done. The text says why; `field` names the form's field it is about, or ""."""

    def __init__(self, words: str | Promise, field: str = "") -> None:
        super().__init__(str(words))
        self.words, self.field = str(words), field
