"""Reminders by mail, sent once a day by `manage.py remind`. Higher apps add theirs."""

from collections.abc import Callable
from datetime import date

from partnership.registry import Registry

#: Writes the mails that are due on the day and tells how many are new. It may run
#: any number of times a day; the send log makes each mail once.
Reminder = Callable[[date], int]

reminders: Registry[Reminder] = Registry("reminders by mail")
