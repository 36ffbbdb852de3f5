import threading
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Of the eight threads of a process one hashes and three may wait for it: four go on serving pages.
IN_LINE = 4

hashing = threading.Lock()
in_line = threading.BoundedSemaphore(IN_LINE)


class TooManyHashes(ValidationError):
    """More people than we can check at this moment; nothing was judged."""

    def __init__(self):
        super().__init__(_("Many people are signing in right now. Please press the button once more."))


@contextmanager
def turn():
    """One's turn at hashing. Whom the line has no room for is told so, and does not hold up the pages."""
    if not in_line.acquire(blocking=False):
        raise TooManyHashes
    try:
        with hashing:
            yield
    finally:
        in_line.release()


class LeanArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id as OWASP asks it of servers: 19 MiB, two rounds, one lane; one at a time.

    Django's default takes 100 MiB and eight lanes, which two cores cannot give to a conference
    evening. Source: OWASP Password Storage Cheat Sheet.
    """

    memory_cost = 19 * 1024  # KiB
    time_cost = 2
    parallelism = 1

    def encode(self, password, salt):
        with turn():
            return super().encode(password, salt)

    def verify(self, password, encoded):
        with turn():
            return super().verify(password, encoded)
