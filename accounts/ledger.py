"""The deletion ledger outside of the database: a backup that is put back brings back what was deleted.

One line of JSON an entry, in the file of the setting DELETION_LEDGER. It holds numbers and counts, so it
may lie where backups do not: `manage.py replay_deletions` reads it after a restore.
"""

import fcntl
import json
from pathlib import Path

from django.conf import settings

from accounts.models import Deletion

COLUMNS = ("id", "at", "school_id", "reason", "student_id", "fingerprint", "people", "counts", "by_id")


def write_ledger():
    """Add what the file does not hold yet. Safe at any time, also after a write that failed."""
    path = Path(settings.DELETION_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        last = max((entry["id"] for entry in entries(file)), default=0)
        for entry in Deletion.objects.filter(pk__gt=last).order_by("pk").values(*COLUMNS):
            file.write(json.dumps(entry | {"at": entry["at"].isoformat()}) + "\n")


def entries(file):
    return (json.loads(line) for line in file if line.strip())


def read_ledger(path):
    with Path(path).open(encoding="utf-8") as file:
        return list(entries(file))
