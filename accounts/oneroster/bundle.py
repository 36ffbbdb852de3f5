"""A bundle of CSV files, in a folder or a zip, read row by row."""

import codecs
import csv
import io
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

MAX_BYTES = 512 * 1024 * 1024  # of all files together, unpacked
MAX_MEMBERS = 200  # of a zip
CHUNK = 1024 * 1024
MAX_LINE = CHUNK  # letters
FILES = ("manifest", "orgs", "users", "roles", "classes", "enrollments", "relationships", "demographics")


class UnreadableBundle(Exception):
    """The bundle as a whole cannot be read; `str()` says why."""


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, and where: `line` counts from 1, the header being line 1."""

    file: str
    line: int
    reason: str

    def __str__(self):
        return _("%(file)s, line %(line)d: %(reason)s") % {
            "file": self.file,
            "line": self.line,
            "reason": self.reason,
        }


class Row:
    """One row; a column is asked for by its name in any case, and is empty when there is none."""

    __slots__ = ("cells", "columns", "file", "line")

    def __init__(self, file, line, columns, cells):
        self.file, self.line, self.columns, self.cells = file, line, columns, cells

    def __getitem__(self, name):
        at = self.columns.get(name.lower())
        return self.cells[at].strip() if at is not None and at < len(self.cells) else ""

    def list(self, name):
        return [part.strip() for part in self[name].split(",") if part.strip()]

    def problem(self, reason):
        return Problem(self.file, self.line, reason)


class Bundle:
    """The tables of a bundle, by lower-case name. `rows` reads one anew each time, a row at a time."""

    def __init__(self, members, opened):
        self.members, self.opened = members, opened

    def __contains__(self, table):
        return table in self.members

    def __iter__(self):
        return iter(self.members)

    @contextmanager
    def text(self, table):
        """(name, text stream) of one file; `newline` as the csv module wants it."""
        name = self.members[table]
        with self.opened(name) as raw:
            encoding = encoding_of(raw, Path(name).name)
        with self.opened(name) as raw, io.TextIOWrapper(raw, encoding, "replace", newline="") as stream:
            yield Path(name).name, stream

    def rows(self, table):
        if table not in self.members:
            return
        with self.text(table) as (file, stream):
            reader = csv.reader(short_lines(stream))
            try:
                header = [name.strip().lower() for name in next(reader, [])]
                columns = {name: at for at, name in enumerate(header) if name}
                for cells in reader:
                    if any(cells) and any(cell.strip() for cell in cells):
                        yield Row(file, reader.line_num, columns, cells)
            except csv.Error as error:
                where = Problem(file, reader.line_num, _("this is not a row of a CSV file"))
                raise UnreadableBundle(str(where)) from error
            except BROKEN as error:
                raise damaged(error) from error


def short_lines(stream):
    """Line by line; a zip of some kilobytes unpacks to one line that no memory holds."""
    while line := stream.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            raise csv.Error
        yield line


# What a zip raises that was cut off, made by hand or protected by a password.
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError)


def damaged(error):
    return UnreadableBundle(_("The zip is damaged: %(error)s") % {"error": error})


def encoding_of(raw, file):
    """UTF-8 where all of it is UTF-8; else what Excel writes: UTF-16, or Windows' own."""
    try:
        chunk = raw.read(CHUNK)
        if chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        decoder, encoding = codecs.getincrementaldecoder("utf-8")(), "utf-8-sig"
        while chunk:
            if b"\0" in chunk:
                raise UnreadableBundle(_("%(file)s is not a text file.") % {"file": file})
            if encoding != "cp1252":
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    encoding = "cp1252"
            chunk = raw.read(CHUNK)
    except BROKEN as error:
        raise damaged(error) from error
    return encoding


@contextmanager
def open_bundle(source, *, max_bytes=MAX_BYTES):
    """The `Bundle` of a folder, a zip or an open zip. No member is written to a path of its own choosing.

    Raises `UnreadableBundle` when there is none, and for a zip that is broken or unpacks to more than
    `max_bytes`.
    """
    source = source if hasattr(source, "read") else Path(source)
    if isinstance(source, Path) and source.is_dir():
        sizes = {file.name: file.stat().st_size for file in sorted(source.glob("*.csv"))}
        yield checked(sizes, lambda name: (source / name).open("rb"), max_bytes)
    elif zipfile.is_zipfile(source):
        try:
            archive = zipfile.ZipFile(source)
        except BROKEN as error:
            raise damaged(error) from error
        with archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise UnreadableBundle(_("The zip holds too many files for a roster."))
            sizes = {info.filename: info.file_size for info in members}
            yield checked(sizes, open_member(archive), max_bytes)
    else:
        name = Path(source.name).name
        raise UnreadableBundle(_("%(path)s is neither a folder nor a zip of CSV files.") % {"path": name})


def open_member(archive):
    def opened(name):
        try:
            # Reads no more than the size that the zip declares, which was counted before.
            return archive.open(name)
        except BROKEN as error:
            raise damaged(error) from error

    return opened


def checked(sizes, opened, max_bytes):
    members = {}
    for name in sizes:
        table = Path(name).stem.lower()
        if not name.lower().endswith(".csv") or table not in FILES:
            continue
        if table in members:
            raise UnreadableBundle(_("There are two files called %(file)s.") % {"file": Path(name).name})
        members[table] = name
    if sum(sizes[name] for name in members.values()) > max_bytes:
        raise UnreadableBundle(
            _("The files of this roster hold more than %(limit)d MB.") % {"limit": max_bytes // CHUNK}
        )
    if "users" not in members or "orgs" not in members:
        raise UnreadableBundle(_("There is no users.csv and orgs.csv here. A OneRoster bundle has both."))
    return Bundle(members, opened)
