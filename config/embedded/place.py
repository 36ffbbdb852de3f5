"""Where the embedded Postgres lives, and as whom it runs.

Postgres refuses to run as root, so root lends it an account of its own. That account has to reach the data
and the programs. A folder that is closed to others stays closed: what is behind it gets another place.
"""

import contextlib
import hashlib
import importlib.metadata
import logging
import os
import pwd
import shutil
import stat
import subprocess
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

logger = logging.getLogger(__name__)

ACCOUNT = "embedded_postgres"
PORT = 5432  # a name for the socket; no network address is listened on
SOCKET_PATH_BYTES = 103  # what every system can bind


def home():
    return Path(settings.HOME).resolve()


def data():
    return folder() / "postgres"


@cache
def folder():
    """HOME; or a folder of our own, if Postgres cannot get there or the name of its socket were too long."""
    home().mkdir(parents=True, exist_ok=True)
    short = len(os.fsencode(home() / "postgres" / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_BYTES
    return home() if short and _reachable(home()) else refuge(home())


@cache
def programs():
    """The folder of the package's programs; copied if Postgres could not get to them."""
    package = importlib.metadata.distribution("embedded-postgres")
    site_packages = Path(str(package.locate_file("")))
    inside = Path("embedded_postgres", "pginstall", "bin")
    if _reachable(site_packages / inside / "postgres"):
        return site_packages / inside
    copy = folder() / f"programs-{package.version}"
    if not copy.exists():
        logger.info("Copying Postgres to %s, because its account cannot use %s", copy, site_packages)
        new = copy.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (site_packages / name).exists():
                shutil.copytree(site_packages / name, new / name, ignore=shutil.ignore_patterns("include"))
        subprocess.run(["chmod", "-R", "a+rX", new], check=True)  # noqa: S603, S607
        new.rename(copy)
    return copy / inside


@cache
def account():
    """Whom the programs of Postgres run as, when we are root."""
    if os.geteuid() != 0:
        return {}
    entry = _entry() or _make_account() or _entry()
    if not entry:
        raise ImproperlyConfigured(
            f"Postgres cannot run as root, and the account {ACCOUNT} could not be made. Run as another user."
        )
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _entry():
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(ACCOUNT)


def _make_account():
    """That it failed is no news: another process may have been first, or there is no useradd."""
    useradd = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
    with contextlib.suppress(FileNotFoundError):
        subprocess.run(useradd, check=False, capture_output=True)  # noqa: S603


def _reachable(path):
    """May Postgres pass through this folder, or run this program? Asked of the system, as its account."""
    if os.geteuid() != 0:
        return True
    return subprocess.run(["test", "-x", path], cwd="/", **account()).returncode == 0  # noqa: S603, S607


def refuge(path):
    """A folder in /var/tmp that stands for this one and is certainly ours."""
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    place = Path("/var/tmp", f"lectern-{name}")  # noqa: S108 - its owner is checked
    place.mkdir(exist_ok=True)
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise ImproperlyConfigured(f"{place} is not ours alone. Remove it, or set LECTERN_HOME elsewhere.")
    place.chmod(0o755)
    return place
