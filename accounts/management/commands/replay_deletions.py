from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.actions.deletions import replay
from accounts.ledger import COLUMNS, read_ledger
from accounts.models import Deletion


class Command(BaseCommand):
    help = (
        "After a backup was put back: delete again every record that the ledger names. "
        "Run it before anybody comes in."
    )

    def add_arguments(self, parser):
        parser.add_argument("--ledger", type=Path, default=Path(settings.DELETION_LEDGER))

    def handle(self, *, ledger, **options):
        if not ledger.exists():
            raise CommandError(f"There is no ledger at {ledger}.")
        entries = [*Deletion.objects.order_by("pk").values(*COLUMNS), *read_ledger(ledger)]
        named = {entry["fingerprint"]: entry for entry in entries if entry["student_id"]}
        again = sum(replay(entry) for entry in named.values())
        self.stdout.write(f"The ledger names {len(named)} records; {again} had come back and were deleted.")
