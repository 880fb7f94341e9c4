"""Export formats of a plan; higher apps may add theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from activities.models import SafetyPlan
from partnership.registry import Registry


@dataclass(frozen=True)
class ExportFormat:
    """`make` gives the bytes of the file; it may raise `PdfUnavailable`.

    `suffix` tells files of one extension apart, such as "posteringer".
    """

    extension: str
    content_type: str
    make: Callable[[SafetyPlan], bytes]
    suffix: str = ""


export_formats: Registry[ExportFormat] = Registry("export formats")
