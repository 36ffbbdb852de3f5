"""The tests' databases are copies of one that was migrated once, instead of migrating again in each process.

Migrating takes ten seconds; a copy takes a fraction of one. The model is kept beside the others under a
name that tells which migrations it has seen, so that the next run finds it, too.
"""

from hashlib import sha256
from inspect import getfile
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from accounts import migrating
from portfolios import bank

PREFIX = "test_lectern_migrated_"
LOCK = 20261122  # of the one who makes it; the others wait


def migrated():
    """The name of a database that has seen every migration; made if it is not there yet."""
    name = PREFIX + fingerprint()
    with connection._nodb_cursor() as cursor:
        # The application's own patience is too short for waiting here.
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = [row[0] for row in cursor.fetchall()]
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            make(cursor, name)
    return name


def fingerprint():
    """Of the migrations of all apps, and of what they put into the database."""
    migrations = MigrationLoader(None).disk_migrations.values()
    files = {Path(getfile(type(migration))) for migration in migrations}
    files |= {Path(getfile(module)) for module in (bank, migrating)}
    seen = sha256(django.__version__.encode())
    for file in sorted(files):
        seen.update(file.read_bytes())
    return seen.hexdigest()[:16]


def make(cursor, name):
    usual = connection.settings_dict["NAME"]
    cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
    except BaseException:
        connection.close()
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        raise
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
