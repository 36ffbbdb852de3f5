"""What a process that opens strangers' documents may use of this machine."""

import os
import resource
from contextlib import suppress

MEBIBYTE = 1024 * 1024
LIMITS = {
    "RLIMIT_AS": 1024 * MEBIBYTE,
    "RLIMIT_CPU": 50,  # seconds
    "RLIMIT_FSIZE": 128 * MEBIBYTE,
    "RLIMIT_CORE": 0,
}


class Refused(Exception):
    pass


def limit_self():
    """From here on this process and its children can hurt nobody but themselves, and reach no network."""
    for name, value in LIMITS.items():
        # Not every system knows every limit: macOS refuses RLIMIT_AS.
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (value, value))
    # Where the system lets us, not even a hole in a decoder leads anywhere.
    with suppress(OSError, AttributeError):
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    os.nice(5)
