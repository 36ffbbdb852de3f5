"""A bundle of CSV files, in a folder or a zip."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

MAX_BYTES = 512 * 1024 * 1024  # of all files together, unpacked
FILES = ("manifest", "orgs", "users", "roles", "classes", "enrollments", "relationships")


class UnreadableBundle(Exception):
    """The bundle as a whole cannot be read; `str()` says why."""


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, and where: `line` counts from 1, the header being line 1."""

    file: str
    line: int
    reason: str

    def __str__(self):
        return _("%(file)s, line %(line)d: %(reason)s") % vars(self)


@dataclass(frozen=True)
class Row:
    file: str
    line: int
    values: dict

    def __getitem__(self, name):
        """The value of a column, stripped; empty when there is no such column."""
        return self.values.get(name.lower(), "")

    def list(self, name):
        return [part.strip() for part in self[name].split(",") if part.strip()]

    def problem(self, reason):
        return Problem(self.file, self.line, reason)


def open_bundle(path):
    """The tables of the bundle at `path` by lower-case name, each a list of `Row`.

    Raises `UnreadableBundle` when there is none, and for a zip that is broken or unpacks to more than
    `MAX_BYTES`.
    """
    path = Path(path)
    if path.is_dir():
        texts = {file.name: file.read_bytes() for file in sorted(path.glob("*.csv"))}
    elif zipfile.is_zipfile(path):
        texts = unpack(path)
    else:
        raise UnreadableBundle(
            _("%(path)s is neither a folder nor a zip of CSV files.") % {"path": path.name}
        )
    tables = {}
    for name, content in texts.items():
        table = Path(name).stem.lower()
        if table in FILES:
            tables[table] = list(rows(Path(name).name, content))
    if "users" not in tables or "orgs" not in tables:
        raise UnreadableBundle(_("There is no users.csv and orgs.csv here. A OneRoster bundle has both."))
    return tables


def unpack(path):
    """The CSV members of a zip, read in memory: no member is ever written to a path of its own choosing."""
    with zipfile.ZipFile(path) as archive:
        members = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
        if sum(info.file_size for info in members) > MAX_BYTES:
            raise UnreadableBundle(_("The zip holds more than 512 MB."))
        try:
            return {info.filename: archive.read(info) for info in members}
        except (zipfile.BadZipFile, RuntimeError, OSError) as error:
            raise UnreadableBundle(_("The zip is damaged: %(error)s") % {"error": error}) from error


def rows(file, content):
    """Rows of one CSV file. Headers are told apart without case; spare empty columns are ignored."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip().lower() for name in next(reader, [])]
    for cells in reader:
        if any(cell.strip() for cell in cells):
            values = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name}
            yield Row(file, reader.line_num, values)
