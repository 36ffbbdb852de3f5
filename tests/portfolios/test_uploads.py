"""Files that arrive in parts: what is agreed first, what a lost network costs, who may send."""

import datetime
import io
import uuid
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from portfolios import actions, limits
from portfolios.actions import uploads as protocol
from portfolios.models import Attachment, Upload, UploadPart
from portfolios.refusals import REASONS
from portfolios.uploads import CappedUploadHandler
from tests import factories as f

JPEG = b"\xff\xd8\xff\xe0 the first bytes of a photograph, and what follows them"
WEBM = b"\x1a\x45\xdf\xa3 what a browser records"
PRINT = "ab" * 32


@pytest.fixture
def start(as_):
    """`start(size=3)` asks for Ana whether a photograph of three bytes may come."""

    def ask(who="ana", key=None, **said):
        url = reverse("portfolios:upload_start", args=[key or uuid.uuid4()])
        said = {"type": "image/jpeg", "name": "IMG_0001.JPG", "size": len(JPEG)} | said
        return as_(who).post(url, {name: value for name, value in said.items() if value is not None})

    return ask


@pytest.fixture
def send(client):
    """`send(agreed, data, 0)` sends a part, as whoever is signed in."""

    def part(agreed, data, offset, ends=False):
        headers = {"Upload-Offset": str(offset)} | ({"Upload-Complete": "1"} if ends else {})
        return client.post(agreed["address"], data, content_type="application/octet-stream", headers=headers)

    return part


def stored(upload):
    with upload.original.open() as file:
        return file.read()


def parts_on_disk(upload):
    try:
        return len(default_storage.listdir(f"parts/{upload.key}")[1])
    except FileNotFoundError:
        return 0


def test_a_file_comes_in_parts_and_is_put_together(cast, start, send, run_jobs):
    key = uuid.uuid4()
    agreed = start(key=key).json()
    assert (agreed["offset"], agreed["done"]) == (0, False)
    assert send(agreed, JPEG[:20], 0).json()["offset"] == 20
    last = send(agreed, JPEG[20:], 20).json()
    assert (last["offset"], last["done"]) == (len(JPEG), True)
    upload = Upload.objects.get()
    assert stored(upload) == JPEG
    assert (upload.student, upload.form_key, upload.kind) == (cast.ana_student, key, "picture")
    assert (upload.name, upload.part) == ("IMG_0001.JPG", "piece")
    run_jobs()
    assert (UploadPart.objects.count(), parts_on_disk(upload)) == (0, 0)


def test_what_has_come_in_parts_becomes_a_piece(cast, start, send, as_):
    key = uuid.uuid4()
    agreed = [start(key=key, size=len(data)).json() for data in (JPEG, JPEG + b"!")]
    send(agreed[0], JPEG, 0)
    send(agreed[1], JPEG + b"!", 0)
    words = {"title": "Robot", "place": "home", "made_on": "2026-09-01", "revision": 0}
    kept = [agreed[1]["key"], agreed[0]["key"]]  # as she put them
    as_("ana").post(reverse("portfolios:evidence_add", args=[key]), words | {"kept": kept})
    assert [str(file.key) for file in Attachment.objects.order_by("position")] == kept
    assert Upload.objects.count() == 0


def test_after_a_lost_network_the_server_says_how_far_it_is(start, send, client):
    agreed = start().json()
    send(agreed, JPEG[:20], 0)
    assert client.get(agreed["address"]).json()["offset"] == 20
    assert client.head(agreed["address"]).status_code == 200
    again = send(agreed, JPEG[:20], 0)
    assert (again.status_code, again.json()["offset"]) == (409, 20)
    assert send(agreed, JPEG[20:], 20).json()["done"] is True


def test_the_answer_to_the_last_part_may_be_lost(start, send):
    agreed = start().json()
    send(agreed, JPEG, 0)
    assert send(agreed, JPEG, 0).json()["done"] is True
    assert stored(Upload.objects.get()) == JPEG


def test_a_worker_that_died_before_putting_it_together_is_no_loss(start, send, monkeypatch):
    agreed = start().json()
    with monkeypatch.context() as broken:
        broken.setattr(protocol, "finish_upload", lambda upload: None)
        assert send(agreed, JPEG, 0).json()["done"] is False
    assert send(agreed, b"", len(JPEG)).json()["done"] is True


def test_the_same_file_chosen_again_goes_on_where_it_stopped(start, send):
    key = uuid.uuid4()
    agreed = start(key=key, fingerprint=PRINT).json()
    send(agreed, JPEG[:20], 0)
    assert start(key=key, fingerprint=PRINT).json() | {"part_bytes": 0} == agreed | {
        "offset": 20,
        "part_bytes": 0,
    }
    other = start(key=key, fingerprint=PRINT, size=len(JPEG) + 1).json()
    assert other["key"] != agreed["key"]


@pytest.mark.parametrize("who", ["ben", "bo", "mum", "oak_student"])
def test_nobody_else_sends_sees_or_drops_it(cast, start, send, as_, who):
    agreed = start().json()
    browser = as_(who)
    assert send(agreed, JPEG, 0).status_code == 404
    assert browser.get(agreed["address"]).status_code == 404
    assert browser.post(agreed["drop"]).status_code == 404
    assert Upload.objects.get().byte_count == 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"size": 0}, "This file is empty. Please choose it again."),
        ({"size": 3 * 2**20}, "This file is too large. Photos: up to 1 MB each."),
        ({"size": 3 * 2**20, "type": "", "name": "IMG.HEIC"}, "too large. Photos: up to 1 MB each."),
        ({"size": 3 * 2**20, "type": "video/mp4"}, "Films and recordings: up to 2 MB, or 10 minutes each."),
        ({"size": 3 * 2**20, "type": "application/pdf"}, "PDF and office documents: up to 1 MB each."),
        ({"size": 900_000}, "That is a lot for one day. Please add these tomorrow."),
        ({"size": -1}, "greater than or equal to 0"),
    ],
)
def test_what_cannot_come_is_said_before_a_byte_travels(start, settings, said, words):
    settings.MAX_UPLOAD_BYTES = settings.MAX_DOCUMENT_BYTES = 2**20
    settings.MAX_MEDIA_BYTES = 2 * 2**20
    settings.MAX_BYTES_A_DAY = 1_000_000
    assert start(size=200_000).status_code == 201
    refused = start(**said)
    assert refused.status_code == 422
    assert words in refused.json()["message"]
    assert Upload.objects.count() == 1


def test_a_piece_has_room_for_so_many_files(cast, start, settings):
    settings.MAX_FILES = 2
    piece = f.EvidenceFactory(student=cast.ana_student)
    f.AttachmentFactory(evidence=piece)
    f.AttachmentFactory(evidence=piece, part="reflection")
    assert start(key=piece.form_key).status_code == 201
    refused = start(key=piece.form_key)
    assert refused.json()["message"] == "There is room for 2 files here. Take one off to make room."
    assert start(key=piece.form_key, part="reflection").status_code == 201


def test_files_that_became_nothing_do_not_pile_up(start, monkeypatch):
    monkeypatch.setattr(protocol, "MOST_WAITING", 1)
    assert start().status_code == 201
    assert start().json()["message"].startswith("Many of your files wait to be added.")


def test_a_full_disk_is_told_before(start, monkeypatch):
    monkeypatch.setattr(protocol, "SPARE_BYTES", 2**60)
    assert start().json()["message"].startswith("There is no room for files at the moment.")


def test_a_storage_elsewhere_has_no_disk_to_look_at(monkeypatch):
    def nowhere(_name):
        raise NotImplementedError

    monkeypatch.setattr(protocol, "default_storage", SimpleNamespace(path=nowhere))
    assert protocol.check_disk(2**60) is None


def test_no_more_comes_than_was_announced(start, send):
    agreed = start(size=30).json()
    assert send(agreed, JPEG, 0).json()["message"].startswith("This is as long as it can be.")
    assert Upload.objects.get().byte_count == 0


def test_a_part_is_no_larger_than_a_part(start, send, monkeypatch):
    monkeypatch.setattr("portfolios.views.uploads.PART_BYTES", 10)
    assert send(start().json(), JPEG, 0).status_code == 400
    assert send(start().json(), JPEG[:5], "x").status_code == 400


def test_a_part_that_breaks_off_leaves_nothing(start, send, monkeypatch):
    from django.core.handlers.wsgi import WSGIRequest
    from django.http.request import UnreadablePostError

    agreed = start().json()

    def gone(_self):
        raise UnreadablePostError

    monkeypatch.setattr(WSGIRequest, "body", property(gone))
    assert send(agreed, JPEG, 0).status_code == 400
    assert Upload.objects.get().byte_count == 0


@pytest.mark.parametrize(
    ("data", "reason"), [(b"MZ a program", "unknown"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office")]
)
def test_what_we_do_not_take_goes_with_its_first_bytes(start, send, data, reason):
    agreed = start(size=2**20).json()
    answer = send(agreed, data, 0)
    assert (answer.status_code, answer.json()["message"]) == (422, REASONS[reason])
    assert Upload.objects.count() == 0


def test_a_film_is_not_sent_as_a_document(start, send, settings):
    settings.MAX_UPLOAD_BYTES = 2**20
    agreed = start(type="video/mp4", size=2 * 2**20).json()
    assert "Photos: up to 1 MB" in send(agreed, JPEG, 0).json()["message"]
    assert Upload.objects.count() == 0


def test_an_office_document_shows_its_names_at_its_end(start, send):
    agreed = start(type="application/msword", size=2**20).json()
    assert send(agreed, b"PK\x03\x04 the beginning of an archive", 0).status_code == 200
    assert Upload.objects.get().kind == "document"


def test_a_recording_has_an_open_end_and_says_when_it_is_over(start, send):
    agreed = start(type="audio/webm;codecs=opus", name="", size=None).json()
    send(agreed, WEBM, 0)
    upload = Upload.objects.get()
    assert (upload.is_stopped, upload.kind) == (True, "audio")
    assert send(agreed, b" and its end", len(WEBM), ends=True).json()["done"] is True
    assert stored(Upload.objects.get()) == WEBM + b" and its end"


def test_a_recording_that_stopped_is_used_as_far_as_it_came(cast, start, send, as_):
    key = uuid.uuid4()
    agreed = start(key=key, type="audio/webm", size=None).json()
    send(agreed, WEBM, 0)
    words = {"title": "Song", "place": "home", "made_on": "2026-09-01", "revision": 0}
    as_("ana").post(reverse("portfolios:evidence_add", args=[key]), words | {"kept": [agreed["key"]]})
    recording = Attachment.objects.get()
    assert (recording.kind, stored(recording)) == ("audio", WEBM)


def test_a_recording_ends_where_the_limit_is(start, send, settings):
    settings.MAX_MEDIA_BYTES = len(WEBM) + 5
    agreed = start(type="audio/webm", size=None).json()
    send(agreed, WEBM, 0)
    assert "What has arrived is safe." in send(agreed, b"123456", len(WEBM)).json()["message"]
    settings.MAX_BYTES_A_DAY = 10
    assert "That is a lot for one day." in send(agreed, b"123", len(WEBM)).json()["message"]
    assert Upload.objects.get().byte_count == len(WEBM)


def test_half_a_file_is_no_part_of_a_piece_and_is_shown_as_half(cast, start, send, as_):
    key = uuid.uuid4()
    agreed = start(key=key).json()
    send(agreed, JPEG[:20], 0)
    url = reverse("portfolios:evidence_add", args=[key])
    page = as_("ana").get(url)
    assert [upload.percent for upload in page.context["form"].half_here] == [20 * 100 // len(JPEG)]
    assert page.context["form"].kept_uploads == []
    half = Upload.objects.get()
    piece = f.EvidenceFactory(student=cast.ana_student)
    assert actions.attach_uploads(piece, [half]) == []


def test_taken_back_it_leaves_nothing(start, send, client, run_jobs):
    agreed = start().json()
    send(agreed, JPEG[:20], 0)
    upload = Upload.objects.get()
    assert parts_on_disk(upload) == 1
    assert client.post(agreed["drop"]).status_code == 204
    run_jobs()
    assert (Upload.objects.count(), parts_on_disk(upload)) == (0, 0)
    actions.drop_upload(upload)  # another tab did so, too


def test_what_nobody_came_for_is_swept_away_after_a_day(start, send, run_jobs):
    send(start().json(), JPEG[:20], 0)
    upload = Upload.objects.get()
    actions.sweep_unfinished()
    assert Upload.objects.count() == 1
    Upload.objects.update(added_at=timezone.now() - datetime.timedelta(hours=25))
    actions.sweep_unfinished()
    run_jobs()
    assert (Upload.objects.count(), parts_on_disk(upload)) == (0, 0)


def test_a_part_for_a_file_that_went_meanwhile_finds_nothing(start, send, monkeypatch):
    agreed = start().json()

    def gone(upload, data):
        Upload.objects.all().delete()
        raise actions.Elsewhere

    monkeypatch.setattr(protocol, "keep_part", gone)
    assert send(agreed, JPEG, 0).status_code == 404


def test_a_picture_of_two_parts_is_read_again_from_its_beginning(cast):
    """As a storage in the cloud does before it stores."""
    upload = actions.start_upload(
        cast.ana, form_key=uuid.uuid4(), part="piece", kind="picture", name="", size=8, fingerprint=""
    )
    actions.receive_part(upload, JPEG[:4], starts_at=0)
    actions.receive_part(upload, JPEG[4:7], starts_at=4)
    whole = protocol.Joined([part.file for part in upload.parts.all()])
    assert whole.read(3) == JPEG[:3]
    assert (whole.seek(0), whole.read(), whole.seek(0)) == (0, JPEG[:7], 0)
    assert (whole.readable(), whole.seekable()) == (True, True)
    with pytest.raises(io.UnsupportedOperation):
        whole.seek(3)


def test_all_limits_are_in_words():
    assert limits.all_limits() == [
        "Photos: up to 40 MB each.",
        "Films and recordings: up to 300 MB, or 10 minutes each.",
        "PDF and office documents: up to 30 MB each.",
    ]


@pytest.mark.django_db(transaction=True)
def test_eight_tabs_that_send_the_same_part_keep_it_once(cast):
    upload = actions.start_upload(
        cast.ana,
        form_key=uuid.uuid4(),
        part="piece",
        kind="picture",
        name="",
        size=len(JPEG),
        fingerprint="",
    )

    def tab(_number):
        try:
            actions.receive_part(Upload.objects.get(pk=upload.pk), JPEG, starts_at=0)
            return "kept"
        except actions.Elsewhere:
            return "elsewhere"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as tabs:
        list(tabs.map(tab, range(8)))
    upload.refresh_from_db()
    assert (stored(upload), upload.is_finished) == (JPEG, True)
    assert UploadPart.objects.count() == 0
    assert parts_on_disk(upload) == 1  # its job has not gone round yet


def test_two_that_put_the_same_file_together_leave_one(cast, run_jobs):
    upload = actions.start_upload(
        cast.ana, form_key=uuid.uuid4(), part="piece", kind="picture", name="", size=9, fingerprint=""
    )
    actions.receive_part(upload, JPEG[:5], starts_at=0)
    upload.byte_count, stale = 9, Upload.objects.get()
    protocol.keep_part(stale, JPEG[5:9])
    actions.finish_stopped([stale])
    late = Upload.objects.get()
    late.finished_at = None
    protocol.finish_upload(late)
    run_jobs()
    assert stored(Upload.objects.get()) == JPEG[:9]
    actions.finish_stopped([Upload.objects.get()])
    with pytest.raises(ValidationError):
        protocol.check_size("picture", 0)


def test_she_puts_the_files_of_a_piece_in_order(cast, as_):
    piece = f.EvidenceFactory(student=cast.ana_student)
    first, second, third = (f.ReadyAttachmentFactory(evidence=piece, position=n) for n in (1, 2, 3))
    f.AttachmentFactory(evidence=piece, removed_at=timezone.now())
    url = reverse("portfolios:evidence_order", args=[piece.pk])
    keys = ",".join(str(file.pk) for file in (third, first, second))
    dragged = as_("ana").post(url, {"order": keys}, headers={"X-Reorder": "1"})
    assert dragged.status_code == 204
    assert list(piece.attachments.kept()) == [third, first, second]
    as_("ana").post(url, {"up": second.pk})
    assert list(piece.attachments.kept()) == [third, second, first]
    with pytest.raises(ValidationError, match="changed in another window"):
        actions.order_files(piece, order=[first.pk], by=cast.ana)


def test_only_a_page_that_records_may_use_the_microphone(cast, as_):
    def policy(name, **where):
        return as_("ana").get(reverse(f"portfolios:{name}", **where)).headers["Permissions-Policy"]

    piece = f.EvidenceFactory(student=cast.ana_student)
    assert "microphone=(self)" in policy("evidence_add")
    assert "microphone=(self)" in policy("evidence_edit", args=[piece.pk])
    assert policy("evidence_list") == "camera=(), microphone=(), geolocation=(), display-capture=()"


def test_a_form_without_scripts_takes_so_much_in_one_go(cast, as_, settings):
    settings.MAX_MEDIA_BYTES = 2**20
    words = {"title": "Robot", "place": "home", "made_on": "2026-09-01", "revision": 0}
    files = [SimpleUploadedFile(f"{n}.jpg", JPEG + bytes(600_000), "image/jpeg") for n in (1, 2)]
    url = reverse("portfolios:evidence_add", args=[uuid.uuid4()])
    page = as_("ana").post(url, words | {"files": files})
    assert page.context["form"].errors["files"] == [
        "That was too much for one go. Please add the other files one by one."
    ]
    assert len(page.context["form"].kept_uploads) == 1


def test_a_sound_in_the_wrapping_of_a_film_is_a_sound(cast, as_):
    words = {"title": "Song", "place": "home", "made_on": "2026-09-01", "revision": 0}
    files = [SimpleUploadedFile("a.webm", WEBM, "audio/webm"), SimpleUploadedFile("b.docx", b"PK\x03\x04")]
    as_("ana").post(reverse("portfolios:evidence_add", args=[uuid.uuid4()]), words | {"files": files[:1]})
    assert Attachment.objects.get().kind == "audio"
    assert CappedUploadHandler(SimpleNamespace()).most_of(b"PK\x03\x04") == 30 * 2**20
