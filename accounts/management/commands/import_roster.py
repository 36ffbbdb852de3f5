from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.actions.rosters import import_roster, undo_at_once
from accounts.models import RosterImport
from accounts.oneroster.bundle import UnreadableBundle
from accounts.oneroster.reading import read_roster


class Command(BaseCommand):
    help = "Import a OneRoster 1.1 or 1.2 bundle: a folder or zip of CSV files."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, nargs="?")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument(
            "--skip-bad-rows", action="store_true", help="leave out the rows that are reported"
        )
        parser.add_argument(
            "--many-leavers", action="store_true", help="let more than a fifth of the students leave"
        )
        parser.add_argument(
            "--undo", action="store_true", help="take back the newest roster, within a day; no path then"
        )

    def handle(self, *, path, undo, **options):
        if undo == (path is not None):
            raise CommandError("Give the path of a roster, or --undo alone.")
        try:
            self.undo() if undo else self.bring(path, **options)
        except (UnreadableBundle, FileNotFoundError) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def undo(self):
        newest = RosterImport.objects.undoable().order_by("-applied_at").first()
        if newest is None:
            raise CommandError("There is no roster of the last 24 hours to take back.")
        kept = undo_at_once(newest)
        self.stdout.write(f"{newest} was taken back; {kept} rows stay, for somebody changed or used them.")

    def bring(self, path, *, dry_run, skip_bad_rows, many_leavers, verbosity, **options):
        roster = read_roster(path)
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
        changes = import_roster(
            roster,
            name=path.name,
            dry_run=dry_run,
            lines=verbosity and (dry_run or verbosity > 1),
            many_leavers=many_leavers,
        )
        for words in changes.alike:
            self.stdout.write(f"note: {words}")
        for line in changes.lines:
            self.stdout.write(line)
        for kind, count in sorted(changes.counts.items()):
            self.stdout.write(f"{count:6} {kind}")
        if not changes:
            self.stdout.write("Nothing to change.")
        elif dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")
