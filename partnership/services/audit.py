"""Writing the log."""

from uuid import UUID

from django.db import models

from partnership.models import AuditEntry, Partnership, User


def record(
    action: str,
    *,
    by: User | None,
    on: models.Model,
    partnership: Partnership | None = None,
    by_name: str = "",
    **details: object,
) -> AuditEntry:
    """Write one line of the log; call it inside the transaction of the change.

    `action` is named app.object.verb. `by` is None for a data load, and for
    somebody without an account, who is named by `by_name`. What must not be told by
    its name has a `logged_as` instead.
    """
    uuid = getattr(on, "uuid", None)
    return AuditEntry.objects.create(
        actor=by,
        actor_name=by.name if by else by_name,
        action=action,
        partnership=partnership,
        object_uuid=uuid if isinstance(uuid, UUID) else None,
        object_name=str(getattr(on, "logged_as", on))[:300],
        details=details,
    )
