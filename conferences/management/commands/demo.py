"""`manage.py demo`: a school full of life, one address, nothing else to install."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts.jobs import LONG

ROOT = settings.BASE_DIR
START_SECONDS = 60


class Command(BaseCommand):
    help = "Run Lectern with a school full of life on the embedded Postgres."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--fresh", action="store_true", help="forget the demo's school and make a new one"
        )
        parser.add_argument(
            "--only-prepare", action="store_true", help="fill the database and start no server"
        )

    def handle(self, *, port, fresh, only_prepare, **options):
        if not settings.DEMO:
            again_in_demo_mode(port)
        self.prepare(fresh)
        if not only_prepare:
            self.serve(port)

    def prepare(self, fresh):
        from conferences.demo.school import fill, is_filled

        self.step("Starting the database")
        if fresh:
            forget()
        call_command("migrate", verbosity=0)
        self.step("Gathering styles and scripts")
        call_command("collectstatic", interactive=False, verbosity=0)
        if is_filled():
            self.step("The school is there already (--fresh makes a new one)")
        else:
            self.step("Making a school full of life")
            fill(say=self.step)
        connection.close()

    def serve(self, port):
        # Threads rather than processes: the connections stay open and two cores are enough for a school.
        server = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
        server += ["--workers", "2", "--threads", "8", "--log-level", "warning", "--no-control-socket"]
        worker = [
            sys.executable,
            "manage.py",
            "db_worker",
            "--interval",
            "0.5",
            "--no-startup-delay",
            "-v",
            "0",
        ]
        long_worker = [*worker, "--queue-name", LONG]
        sweep = [sys.executable, "manage.py", "sweep", "--every", "60", "-v", "0"]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        commands = (server, worker, long_worker, sweep)
        children = [subprocess.Popen(command, cwd=ROOT) for command in commands]  # noqa: S603
        try:
            self.wait_for(port, children)
            self.stdout.write(f"\nLectern is open: http://localhost:{port}/demo/\n\nStop it with Ctrl+C.\n")
            self.stdout.flush()
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
            raise CommandError("A part of the demo has stopped; see above.")
        except KeyboardInterrupt:
            self.stdout.write("Goodbye.")
        finally:
            stop(children)

    def wait_for(self, port, children):
        for _ in range(START_SECONDS * 10):
            if any(child.poll() is not None for child in children):
                raise CommandError(f"The server did not start. Is port {port} taken? Try --port {port + 1}.")
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
            time.sleep(0.1)
        raise CommandError(f"The server did not answer within {START_SECONDS} seconds.")

    def step(self, words):
        self.stdout.write(f"  {words} …")
        self.stdout.flush()


def again_in_demo_mode(port):
    """Start this command anew with DEMO on: settings are read once, before any command runs."""
    for name in ("DATABASE_URL", "EMAIL_URL"):
        if name in os.environ:
            raise CommandError(f"The demo makes its own database and mail: unset {name} first.")
    demo = {"DEMO": "1", "DEBUG": "0", "SECRET_KEY": key(), "SITE_URL": f"http://localhost:{port}"}
    os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | demo)  # noqa: S606


def key():
    """A secret key of this demo's own, kept so that sign-in cards outlive a restart."""
    path = settings.HOME / "demo-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def forget():
    """Drop every table and picture of the demo's own."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def stop(children):
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
