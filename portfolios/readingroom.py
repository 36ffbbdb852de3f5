"""Makes a document safe to read, alone in a process that may die.

`python -I readingroom.py DO SOURCE FOLDER WISHES`, started by `portfolios.papers`. It knows no Django, no
database and no secret. What it does:

- pdf: builds SOURCE anew as FOLDER/paper.pdf, with nothing in it but its pages and their links to the web,
  and draws the first page as FOLDER/page.png.
- office: lets LibreOffice print SOURCE as FOLDER/printed.pdf first (WISHES: `binary`, `format`).
- words: reads headings, paragraphs and tables of an office document (WISHES: `format`), nothing else.
- bare: copies an office document as FOLDER/original without who wrote it, when and where.

It answers with one line of JSON: what it found, or {"refused": code}.
"""

import json
import os
import re
import resource
import subprocess
import sys
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from xml.parsers import expat

MEBIBYTE = 1024 * 1024
LIMITS = {
    "RLIMIT_AS": 1024 * MEBIBYTE,
    "RLIMIT_CPU": 50,  # seconds
    "RLIMIT_FSIZE": 128 * MEBIBYTE,
    "RLIMIT_CORE": 0,
}
MOST_PAGES = 500
LONGEST = 1920  # pixels of the picture of a page
MOST_MEMBERS, MOST_UNPACKED = 5000, 64 * MEBIBYTE  # of an archive: what all that we read of it may come to
MOST_WORDS, MOST_BLOCKS = 200_000, 3000  # characters and paragraphs of a plain view


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


# PDF ------------------------------------------------------------------------------------------------------

# Keys that carry what no page shows: who made it and where, other files, what happens on a click.
UNSEEN = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/A", "/AF", "/JS", "/JavaScript", "/Thumb"),
    *("/EmbeddedFiles", "/EF", "/OpenAction", "/Measure", "/PtData", "/Alternates", "/OPI"),
)


def rebuild(source, folder):
    import pikepdf

    try:
        came = pikepdf.open(source)
    except pikepdf.PasswordError:
        raise Refused("locked") from None
    except pikepdf.PdfError:
        raise Refused("broken_document") from None
    with came, pikepdf.new() as paper:
        count = len(came.pages)
        if count == 0:
            raise Refused("empty_document")
        if count > MOST_PAGES:
            raise Refused("long_document")
        # What was typed into a form, written on a page or stamped there becomes part of the page.
        with suppress(Exception):
            came.generate_appearance_streams()
        with suppress(Exception):
            came.flatten_annotations("all")
        for page in came.pages:
            keep_links(pikepdf, page)
        paper.pages.extend(came.pages)
        for thing in paper.objects:
            strip(pikepdf, thing)
        language = came.Root.get("/Lang")
        if isinstance(language, pikepdf.String) and re.fullmatch(
            r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(language)
        ):
            paper.Root.Lang = language
        if "/OCProperties" in came.Root:
            # Which layers are not shown, lest an answer that was hidden comes to light.
            paper.Root.OCProperties = paper.copy_foreign(came.make_indirect(came.Root.OCProperties))
        del paper.docinfo
        paper.remove_unreferenced_resources()
        paper.save(
            folder / "paper.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True
        )
    return count


def keep_links(pikepdf, page):
    """Of all that can be clicked only links to the web, made anew."""
    links = []
    for note in page.obj.get("/Annots") or []:
        with suppress(Exception):
            address = str(note.A.URI)
            if note.Subtype == "/Link" and re.match(r"https?://[^@\s]+$", address) and len(address) < 2000:
                links.append(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Link,
                        Rect=[float(side) for side in note.Rect],
                        Border=[0, 0, 0],
                        LinkTo=address,
                    )
                )
    if "/Annots" in page.obj:
        del page.obj.Annots
    if links:
        page.obj.Annots = links


def strip(pikepdf, thing):
    """Take out of one object what nobody sees, and put back the links that we made."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in UNSEEN:
        if key in thing:
            del thing[key]
    for note in thing.get("/Annots") or []:
        address = str(note.LinkTo)
        del note.LinkTo
        note.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))
    if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == "/DCTDecode":
        thing.write(bare_jpeg(thing.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)


def bare_jpeg(data):
    """A photograph inside a page without what the camera wrote into it: Exif, XMP, IPTC, comments."""
    kept, at = bytearray(data[:2]), 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xDA, 0xD9):
        mark, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if mark == 0xFE or (0xE0 <= mark <= 0xEF and mark not in (0xE0, 0xE2, 0xEE)):
            at = end
            continue
        kept += data[at:end]
        at = end
    return bytes(kept + data[at:])


def draw(folder):
    """The first page as a picture, by the engine of Chromium."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(folder / "paper.pdf")
        page = document[0]
        wide, high = page.get_size()
        scale = LONGEST / max(wide, high, 1)
        page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(folder / "page.png")
    except pypdfium2.PdfiumError:
        raise Refused("broken_document") from None


def pdf(source, folder, wishes):
    count = rebuild(source, folder)
    draw(folder)
    return {"page_count": count}


# Office documents -----------------------------------------------------------------------------------------

CALM = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}</oor:items>
"""
ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Load", "UpdateDocMode", "0"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Java", "Enable", "false"),
    ("Office.Common/Cache/GraphicManager", "GraphicMemoryLimit", "100000000"),
    # A proxy that is not there: nothing is fetched for a document.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def office(source, folder, wishes):
    """Printed by LibreOffice with a profile of its own, which runs no macro and follows no link."""
    checked(source)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    items = "".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (profile / "registrymodifications.xcu").write_text(CALM.format(items=items))
    copy = folder / f"printed.{wishes['format']}"
    copy.write_bytes(Path(source).read_bytes())
    command = [
        *(wishes["binary"], "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *(f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf"),
        *("--outdir", str(folder), str(copy)),
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603
    if not (folder / "printed.pdf").exists():
        print(done.stderr[-400:].decode(errors="replace"), file=sys.stderr)
        raise Refused("broken_document")
    return {}


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


class Pages:
    """The text of an office document, put together from the events of its XML."""

    def __init__(self, formats):
        self.formats = formats
        self.blocks, self.text = [], ""
        self.table: list | None = None
        self.row: list | None = None
        self.style, self.depth, self.length, self.muted = "", 0, 0, 0

    def start(self, name, attributes):
        tag = name.rpartition(" ")[2]
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if tag in self.formats["muted"]:
            self.muted += 1
        elif tag in self.formats["paragraph"]:
            self.close()
            self.style = self.formats["heading"](tag, named)
        elif tag in ("pStyle", "outlineLvl", "ph"):
            self.style = self.style or self.formats["heading"](tag, named)
        elif tag in ("tbl", "table"):
            self.close()
            self.depth += 1
            self.table = [] if self.depth == 1 else self.table
        elif tag in ("tr", "table-row") and self.depth == 1:
            self.row = []
        elif tag in ("tc", "table-cell") and self.depth == 1:
            self.text = ""
        elif tag == "page" and self.blocks:
            self.add({"is": "page"})
        elif tag in ("br", "line-break", "cr"):
            self.text += "\n"
        elif tag in ("tab", "s") and self.formats["spaces"]:
            self.text += " "

    def end(self, name):
        tag = name.rpartition(" ")[2]
        if tag in self.formats["muted"]:
            self.muted -= 1
        elif tag in self.formats["paragraph"]:
            if self.row is None:
                self.close()
            else:
                self.text += "\n"
        elif tag in ("tc", "table-cell") and self.depth == 1 and self.row is not None:
            self.row.append(self.text.strip())
            self.text = ""
        elif tag in ("tr", "table-row") and self.depth == 1 and self.row is not None:
            if self.table is not None and any(self.row):
                self.table.append(self.row)
                self.count(sum(map(len, self.row)))
            self.row = None
        elif tag in ("tbl", "table"):
            self.depth -= 1
            if self.depth == 0 and self.table:
                self.add({"is": "table", "rows": self.table})

    def characters(self, words):
        if not self.muted and len(self.text) < MOST_WORDS:
            self.text += words

    def close(self):
        """A paragraph is over, unless it stands in a table."""
        if self.row is None:
            words = re.sub(r"[ \t]+", " ", self.text).strip()
            if words:
                self.add({"is": self.style or "text", "words": words})
                self.count(len(words))
            self.text, self.style = "", ""

    def add(self, block):
        if len(self.blocks) < MOST_BLOCKS:
            self.blocks.append(block)

    def count(self, length):
        self.length += length
        if self.length > MOST_WORDS:
            raise Refused("long_document")


def docx_heading(tag, named):
    value = named.get("val", "")
    if tag == "pStyle" and re.match(r"(?i)heading|title|ueberschrift|berschrift", value):
        return "heading"
    return "heading" if tag == "outlineLvl" and value.isdigit() and int(value) < 3 else ""


def pptx_heading(tag, named):
    return "heading" if tag == "ph" and named.get("type") in ("title", "ctrTitle") else ""


def opendocument_heading(tag, named):
    return "heading" if tag == "h" else ""


FORMATS = {
    "docx": {"paragraph": {"p"}, "muted": {"instrText", "delText"}, "heading": docx_heading, "spaces": True},
    "pptx": {"paragraph": {"p"}, "muted": set(), "heading": pptx_heading, "spaces": False},
    "odt": {
        "paragraph": {"p", "h"},
        "muted": {"annotation", "tracked-changes", "notes"},
        "heading": opendocument_heading,
        "spaces": True,
    },
}
FORMATS["ods"] = FORMATS["odp"] = FORMATS["odt"]


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


def words(source, folder, wishes):
    archive, kind = Archive(source), wishes["format"]
    if kind == "xlsx":
        blocks = sheets(archive)
    elif kind == "pptx":
        blocks = slides(archive)
    else:
        pages = Pages(FORMATS[kind])
        parse(archive.read("word/document.xml" if kind == "docx" else "content.xml"), pages)
        pages.close()
        blocks = pages.blocks
    if not blocks:
        raise Refused("empty_document")
    return {"blocks": blocks}


def slides(archive):
    """Each slide as a section of its own."""
    blocks = []
    for name in archive.names(r"ppt/slides/slide\d+\.xml"):
        pages = Pages(FORMATS["pptx"])
        parse(archive.read(name), pages)
        pages.close()
        if pages.blocks:
            blocks += [{"is": "page"}, *pages.blocks] if blocks else pages.blocks
    return blocks[:MOST_BLOCKS]


class Cells:
    """The filled cells of a sheet, row by row, from the events of its XML."""

    MOST = 6000

    def __init__(self, shared):
        self.shared, self.rows, self.text, self.kind, self.inside, self.count = shared, [], "", "", False, 0

    def start(self, name, attributes):
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self.rows.append([])
        elif tag == "c":
            self.kind, self.text = attributes.get("t", ""), ""
        self.inside = tag in ("v", "t")

    def characters(self, words):
        if self.inside:
            self.text += words

    def end(self, name):
        tag = name.rpartition(" ")[2]
        self.inside = False
        if tag == "c" and self.rows and self.count < self.MOST:
            self.count += 1
            self.rows[-1].append(self.value())

    def value(self):
        if self.kind == "s":
            number = int(self.text) if self.text.isdigit() else -1
            return self.shared[number] if 0 <= number < len(self.shared) else ""
        return self.text.strip()[:500]


class Strings:
    """The words that the cells of a workbook share."""

    def __init__(self):
        self.found, self.inside = [], False

    def start(self, name, attributes):
        tag = name.rpartition(" ")[2]
        if tag == "si":
            self.found.append("")
        self.inside = tag == "t"

    def characters(self, words):
        if self.inside and self.found:
            self.found[-1] += words

    def end(self, name):
        self.inside = False


def sheets(archive):
    strings = Strings()
    blocks: list[dict] = []
    for name in archive.names(r"xl/sharedStrings\.xml"):
        parse(archive.read(name), strings)
    for name in archive.names(r"xl/worksheets/sheet\d+\.xml"):
        cells = Cells([words[:500] for words in strings.found])
        parse(archive.read(name), cells)
        rows = [row for row in cells.rows if any(row)]
        if rows:
            if blocks:
                blocks.append({"is": "page"})
            blocks.append({"is": "table", "rows": rows[:2000]})
    return blocks


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


DOES = {"pdf": pdf, "office": office, "words": words, "bare": bare}


def main(do, source, folder, wishes):
    limit_self()
    try:
        answer = DOES[do](source, Path(folder), json.loads(wishes))
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except (MemoryError, RecursionError):
        answer = {"refused": "hard_document"}
    except Exception as error:
        print(repr(error), file=sys.stderr)
        answer = {"refused": "broken_document"}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
