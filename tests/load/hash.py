"""What one password check costs: `uv run python -m tests.load.hash`.

CPU milliseconds and MiB for our hasher and, beside it, for Django's default, each in a process of its
own, so that the memory is the hash's alone.
"""

import multiprocessing
import resource
import statistics
import time

from django.conf import settings
from django.utils.module_loading import import_string

CHECKS = 20
HASHERS = {
    "ours": "accounts.hashers.LeanArgon2PasswordHasher",
    "django's default": "django.contrib.auth.hashers.Argon2PasswordHasher",
}


def measure(path):
    """CPU milliseconds of one check (median of 20) and MiB at its peak, above the idle process."""
    settings.configure()
    hasher = import_string(path)()
    idle = peak_mib()
    encoded = hasher.encode("correct horse battery", hasher.salt())
    costs = []
    for _ in range(CHECKS):
        before = time.process_time()
        if not hasher.verify("correct horse battery", encoded):
            raise ValueError("the right password was refused")
        costs.append((time.process_time() - before) * 1000)
    return statistics.median(costs), peak_mib() - idle


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run():
    for name, path in HASHERS.items():
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            milliseconds, mib = pool.apply(measure, [path])
        print(f"{name:>17}: {milliseconds:6.1f} ms of CPU, {mib:6.1f} MiB")


if __name__ == "__main__":
    run()
