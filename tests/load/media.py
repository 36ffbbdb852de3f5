"""Makes every file in a folder ready, one after the other: `uv run python -m tests.load.media FOLDER`.

For each it prints what came of it, the seconds from the first byte to the last, and the most memory that any
one process of it held. It ends with an error when one takes more than a minute or a gibibyte, is given on as
it came, or leaves a program running. `--plain` reads office documents without LibreOffice.
"""

import argparse
import multiprocessing
import os
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path

MOST_SECONDS, MOST_MIB = 60, 1024
# What a camera, an office program or a telephone writes beside the picture.
TELL_TALES = (
    b"Exif\0\0",
    b"http://ns.adobe.com/xap",
    b"GPSLatitude",
    b"/JavaScript",
    b"/EmbeddedFile",
    b"\xa9xyz",
)


def made_of(path, plain):
    """What came of one file, in a process of its own, which is asked for its memory at the end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.files import File

    from portfolios import chambers, makers
    from portfolios.refusals import Unreadable

    settings.OFFICE_BINARY = "" if plain else settings.OFFICE_BINARY
    began = time.monotonic()
    kind, came, wrong = "-", "", ""
    with chambers.workshop() as folder, path.open("rb") as file:
        try:
            made = makers.make(File(file, name=str(path)), Path(folder))
            kind, came = made.columns["kind"], described(made.columns)
            wrong = wrong_with(path.read_bytes(), made.files)
        except Unreadable as refusal:
            came = f"refused: {refusal.code}"
    seconds = time.monotonic() - began
    return kind, came, wrong, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def described(columns):
    said = []
    if "width" in columns:
        said.append(f"{columns['width']} x {columns['height']}")
    if "duration_ms" in columns:
        said.append(f"{columns['duration_ms'] / 1000:.1f} s, {len(columns['waveform'])} peaks")
    if "page_count" in columns:
        said.append(f"{columns['page_count']} pages" + (", plain view" if columns["simplified"] else ""))
    return ", ".join(said)


def wrong_with(original, files):
    for name, content in files.values():
        data = content if isinstance(content, bytes) else content.read_bytes()
        if data == original:
            return f"{name} is the file that came"
        told = [mark for mark in TELL_TALES if mark in data]
        if told:
            return f"{name} tells {told}"
    return ""


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--plain", action="store_true")
    options = asked.parse_args()
    context = multiprocessing.get_context("spawn")
    bad, table = 0, defaultdict(list)
    for path in sorted(path for path in options.folder.rglob("*") if path.is_file()):
        with context.Pool(1) as pool:
            kind, came, wrong, seconds, mib = pool.apply(made_of, (path, options.plain))
        wrong = wrong or ("too slow" if seconds > MOST_SECONDS else "")
        wrong = wrong or ("too much memory" if mib > MOST_MIB else "")
        bad += bool(wrong)
        table[kind].append((seconds, mib))
        print(
            f"{seconds:5.1f} s {mib:5} MiB  {kind:9} {path.relative_to(options.folder)}: {came} {wrong}",
            flush=True,
        )
    for kind, rows in sorted(table.items()):
        times = sorted(seconds for seconds, _mib in rows)
        middle, longest, most = times[len(times) // 2], times[-1], max(mib for _seconds, mib in rows)
        print(
            f"{kind}: {len(rows)} files, median {middle:.1f} s, longest {longest:.1f} s, at most {most} MiB"
        )
    print(f"load {os.getloadavg()[0]:.1f}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
