"""`python -m tests.load.measured COMMAND ...`: a command of manage.py, its seconds and its peak of memory."""

import os
import resource
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0)
started = time.perf_counter()
call_command(*sys.argv[1:])
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{seconds:.1f} s, {peak:.0f} MiB")
