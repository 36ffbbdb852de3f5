from django.core.management.base import BaseCommand

from accounts.actions.retention import run


class Command(BaseCommand):
    help = "Delete for good what is older than its class of data may become. `sweep` does so once a day."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be deleted, and delete nothing"
        )

    def handle(self, *, dry_run, verbosity, **options):
        counts = run(dry=dry_run)
        for kind, count in sorted(counts.items()):
            self.stdout.write(f"{count:6} {kind}")
        if not counts:
            self.stdout.write("Nothing is due.")
        elif dry_run:
            self.stdout.write("This was a dry run: nothing was deleted.")
