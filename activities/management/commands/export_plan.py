"""manage.py export_plan PARTNERSHIP YEAR --output FILE"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from activities.document.pdf import PdfUnavailable, file_name
from activities.management.plans import plan_named
from activities.services.export import export_formats


class Command(BaseCommand):
    help = "Writes a safety plan to a file, as PDF/UA-1 unless another format is named."

    def add_arguments(self, parser):
        parser.add_argument(
            "partnership", help="the partnership's address, such as tingbjerg-husum"
        )
        parser.add_argument("year", type=int)
        parser.add_argument("--output", type=Path, help="the file to write")
        parser.add_argument("--format", default="pdf", choices=export_formats.names())

    def handle(self, *args, partnership, year, output, format, **options):
        export = export_formats[format]
        plan = plan_named(partnership, year)
        path = output or Path(file_name(plan, export.extension, export.suffix))
        try:
            with translation.override("da"):
                content = export.make(plan)
            path.write_bytes(content)
        except PdfUnavailable as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stdout.write(f"{path}: {len(content) / 1000:.0f} kB")
