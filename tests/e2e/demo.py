"""`manage.py demo` as a process of its own, on a free port and in a folder of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 480
STOP_SECONDS = 60
# What a developer's shell or the tests may have set, and a new user has not.
SETTINGS = (
    "DATABASE_URL",
    "EMAIL_URL",
    "SECRET_KEY",
    "DEBUG",
    "DEMO",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "MEDIA_ROOT",
)


@contextmanager
def running_demo(home):
    """The address of the demo; it is stopped at the end as Ctrl+C or a service manager would."""
    port = free_port()
    log = home / "demo.log"
    env = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    with (
        log.open("w") as output,
        subprocess.Popen(
            command, cwd=ROOT, env=env | {"LECTERN_HOME": str(home)}, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", process, log)
            yield f"http://localhost:{port}"
        finally:
            stop(process)
    assert "Traceback" not in log.read_text(), log.read_text()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def wait_for(address, process, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The demo did not start:\n{log.read_text()}")
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310
            return
        time.sleep(0.2)
    raise RuntimeError(f"The demo did not answer within {START_SECONDS} seconds:\n{log.read_text()}")


def stop(process):
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
