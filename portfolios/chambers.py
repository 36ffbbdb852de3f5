"""Programs that open strangers' files, each in a process of its own that may die (docs/decisions/0003, 0017).

A chamber is a small script without Django, database or environment. It limits itself before it looks at the
file, and answers with one line of JSON: what it found, or {"refused": code}.
"""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from portfolios.refusals import Unreadable

# The child gets no secret of ours, and few arenas to keep memory in.
CLEAN_ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "MALLOC_ARENA_MAX": "2"}

logger = logging.getLogger(__name__)


@contextmanager
def opened(source, folder):
    """The path of a file: its own where the storage has paths, else of a copy in the folder."""
    try:
        path = Path(source.path).resolve()
    except (AttributeError, NotImplementedError):
        path = folder / "source"
        with path.open("wb") as file:
            shutil.copyfileobj(source, file)
    yield path


def workshop():
    """A folder for one file, which goes with all that is in it."""
    return TemporaryDirectory(prefix="lectern-", ignore_cleanup_errors=True)


def ask(script, *arguments, folder, seconds, hard):
    """What the script answered about a file. Raises Unreadable for a refusal.

    One that died, or was not ready within so many seconds, refuses with the code `hard`.
    """
    command = [sys.executable, "-I", str(script), *(str(argument) for argument in arguments)]
    code, answer, words = run(command, folder, seconds)
    if code != 0:
        logger.warning("%s ended with %s: %s", Path(script).stem, code, words[-500:])
        raise Unreadable(hard)
    told = json.loads(answer)
    if words:
        logger.info("%s: %s", Path(script).stem, words[-500:])
    if "refused" in told:
        raise Unreadable(told["refused"])
    return told


def run(command, folder, seconds):
    """Exit code, output and complaints; None for the code of one that had to be stopped.

    Whatever the child has started ends with it.
    """
    child = subprocess.Popen(  # noqa: S603  (no shell; the names are ours)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=CLEAN_ENVIRONMENT | {"HOME": str(folder), "TMPDIR": str(folder)},
        start_new_session=True,
    )
    try:
        answer, words = child.communicate(timeout=seconds)
        code = child.returncode
    except subprocess.TimeoutExpired:
        code, answer, words = None, b"", b"not ready in time"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for pipe in filter(None, (child.stdout, child.stderr)):
            pipe.close()
    return code, answer, words.decode(errors="replace")
