"""Abstract parts that several models share."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.sorting import fold, sort_key


class Named(models.Model):
    """A row with a name, its Danish sort key and its folded search text."""

    name = models.CharField(_("name"), max_length=200)
    sort_key = models.CharField(max_length=255, editable=False, db_index=True)
    search_text = models.TextField(editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def searched_names(self) -> list[str]:
        """What a search for this row looks in."""
        return [self.name]

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        self.search_text = fold(" ".join(self.searched_names()))
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "sort_key", "search_text"}
        super().save(*args, **kwargs)


class Identified(models.Model):
    """A row with an identity for life, used in addresses and references."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Counted(models.Model):
    """A row whose saves are counted, so that each can tell which it started from."""

    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    #: The open window that saved last, the version its unbroken run of saves
    #: started from, and the number of its last save.
    writer = models.UUIDField(null=True, editable=False)
    writer_base = models.PositiveIntegerField(default=1, editable=False)
    writer_turn = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class Versioned(Identified, Counted):
    """A row that several people edit.

    Every save carries the version it started from; see
    `partnership.services.versions`.
    """

    class Meta:
        abstract = True
