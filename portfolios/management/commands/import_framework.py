from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import School
from portfolios import actions
from portfolios.actions.imports import read_framework
from portfolios.case import UnreadableFramework
from portfolios.models import Framework


class Command(BaseCommand):
    help = "Import a framework for a school: a CASE 1.0 or 1.1 package (JSON), or a CSV of items."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument("--school", required=True, help="its name, or its id in the roster")
        parser.add_argument("--kind", choices=Framework.Kind.values, default="standards")
        parser.add_argument("--title", default="", help="what a CSV is called; a package says so itself")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def handle(self, *, path, school, kind, title, dry_run, **options):
        found = School.objects.filter(source_id=school) or School.objects.filter(name=school)
        if len(found) != 1:
            raise CommandError(f"There is no school with the name or id {school}, or more than one.")
        try:
            package = read_framework(path.read_bytes(), name=path.name, title=title)
        except (UnreadableFramework, OSError) as error:
            raise CommandError(str(error)) from error
        _framework, summary = actions.import_framework(found[0], package, kind=kind, dry_run=dry_run)
        for note in summary["notes"]:
            self.stdout.write(f"note: {note}")
        for name, n in summary["types"]:
            self.stdout.write(f"{n:6} {name}")
        self.stdout.write(
            f"{summary['title']}: {summary['count']} items, {summary['depth']} deep. "
            f"{summary['new']} new, {summary['changed']} changed, {summary['back']} back, "
            f"{summary['gone']} retired{' (nothing was changed)' if dry_run else ''}."
        )
