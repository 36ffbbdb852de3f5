"""Recordings and documents at their addresses: whole, in parts, and for nobody else."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from portfolios import tasks
from portfolios.models import Attachment
from portfolios.templatetags import pictures
from portfolios.views import ranges
from tests import factories as f
from tests.portfolios import media

WHOLE = bytes(range(200))


@pytest.fixture
def piece(cast):
    piece = f.EvidenceFactory(student=cast.ana_student)
    f.ShareFactory(evidence=piece, circle="family")
    return piece


@pytest.fixture
def recording(piece):
    return f.ReadyRecordingFactory(evidence=piece)


@pytest.fixture
def document(piece):
    return f.ReadyDocumentFactory(evidence=piece)


def play(as_, attachment, who="ana", **headers):
    return as_(who).get(reverse("portfolios:attachment_play", args=[attachment.key]), headers=headers)


def test_a_recording_is_sent_whole_under_a_name_of_ours(recording, as_):
    response = play(as_, recording)
    assert (response.status_code, response.content) == (200, WHOLE)
    told = (
        *("Content-Type", "Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options"),
        *("Cache-Control", "Accept-Ranges", "Content-Length"),
    )
    assert [response[name] for name in told] == [
        "audio/mp4",
        'inline; filename="recording.m4a"',
        "sandbox",
        "nosniff",
        "private, max-age=60",
        "bytes",
        "200",
    ]


@pytest.mark.parametrize(
    ("asked", "status", "told", "content"),
    [
        ("bytes=0-9", 206, "bytes 0-9/200", WHOLE[:10]),
        ("bytes=150-", 206, "bytes 150-199/200", WHOLE[150:]),
        ("bytes=150-999", 206, "bytes 150-199/200", WHOLE[150:]),
        ("bytes=-20", 206, "bytes 180-199/200", WHOLE[180:]),
        ("bytes=-999", 206, "bytes 0-199/200", WHOLE),
        ("bytes=200-", 416, "bytes */200", b""),
        ("bytes=-0", 416, "bytes */200", b""),
        ("bytes=0-1,5-6", 200, None, WHOLE),
        ("bytes=9-3", 200, None, WHOLE),
        ("bytes=-", 200, None, WHOLE),
        ("lines=1-2", 200, None, WHOLE),
    ],
)
def test_a_player_gets_the_part_it_asks_for(recording, as_, asked, status, told, content):
    response = play(as_, recording, Range=asked)
    assert (response.status_code, response.get("Content-Range"), response.content) == (status, told, content)


def test_a_part_of_another_file_is_not_mixed_in(recording, as_):
    same = {"Range": "bytes=0-9", "If-Range": f'"{recording.key}-play"'}
    assert play(as_, recording, **same).status_code == 206
    assert play(as_, recording, **(same | {"If-Range": '"another"'})).status_code == 200


def test_all_the_rest_comes_a_piece_at_a_time(recording, as_, monkeypatch):
    monkeypatch.setattr(ranges, "MOST", 64)
    assert play(as_, recording, Range="bytes=0-")["Content-Range"] == "bytes 0-63/200"
    assert play(as_, recording, Range="bytes=64-")["Content-Range"] == "bytes 64-127/200"


def test_a_long_film_is_sent_block_by_block(piece, as_, monkeypatch):
    monkeypatch.setattr(ranges, "AT_ONCE", 100)
    monkeypatch.setattr(ranges, "BLOCK", 70)
    film = f.ReadyFilmFactory(evidence=piece)
    response = play(as_, film)
    assert response["Content-Type"] == "video/mp4"
    assert list(response.streaming_content) == [WHOLE[:70], WHOLE[70:140], WHOLE[140:]]


def test_a_file_cut_short_on_disk_ends_early(recording):
    recording.play.save("short", ContentFile(b"abc"))
    assert list(ranges.read(recording.play, 0, 9)) == [b"abc"]


def test_each_part_costs_two_questions(recording, as_, django_assert_num_queries):
    client = as_("mum")
    address = reverse("portfolios:attachment_play", args=[recording.key])
    client.get(address)
    with django_assert_num_queries(2):
        assert client.get(address, headers={"Range": "bytes=0-9"}).status_code == 206


def test_what_the_browser_has_is_not_sent_again(recording, as_):
    assert play(as_, recording, **{"If-None-Match": f'"{recording.key}-play"'}).status_code == 304


def test_a_document_opens_as_our_pdf(document, as_):
    response = as_("mum").get(reverse("portfolios:attachment_paper", args=[document.key]))
    assert (response.content, response["Content-Type"]) == (b"%PDF-paper", "application/pdf")
    assert response["Content-Security-Policy"] == "sandbox"


def test_no_kind_answers_at_the_address_of_another(recording, document, as_):
    client = as_("ana")
    asked = [
        ("attachment_play", [document.key]),
        ("attachment_paper", [recording.key]),
        ("attachment_picture", [recording.key, "thumb"]),
    ]
    assert [client.get(reverse(f"portfolios:{name}", args=args)).status_code for name, args in asked] == [
        404
    ] * 3
    assert (
        client.get(reverse("portfolios:attachment_picture", args=[document.key, "page"])).status_code == 200
    )


def test_a_proxy_sends_the_parts_itself(recording, as_, settings):
    settings.X_ACCEL_PREFIX = "/protected/"
    response = play(as_, recording, Range="bytes=0-9")
    assert (response.status_code, response["X-Accel-Redirect"]) == (200, f"/protected/{recording.play.name}")


@pytest.mark.parametrize(
    ("kind", "yes", "shown"),
    [
        ("picture", {"photo"}, True),
        ("picture", {"voice", "video"}, False),
        ("document", {"photo"}, True),
        ("audio", {"voice"}, True),
        ("audio", {"photo", "video"}, False),
        ("video", {"video", "voice"}, True),
        ("video", {"photo", "video"}, False),
        ("video", {"photo", "voice"}, False),
    ],
)
def test_each_kind_waits_for_the_answers_that_are_about_it(cast, piece, kind, yes, shown):
    makers = {
        "picture": f.ReadyAttachmentFactory,
        "audio": f.ReadyRecordingFactory,
        "video": f.ReadyFilmFactory,
        "document": f.ReadyDocumentFactory,
    }
    attachment = makers[kind](evidence=piece)
    ben = cast.ben_student
    f.DepictionFactory(attachment=attachment, student=ben)
    for answer in ("photo", "voice", "video"):
        f.MediaConsentFactory(student=ben, adult=cast.ruth, kind=answer, allowed=answer in yes)
    assert Attachment.objects.shown_to_families().exists() is shown
    assert Attachment.objects.shown_to_guests().exists() is shown
    assert Attachment.objects.visible_to(cast.mum).exists() is shown
    assert attachment.depictions.with_hold().get().holds is not shown
    assert Attachment.objects.visible_to(cast.ana).exists() is True


def test_a_student_asks_once_more_for_what_failed(piece, as_):
    unread = f.AttachmentFactory(evidence=piece, state="failed", reason="broken", tries=1)
    again = reverse("portfolios:attachment_retry", args=[unread.pk])
    assert as_("ana").post(again).status_code == 302
    row = Attachment.objects.get(pk=unread.pk)
    assert (row.state, row.reason, row.tries) == ("waiting", "", 0)
    as_("ana").post(again)
    assert Attachment.objects.get(pk=unread.pk).state == "waiting"


def test_what_failed_for_want_of_time_is_tried_again_by_itself(piece):
    failed = {"state": "failed", "evidence": piece, "kind": "video"}
    late = f.AttachmentFactory(reason="hard_recording", tries=1, **failed)
    f.AttachmentFactory(reason="hard_recording", tries=3, **failed)
    f.AttachmentFactory(reason="broken_recording", tries=1, **failed)
    assert [row.will_be_tried for row in Attachment.objects.order_by("pk")] == [True, False, False]
    tasks.sweep()
    assert [row.state for row in Attachment.objects.order_by("pk")] == ["waiting", "failed", "failed"]
    job = DBTaskResult.objects.get(task_path="portfolios.tasks.process_attachment")
    assert (job.args_kwargs["args"], job.priority) == ([late.pk, "portfolios.Attachment"], -20)


def content(file):
    with file.open() as opened:
        return opened.read()


def test_a_film_that_fails_keeps_its_file_and_says_why(piece, as_):
    film = f.AttachmentFactory(evidence=piece, kind="video", original__data=b"\x1a\x45\xdf\xa3no film")
    assert tasks.process_attachment.call(film.pk) == "failed"
    film.refresh_from_db()
    assert (film.reason, content(film.original)) == ("no_recording", b"\x1a\x45\xdf\xa3no film")
    page = as_("ana").get(reverse("portfolios:evidence_detail", args=[piece.pk])).text
    assert ["find any sound" in page, "Try again" in page] == [True, True]
    assert "Try again" not in as_("mum").get(reverse("portfolios:evidence_detail", args=[piece.pk])).text


def test_a_recording_becomes_ready_in_the_job(piece):
    sound = f.AttachmentFactory(evidence=piece, kind="audio", original__data=media.sound())
    assert tasks.process_attachment.call(sound.pk) == "ready"
    assert tasks.clean_original.call(sound.pk) == "clean"
    sound.refresh_from_db()
    assert (sound.kind, sound.duration_ms, len(sound.waveform), sound.original_clean) == (
        "audio",
        1000,
        100,
        True,
    )
    assert (content(sound.play)[4:8], content(sound.original)[:4]) == (b"ftyp", b"\x1a\x45\xdf\xa3")


def test_tiles_say_what_plays_behind_them(piece):
    film, sound, paper = (
        f.ReadyFilmFactory(evidence=piece),
        f.ReadyRecordingFactory(evidence=piece),
        {"kind": "document", "page_count": 1},
    )
    assert pictures.kind_mark(f.ReadyAttachmentFactory(evidence=piece)) == ""
    assert pictures.kind_mark(None) == ""
    assert ["Film </span>1:05" in pictures.kind_mark(film), "1 page</span>" in pictures.kind_mark(paper)] == [
        True,
        True,
    ]
    assert "Sound </span>1:05" in pictures.sound_art(sound)
    assert pictures.sound_art({"duration_ms": 3000, "waveform": None}).count("<path") == 2
