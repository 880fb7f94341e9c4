"""Why money is not moved; every text is for the person."""

from django.utils.translation import gettext as _


class LedgerError(Exception):
    """A posting that cannot be made; the text is for the person."""


class AmountChanged(LedgerError):
    """The cell no longer holds the amount the person saw."""

    def __init__(self, current: int) -> None:
        super().__init__(_("Somebody has changed the amount since you opened it."))
        self.current = current


class LineMoved(LedgerError):
    """The line belongs to another activity than when it was read; its id is `line_id`."""

    def __init__(self, line_id: int) -> None:
        super().__init__(
            _("The budget line has been moved to another activity since you opened the page.")
        )
        self.line_id = line_id


class ReallocationRefused(LedgerError):
    """A step of a reallocation that cannot be taken."""


class MoneyMoved(ReallocationRefused):
    """A line no longer holds what the decider saw."""

    def __init__(self) -> None:
        super().__init__(
            _("The amounts have changed since you opened the page. Look at the table again.")
        )
