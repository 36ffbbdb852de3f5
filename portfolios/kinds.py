"""What a file is, by its own first bytes: never by its name, nor by what a browser calls it.

A cheap look that answers at once. It decides which decoder alone may try the file; whether the file is
sound is for that decoder to say, in the job, and a film without a picture becomes a sound there.
"""

from dataclasses import dataclass

HEAD, TAIL = 4096, 65_536  # bytes looked at; an archive says at its end what is in it

PICTURE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
SOUND_BRANDS = {b"M4A ", b"M4B ", b"M4P "}
MOVIE_ATOMS = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}  # of QuickTime files without a brand
OFFICE = {
    b"word/document.xml": "docx",
    b"xl/workbook.xml": "xlsx",
    b"ppt/presentation.xml": "pptx",
    b"vnd.oasis.opendocument.text": "odt",
    b"vnd.oasis.opendocument.spreadsheet": "ods",
    b"vnd.oasis.opendocument.presentation": "odp",
}
STARTS = (
    (b"\xff\xd8\xff", "picture", "picture"),
    (b"\x89PNG\r\n\x1a\n", "picture", "picture"),
    (b"GIF87a", "picture", "picture"),
    (b"GIF89a", "picture", "picture"),
    (b"\x1a\x45\xdf\xa3", "video", "matroska"),
    (b"OggS", "audio", "ogg"),
    (b"fLaC", "audio", "flac"),
    (b"#!AMR", "audio", "amr"),
    (b"ID3", "audio", "mp3"),
    (b"\xff\xf1", "audio", "aac"),
    (b"\xff\xf9", "audio", "aac"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "old_office"),
)


@dataclass(frozen=True)
class Look:
    """What a file seems to be: its kind, or None for one that we do not take, and who may open it."""

    kind: str | None
    opener: str  # "picture", a demuxer of ffmpeg, "pdf", or an office format; else the code of a refusal


UNKNOWN = Look(None, "unknown")


def look(file):
    """What an open, seekable file seems to be. Leaves it at its beginning."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return look_at_archive(file, head)
    file.seek(0)
    return look_at(head)


def kind_of(file):
    """ "picture", "audio", "video" or "document"; None for what we do not take."""
    return look(file).kind


def look_at(head):
    for start, kind, opener in STARTS:
        if head.startswith(start):
            return Look(kind, opener)
    if head[:4] == b"RIFF":
        return {b"WEBP": Look("picture", "picture"), b"WAVE": Look("audio", "wav")}.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return look_at_brand(head[8:12])
    if head[4:8] in MOVIE_ATOMS:
        return Look("video", "mov")
    if is_mpeg_frame(head):
        return Look("audio", "mp3")
    if head.lstrip(b"\xef\xbb\xbf\0\t\r\n ").startswith(b"%PDF-"):
        return Look("document", "pdf")
    return UNKNOWN


def is_mpeg_frame(head):
    """MPEG audio without a tag: eleven bits, then no reserved version, layer, bit rate or sampling rate."""
    if len(head) < 4 or head[0] != 0xFF:
        return False
    second, third = head[1], head[2]
    known = second & 0x18 != 0x08 and second & 0x06 != 0 and third & 0xF0 != 0xF0 and third & 0x0C != 0x0C
    return second & 0xE0 == 0xE0 and known


def look_at_brand(brand):
    if brand in PICTURE_BRANDS:
        return Look("picture", "picture")
    return Look("audio" if brand in SOUND_BRANDS else "video", "mov")


def look_at_archive(file, head):
    """Which office document a zip archive holds, by the names in it."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - TAIL))
    names = head + file.read()
    file.seek(0)
    for name, opener in OFFICE.items():
        if name in names:
            return Look("document", opener)
    return UNKNOWN
