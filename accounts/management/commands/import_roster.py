from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.actions.rosters import import_roster
from accounts.oneroster.bundle import UnreadableBundle
from accounts.oneroster.reading import read_roster


class Command(BaseCommand):
    help = "Import a OneRoster 1.1 or 1.2 bundle: a folder or zip of CSV files."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument(
            "--skip-bad-rows", action="store_true", help="leave out the rows that are reported"
        )

    def handle(self, *, path, dry_run, skip_bad_rows, verbosity, **options):
        try:
            roster = read_roster(path)
        except (UnreadableBundle, FileNotFoundError) as error:
            raise CommandError(str(error)) from error
        for notice in roster.notices:
            self.stdout.write(f"note: {notice}")
        for problem in roster.problems:
            self.stderr.write(f"{problem}")
        if roster.problems and not skip_bad_rows:
            raise CommandError(
                f"{len(roster.problems)} rows cannot be right, so nothing was imported. "
                "Correct them, or leave them out with --skip-bad-rows."
            )
        if roster.problems:
            # Who is missing because of a bad row has not left.
            roster.complete = False
            roster.problems.clear()
        told = verbosity and (dry_run or verbosity > 1)
        changes = import_roster(roster, name=path.name, dry_run=dry_run, lines=told)
        for line in changes.lines:
            self.stdout.write(line)
        for kind, count in sorted(changes.counts.items()):
            self.stdout.write(f"{count:6} {kind}")
        if not changes:
            self.stdout.write("Nothing to change.")
        elif dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")
