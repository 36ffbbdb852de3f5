"""A PDF built anew from its pages, and a picture of the first."""

import re
from contextlib import suppress

from portfolios.readingroom.rules import Refused

MOST_PAGES = 500
LONGEST = 1920  # pixels of the picture of a page
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
