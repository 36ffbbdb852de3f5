"""What is made of recordings, films and documents, by the real programs, on files as small as they can be."""

import io
import time
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.core.files import File
from PIL import Image

from portfolios import chambers, kinds, makers, papers, recordings, refusals
from portfolios.refusals import REASONS, Unreadable
from tests.portfolios import media


@pytest.fixture(autouse=True)
def no_office(settings):
    """As on a machine of its own: LibreOffice is not part of the tests."""
    settings.OFFICE_BINARY = ""


@pytest.fixture(scope="session")
def film(tmp_path_factory):
    return media.film(tmp_path_factory.mktemp("film") / "phone.mov", "-c:v", "libx264", "-pix_fmt", "yuv420p")


def made(data, tmp_path):
    """The columns, and each file's bytes."""
    ready = makers.make(File(io.BytesIO(data)), tmp_path)
    files = {
        name: content if isinstance(content, bytes) else content.read_bytes()
        for name, (_as, content) in ready.files.items()
    }
    assert [name for name, content in files.items() if media.SECRET.encode() in content] == []
    return ready.columns, files


def refusal(data, tmp_path):
    with pytest.raises(Unreadable) as caught:
        makers.make(File(io.BytesIO(data)), tmp_path)
    return caught.value.code


def test_a_sound_plays_everywhere_and_shows_where_it_is_loud(tmp_path):
    columns, files = made(media.sound(), tmp_path)
    wave = columns.pop("waveform")
    assert columns == {"kind": "audio", "duration_ms": 1000}
    assert (len(wave), set(wave[:45]), max(wave)) == (100, {0}, 100)
    assert (list(files), files["play"][4:8]) == (["play"], b"ftyp")


def test_a_film_gets_a_poster_that_is_not_black_and_tells_nothing(film, tmp_path):
    assert media.SECRET.encode() in film
    columns, files = made(film, tmp_path)
    assert len(columns.pop("waveform")) == 100
    assert columns == {"kind": "video", "duration_ms": 2000, "width": 96, "height": 64}
    assert list(files) == ["play", "thumb", "page", "screen"]
    assert Image.open(io.BytesIO(files["page"])).convert("L").getextrema()[1] > 200
    assert files["play"].find(b"moov") < files["play"].find(b"mdat")  # begins before it has all come


def test_a_film_of_another_making_is_drawn_anew(tmp_path):
    data = media.film(tmp_path / "page.webm", "-c:v", "libvpx", sound=False)
    columns, files = made(data, tmp_path)
    assert (columns["kind"], columns["waveform"], b"avc1" in files["play"]) == ("video", [], True)


def test_a_film_without_time_for_it_is_copied_or_refused(film, tmp_path, monkeypatch):
    """A machine that has no time: each plan but the last is given up."""
    patient = recordings.PROJECTION.read_text()
    hurried = tmp_path / "projection.py"
    asked = "    gone = time.monotonic() - began\n    if gone < trial:\n        return False\n"
    hurried.write_text(patient.replace(asked, "    return True\n"))
    assert hurried.read_text() != patient
    monkeypatch.setattr(recordings, "PROJECTION", hurried)
    assert refusal(film, tmp_path) == "hard_recording"


def test_a_picture_with_a_sound_file_is_still_a_sound(tmp_path):
    """The cover of an album is no film."""
    source = tmp_path / "cover.m4a"
    Image.new("RGB", (32, 32), "red").save(tmp_path / "cover.png")
    (tmp_path / "tone.wav").write_bytes(media.sound())
    code, _answer, words = chambers.run(
        [
            *(recordings.ffmpeg(), "-v", "error", "-i", "tone.wav", "-i", "cover.png"),
            *("-map", "0", "-map", "1", "-disposition:v", "attached_pic", "-c:a", "aac", "-c:v", "mjpeg"),
            *("-pix_fmt", "yuvj420p", str(source)),
        ],
        tmp_path,
        20,
    )
    assert (code, words) == (0, "")
    assert made(source.read_bytes(), tmp_path)[0]["kind"] == "audio"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (media.sound(0.1), "empty_recording"),
        (media.sound()[:44], "empty_recording"),
        (b"\x1a\x45\xdf\xa3" + bytes(200), "no_recording"),
        (b"ID3" + bytes(200), "no_recording"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown"),
        (b"", "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "old_office"),
        (b"PK\x03\x04" + bytes(99), "unknown"),
        (b"%PDF-1.7\nnothing", "broken_document"),
        (media.pdf(encryption=pikepdf.Encryption(user="open", owner="sesame")), "locked"),
        (media.docx("<w:p/>"), "empty_document"),
        (media.docx("</w:p>"), "broken_document"),
        (media.docx(before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "broken_document"),
        (media.docx()[:200] + b"word/document.xml", "broken_document"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_reason(data, code, tmp_path):
    assert refusal(data, tmp_path) == code
    assert code in REASONS


def test_an_archive_that_unpacks_to_far_too_much_is_refused(tmp_path):
    bomb = media.docx(f"<w:p>{' ' * 70_000_000}</w:p>")
    assert len(bomb) < 100_000
    assert refusal(bomb, tmp_path) == "hard_document"


def test_a_recording_that_is_too_long_is_refused(settings, tmp_path):
    settings.MAX_MEDIA_MINUTES = 0.01
    assert refusal(media.sound(), tmp_path) == "long_recording"


def test_a_document_keeps_its_pages_and_its_links_and_nothing_else(tmp_path):
    columns, files = made(media.pdf(), tmp_path)
    assert columns == {
        "kind": "document",
        "page_count": 2,
        "simplified": False,
        "width": 1440,
        "height": 1920,
    }
    with pikepdf.open(io.BytesIO(files["paper"])) as paper:
        links = [str(note.A.URI) for note in paper.pages[0].obj.Annots]
        assert (len(paper.pages), links) == (2, ["https://example.org/"])
        assert [key for key in ("/OpenAction", "/Names", "/Metadata", "/AcroForm") if key in paper.Root] == []
        assert (list(paper.docinfo.keys()), "/AA" in paper.pages[0].obj) == ([], False)
        picture = paper.pages[0].obj.Resources.XObject.Im0.read_raw_bytes()
    assert Image.open(io.BytesIO(picture)).size == (64, 48)


ODF = 'xmlns:t="urn:text" xmlns:b="urn:table" xmlns:o="urn:office" xmlns:d="urn:draw"'
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = {
    "docx": (
        media.docx(
            '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Beans</w:t></w:r></w:p>'
            "<w:p><w:r><w:t>They</w:t><w:tab/><w:t>grew.</w:t></w:r></w:p>"
            "<w:tbl><w:tr><w:tc><w:p><w:t>Day</w:t></w:p></w:tc>"
            "<w:tc><w:p><w:t>3 cm</w:t></w:p></w:tc></w:tr></w:tbl>"
        ),
        [
            {"is": "heading", "words": "Beans"},
            {"is": "text", "words": "They grew."},
            {"is": "table", "rows": [["Day", "3 cm"]]},
        ],
    ),
    "odt": (
        media.archive(
            mimetype="application/vnd.oasis.opendocument.text",
            content_xml=f"<o:doc {ODF}><t:h>Beans</t:h><t:p>They<t:line-break/>grew.</t:p></o:doc>",
        ),
        [{"is": "heading", "words": "Beans"}, {"is": "text", "words": "They\ngrew."}],
    ),
    "odp": (
        media.archive(
            mimetype="application/vnd.oasis.opendocument.presentation",
            content_xml=f"<o:doc {ODF}><d:page><t:p>One</t:p></d:page>"
            "<d:page><t:p>Two</t:p></d:page></o:doc>",
        ),
        [{"is": "text", "words": "One"}, {"is": "page"}, {"is": "text", "words": "Two"}],
    ),
    "pptx": (
        media.archive(
            ppt__presentation_xml="<p/>",
            ppt__slides__slide10_xml='<s xmlns:a="urn:a"><a:p>Last</a:p></s>',
            ppt__slides__slide2_xml='<s xmlns:a="urn:a"><ph type="title"/><a:p>First</a:p></s>',
        ),
        [{"is": "text", "words": "First"}, {"is": "page"}, {"is": "text", "words": "Last"}],
    ),
    "xlsx": (
        media.archive(
            xl__workbook_xml="<w/>",
            xl__sharedStrings_xml=f'<sst xmlns="{SHEET}"><si><t>Day</t></si></sst>',
            xl__worksheets__sheet1_xml=f'<w xmlns="{SHEET}"><row><c t="s"><v>0</v></c>'
            "<c><v>3</v></c></row></w>",
        ),
        [{"is": "table", "rows": [["Day", "3"]]}],
    ),
}


@pytest.mark.parametrize("kind", OFFICE)
def test_the_words_of_an_office_document_are_read(kind, tmp_path):
    data, blocks = OFFICE[kind]
    assert kinds.look(io.BytesIO(data)) == kinds.Look("document", kind)
    (tmp_path / "source").write_bytes(data)
    assert papers.ask("words", tmp_path / "source", tmp_path, format=kind)["blocks"] == blocks


def test_without_an_office_program_a_document_is_shown_plainly(tmp_path):
    columns, files = made(OFFICE["docx"][0], tmp_path)
    assert (columns["kind"], columns["page_count"], columns["simplified"]) == ("document", 1, True)
    assert files["paper"].startswith(b"%PDF-")


def office(tmp_path, settings, code):
    """In place of LibreOffice, a program that does this."""
    settings.OFFICE_BINARY = str(tmp_path / "office")
    (tmp_path / "office").write_text(f"#!/bin/sh\n{code}\n")
    (tmp_path / "office").chmod(0o755)


def test_an_office_program_prints_it_whole(tmp_path, settings):
    (tmp_path / "whole.pdf").write_bytes(media.pdf())
    office(tmp_path, settings, f'cp {tmp_path}/whole.pdf printed.pdf; echo "$@" > asked')
    columns, _files = made(OFFICE["docx"][0], tmp_path)
    assert (columns["page_count"], columns["simplified"]) == (2, False)
    assert "--headless" in (tmp_path / "asked").read_text()
    calm = (tmp_path / "profile" / "user" / "registrymodifications.xcu").read_text()
    assert "DisableMacrosExecution" in calm


def test_what_an_office_program_cannot_print_is_shown_plainly(tmp_path, settings, monkeypatch):
    office(tmp_path, settings, "exit 1")
    monkeypatch.setattr(papers, "render_pdf", lambda *args, **kwargs: media.pdf())
    assert made(OFFICE["docx"][0], tmp_path)[0]["simplified"] is True


def test_a_press_that_fails_is_a_refusal(tmp_path, monkeypatch):
    def jammed(*args, **kwargs):
        raise papers.PrintingFailed

    monkeypatch.setattr(papers, "render_pdf", jammed)
    assert refusal(OFFICE["docx"][0], tmp_path) == "hard_document"


def test_a_locked_document_is_not_shown_plainly(tmp_path, settings):
    office(tmp_path, settings, "exit 1")
    locked = bytearray(media.docx())
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = locked.find(start)
        locked[at + (6 if start.endswith(b"\x04") else 8)] |= 1
    assert refusal(bytes(locked), tmp_path) == "locked"


def test_what_hangs_ends_with_all_that_it_started(tmp_path):
    began = time.monotonic()
    sleeper = ["/bin/sh", "-c", f"(sleep 30; touch {tmp_path}/late) & sleep 30"]
    assert chambers.run(sleeper, tmp_path, 0.3)[0] is None
    assert time.monotonic() - began < 20
    assert not (tmp_path / "late").exists()


@pytest.mark.parametrize("kind", refusals.HARD)
def test_a_child_that_dies_is_a_refusal(kind, tmp_path):
    script = tmp_path / "dies.py"
    script.write_text("import os; os.abort()")
    with pytest.raises(Unreadable) as caught:
        chambers.ask(script, folder=tmp_path, seconds=20, hard=refusals.HARD[kind])
    assert caught.value.code == refusals.HARD[kind]


class Kept:
    """An attachment as the cleaning of its original sees it."""

    def __init__(self, kind, original, **files):
        self.kind, self.original = kind, File(io.BytesIO(original), name="original")
        self.original.open = lambda: self.original
        for name, content in files.items():
            file = File(io.BytesIO(content), name=name)
            file.open = lambda file=file: file
            setattr(self, name, file)


def test_a_kept_film_tells_nothing_and_can_be_made_ready_again(film, tmp_path):
    clean = makers.clean(Kept("video", film), tmp_path).read_bytes()
    assert media.SECRET.encode() not in clean
    assert kinds.look(io.BytesIO(clean)).opener == "matroska"


def test_a_kept_office_document_does_not_say_who_wrote_it(tmp_path):
    clean = makers.clean(Kept("document", media.docx()), tmp_path).read_bytes()
    with zipfile.ZipFile(io.BytesIO(clean)) as parts:
        assert sorted(parts.namelist()) == ["docProps/core.xml", "word/document.xml"]
        assert media.SECRET.encode() not in parts.read("docProps/core.xml")
        assert b"Beans" in parts.read("word/document.xml")


def test_of_a_kept_pdf_and_of_what_cannot_be_copied_our_own_stays(tmp_path):
    assert makers.clean(Kept("document", media.pdf(), paper=b"ours"), tmp_path).read_bytes() == b"ours"
    silent = Kept("audio", b"ID3" + bytes(99), play=b"ours")
    assert makers.clean(silent, tmp_path).read_bytes() == b"ours"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x18ftypheic", "picture"),
        (b"\0\0\0\x18ftypM4A ", "audio"),
        (b"\0\0\0\x18ftypqt  ", "video"),
        (b"\0\0\0\x08wide", "video"),
        (b"RIFF\0\0\0\0WEBP", "picture"),
        (b"RIFF\0\0\0\0WAVE", "audio"),
        (b"RIFF\0\0\0\0AVI ", None),
        (b"\xff\xfb\x90\x64", "audio"),
        (b"\xff\xff\xff\xff", None),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "document"),
        (b"MZ\x90\0%PDF-1.4", None),
    ],
)
def test_a_file_is_what_its_own_first_bytes_say(head, kind):
    assert kinds.kind_of(io.BytesIO(head)) == kind


def test_a_program_of_the_school_may_take_the_place_of_ours(settings):
    settings.FFMPEG_BINARY = "/usr/bin/ffmpeg"
    assert recordings.ffmpeg() == "/usr/bin/ffmpeg"
    settings.FFMPEG_BINARY = ""
    assert Path(recordings.ffmpeg()).exists()
