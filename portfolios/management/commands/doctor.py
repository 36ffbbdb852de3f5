import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.pdf import PrintingFailed, render_pdf
from portfolios import chambers, recordings

EXTENSIONS = {"btree_gist", "pg_trgm", "unaccent"}


class Trouble(Exception):
    """What is wrong, and what helps."""


class Command(BaseCommand):
    help = "Looks at what Lectern needs on this machine, and says what is missing and what helps."

    def handle(self, **options):
        looks = (database, migrations, storage, film_program, press, office, room)
        missing = 0
        for look in looks:
            try:
                self.stdout.write(f"  ok     {look()}")
            except Trouble as trouble:
                missing += 1
                self.stdout.write(self.style.ERROR(f"  wrong  {trouble}"))
        if missing:
            raise CommandError(f"{missing} of {len(looks)} need a hand.")


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        there = {name for (name,) in cursor.fetchall()}
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    needed = EXTENSIONS & extensions_of_migrations()
    if needed - there:
        raise Trouble(
            f"Postgres lacks {', '.join(sorted(needed - there))}: install its contrib package, migrate"
        )
    return f"Postgres {version} with {', '.join(sorted(needed)) or 'no extension needed'}"


def extensions_of_migrations():
    """Those that a migration of ours makes."""
    graph = MigrationExecutor(connection).loader.disk_migrations.values()
    return {getattr(operation, "name", None) for migration in graph for operation in migration.operations}


def migrations():
    executor = MigrationExecutor(connection)
    owed = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if owed:
        raise Trouble(f"{len(owed)} migrations are owed: manage.py migrate")
    return "every migration has run"


def storage():
    try:
        name = default_storage.save("doctor", ContentFile(b"well"))
        default_storage.delete(name)
    except OSError as error:
        raise Trouble(f"nothing can be kept in {settings.MEDIA_ROOT}: {error}") from None
    return f"files are kept in {settings.MEDIA_ROOT}"


def film_program():
    with chambers.workshop() as folder:
        try:
            code, words, _complaints = chambers.run([recordings.ffmpeg(), "-version"], Path(folder), 60)
        except (OSError, RuntimeError) as error:
            raise Trouble(f"no program for recordings ({error}): set FFMPEG_BINARY") from None
    if code != 0:
        raise Trouble(f"{recordings.ffmpeg()} does not start: set FFMPEG_BINARY")
    return " ".join(words.decode().split()[:3])


def press():
    try:
        render_pdf("portfolios/pdf/words.html", {"blocks": []}, css="words.css")
    except PrintingFailed:
        raise Trouble("nothing can be printed: install libpango-1.0-0 and libpangoft2-1.0-0") from None
    return "letters, cards and plain documents can be printed"


def office():
    if not settings.OFFICE_BINARY:
        return "no LibreOffice: office documents are shown as words and tables (docs/settings.md)"
    if not shutil.which(settings.OFFICE_BINARY):
        raise Trouble(f"there is no {settings.OFFICE_BINARY}: correct OFFICE_BINARY")
    return f"office documents are printed by {settings.OFFICE_BINARY}"


def room():
    free = shutil.disk_usage(settings.MEDIA_ROOT if os.path.isdir(settings.MEDIA_ROOT) else "/").free // 2**30
    if free < 2:
        raise Trouble(f"only {free} GiB are free for files")
    return f"{free} GiB are free for files"
