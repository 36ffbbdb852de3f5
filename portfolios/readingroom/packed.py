"""Office documents as the archives that they are: looked into without harm, and copied without names."""

import re
import zipfile
import zlib
from xml.parsers import expat

from portfolios.readingroom.rules import MEBIBYTE, Refused

MOST_MEMBERS, MOST_UNPACKED = 5000, 64 * MEBIBYTE  # of an archive: what all that we read of it may come to


def checked(source):
    """The archive, if it is one that can be looked into without harm."""
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused("broken_document") from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > 8 * MOST_UNPACKED:
        raise Refused("hard_document")
    if any(one.flag_bits & 1 for one in members):
        raise Refused("locked")
    return archive


def parse(data, handler):
    """Tell the handler what stands in one part. A document that defines entities is not read at all."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler = handler.characters
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise Refused("broken_document") from None


def refuse(*args):
    raise Refused("broken_document")


class Archive:
    """Parts of an office document, as long as they do not unpack to more than we can hold."""

    def __init__(self, source):
        self.archive = checked(source)
        self.left = MOST_UNPACKED

    def names(self, pattern):
        """Parts in the order of the numbers in their names: slide2 before slide10."""
        found = [name for name in self.archive.namelist() if re.fullmatch(pattern, name)]
        return sorted(found, key=lambda name: [int(number) for number in re.findall(r"\d+", name)])

    def read(self, name):
        try:
            with self.archive.open(name) as part:
                data = part.read(self.left + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise Refused("broken_document") from None
        self.left -= len(data)
        if self.left < 0:
            raise Refused("hard_document")
        return data


EMPTY_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
EMPTY_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
EMPTY_CUSTOM = EMPTY_APP.replace("extended-properties", "custom-properties")
EMPTY_META = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-meta office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
)
EMPTIED = {
    "docProps/core.xml": EMPTY_CORE,
    "docProps/app.xml": EMPTY_APP,
    "docProps/custom.xml": EMPTY_CUSTOM,
    "meta.xml": EMPTY_META,
}


def bare(source, folder, wishes):
    """The same document; the parts that tell who wrote it, when and with what are empty."""
    archive = Archive(source)
    archive.left = 2 * MOST_UNPACKED
    with zipfile.ZipFile(folder / "original", "w", zipfile.ZIP_DEFLATED) as kept:
        for member in archive.archive.infolist():
            plain = zipfile.ZipInfo(member.filename)  # without the time at which it was packed
            plain.compress_type = member.compress_type
            data = EMPTIED.get(member.filename) or archive.read(member.filename)
            kept.writestr(plain, data)
    return {}
