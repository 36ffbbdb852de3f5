import datetime
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import ExifTags, Image

from accounts.models import AuditRecord
from portfolios import actions, images, tasks
from portfolios.models import Attachment
from portfolios.refusals import REASONS
from tests import factories as f


def jpeg(width=64, height=48):
    data = BytesIO()
    Image.new("RGB", (width, height), "teal").save(data, "JPEG")
    return data.getvalue()


@pytest.fixture
def robot(cast):
    piece = f.EvidenceFactory(student=cast.ana_student, title="Recycling robot")
    f.ShareFactory(evidence=piece, circle="family")
    return piece


@pytest.fixture
def waiting(robot):
    return f.AttachmentFactory(evidence=robot, original=ContentFile(jpeg(), "photo.jpg"))


@pytest.fixture
def ready(robot):
    return f.ReadyAttachmentFactory(evidence=robot)


def get(as_, who, attachment, size="thumb", **headers):
    return as_(who).get(
        reverse("portfolios:attachment_picture", args=[attachment.key, size]), headers=headers
    )


# Serving


def test_a_picture_comes_with_strict_headers(as_, ready):
    response = get(as_, "mum", ready)
    assert response.content == b"thumb"
    headers = ("Content-Type", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options")
    assert [response[name] for name in headers] == ["image/webp", "private, max-age=60", "sandbox", "nosniff"]
    assert response["Content-Disposition"] == 'inline; filename="picture-thumb.webp"'


def test_a_second_look_costs_no_bytes_and_is_still_asked(as_, cast, ready):
    etag = get(as_, "mum", ready)["ETag"]
    again = get(as_, "mum", ready, **{"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    actions.unshare_evidence(ready.evidence, "family", by=cast.ana)
    assert get(as_, "mum", ready, **{"If-None-Match": etag}).status_code == 404


def test_the_proxy_sends_the_bytes_where_there_is_one(as_, ready, settings):
    settings.X_ACCEL_PREFIX = "/protected/"
    response = get(as_, "mum", ready, "page")
    assert response["X-Accel-Redirect"] == f"/protected/{ready.page.name}"
    assert response.content == b""


def test_there_is_no_size_but_ours_and_nothing_before_it_is_ready(as_, ready, waiting):
    assert get(as_, "ana", ready, "screen").status_code == 200
    assert get(as_, "ana", ready, "original").status_code == 404
    assert get(as_, "ana", waiting).status_code == 404


def test_a_picture_costs_two_queries(as_, ready, django_assert_num_queries):
    browser = as_("mum")
    with django_assert_num_queries(2):
        browser.get(ready.thumb_url)


def test_a_picture_that_was_taken_off_is_gone_for_everybody(as_, cast, ready):
    as_("ana").post(reverse("portfolios:attachment_remove", args=[ready.pk]))
    as_("ana").post(reverse("portfolios:attachment_remove", args=[ready.pk]))
    assert get(as_, "mum", ready).status_code == 404
    assert "taken off" in as_("ana").get(reverse("portfolios:evidence_edit", args=[ready.evidence_id])).text
    as_("ana").post(reverse("portfolios:attachment_restore", args=[ready.pk]))
    as_("ana").post(reverse("portfolios:attachment_restore", args=[ready.pk]))
    assert get(as_, "mum", ready).status_code == 200
    verbs = AuditRecord.objects.filter(student_id=cast.ana_student.pk).values_list("verb", flat=True)
    assert list(verbs) == ["attachment.removed", "page.refused", "attachment.restored"]


def test_a_full_piece_takes_no_picture_back(cast, ready, settings):
    settings.MAX_FILES = 1
    actions.remove_attachment(ready, by=cast.ana)
    f.ReadyAttachmentFactory(evidence=ready.evidence)
    with pytest.raises(ValidationError, match="no more room"):
        actions.restore_attachment(ready, by=cast.ana)


# Adding and describing


def test_more_pictures_on_a_piece(as_, robot, ready):
    url = reverse("portfolios:attachment_add", args=[robot.pk])
    response = as_("ana").post(url, {"files": [SimpleUploadedFile("a.jpg", jpeg())]})
    added = robot.attachments.last()
    assert response.url == reverse("portfolios:attachment_people", args=[added.pk])
    assert list(robot.attachments.values_list("position", "state")) == [(0, "ready"), (1, "waiting")]


def test_the_good_one_of_two_pictures_is_added(as_, robot):
    url = reverse("portfolios:attachment_add", args=[robot.pk])
    files = [SimpleUploadedFile("a.jpg", jpeg()), SimpleUploadedFile("b.jpg", b"MZ a program")]
    response = as_("ana").post(url, {"files": files})
    assert response.status_code == 422
    assert robot.attachments.count() == 1


def test_pictures_over_the_room_of_a_piece_are_told(as_, robot, ready, settings):
    settings.MAX_FILES = 2
    url = reverse("portfolios:attachment_add", args=[robot.pk])
    files = [SimpleUploadedFile(name, jpeg()) for name in "ab"]
    response = as_("ana").post(url, {"files": files})
    assert response.context["form"].errors["files"] == [
        "There is room for one file. Choose the one you want most."
    ]
    assert robot.attachments.count() == 2


def test_she_says_what_is_in_the_picture(as_, cast, ready):
    url = reverse("portfolios:attachment_describe", args=[ready.pk])
    assert "somebody who cannot see" in as_("ana").get(url).text
    as_("ana").post(url, {"alt": "A robot lifts a can."})
    ready.refresh_from_db()
    assert ready.alt == "A robot lifts a can."
    assert as_("ana").post(url, {"alt": "x" * 301}).status_code == 422
    assert 'alt="A robot lifts a can."' in as_("mum").get(ready_page(ready)).text


def described(browser, attachment, alt):
    return browser.post(reverse("portfolios:attachment_describe", args=[attachment.pk]), {"alt": alt})


def test_her_advisor_writes_down_what_she_says_and_is_named_with_it(as_, cast, ready):
    f.ShareFactory(evidence=ready.evidence, circle="advisor")
    assert "Write down what Ana says is in it" in as_("bo").get(ready_page(ready)).text
    described(as_("bo"), ready, "A robot.")
    ready.refresh_from_db()
    assert (ready.alt, ready.alt_by) == ("A robot.", cast.bo)
    assert "written down by Bo Ortiz" in as_("ana").get(ready_page(ready)).text
    described(as_("bo"), ready, "A robot lifts a can.")
    described(as_("ana"), ready, "My robot.")
    ready.refresh_from_db()
    assert (ready.alt, ready.alt_by) == ("My robot.", None)


def test_the_childs_own_words_are_never_written_over(as_, ready):
    f.ShareFactory(evidence=ready.evidence, circle="advisor")
    described(as_("ana"), ready, "My robot.")
    described(as_("bo"), ready, "A robot.")
    ready.refresh_from_db()
    assert ready.alt == "My robot."
    assert "These are Ana’s own words." in (
        as_("bo").get(reverse("portfolios:attachment_describe", args=[ready.pk])).text
    )


def test_a_picture_without_words_asks_its_student_and_nobody_else(as_, ready):
    nudge = "Somebody who cannot see it would like to know what is there."
    assert nudge in as_("ana").get(ready_page(ready)).text
    assert nudge not in as_("mum").get(ready_page(ready)).text
    described(as_("ana"), ready, "My robot.")
    assert nudge not in as_("ana").get(ready_page(ready)).text


def test_a_sound_is_not_asked_what_can_be_seen(as_, robot):
    assert described(as_("ana"), f.ReadyRecordingFactory(evidence=robot), "x").status_code == 404


def test_what_is_in_it_is_asked_with_who_is_in_it_and_can_be_left_out(as_, robot):
    picture = f.ReadyAttachmentFactory(evidence=robot, told_at=None)
    page = reverse("portfolios:attachment_people", args=[picture.pk])
    assert "somebody who cannot see the picture" in as_("ana").get(page).text
    assert as_("ana").post(page, {"nobody": "1", "alt": "x" * 301}).status_code == 422
    as_("ana").post(page, {"nobody": "1", "alt": ""})
    picture.refresh_from_db()
    assert (picture.alt, picture.told_at is None) == ("", False)
    as_("ana").post(page, {"nobody": "1", "alt": "A can."})
    picture.refresh_from_db()
    assert picture.alt == "A can."


def ready_page(attachment):
    return reverse("portfolios:evidence_detail", args=[attachment.evidence_id])


# The job


def test_the_job_draws_all_sizes(waiting):
    assert tasks.process_attachment.call(waiting.pk) == "ready"
    waiting.refresh_from_db()
    assert (waiting.state, waiting.width, waiting.height, waiting.tries) == ("ready", 64, 48, 1)
    for size in ("thumb", "page", "screen"):
        with waiting.rendition(size).open() as file:
            assert Image.open(file).format == "WEBP"


def test_the_job_twice_is_the_job_once(waiting):
    tasks.process_attachment.call(waiting.pk)
    assert tasks.process_attachment.call(waiting.pk) == "nothing to do"


def test_the_second_of_two_workers_leaves_no_files(waiting, tmp_path):
    rival = Attachment.objects.get(pk=waiting.pk)
    actions.prepare_file(waiting)
    assert actions.prepare_file(rival) == "done by another worker"
    assert len(list((tmp_path / "media" / "renditions").rglob("*.webp"))) == 3


def test_a_file_that_is_no_picture_fails_kindly_and_is_kept(robot, as_):
    attachment = f.AttachmentFactory(evidence=robot, original=ContentFile(b"\xff\xd8\xff nothing", "x"))
    assert tasks.process_attachment.call(attachment.pk) == "failed"
    attachment.refresh_from_db()
    assert attachment.tries == 1
    assert attachment.original.storage.exists(attachment.original.name)
    assert str(REASONS[attachment.reason]) in as_("ana").get(ready_page(attachment)).text
    assert (
        str(REASONS[attachment.reason])
        in as_("ana").get(reverse("portfolios:evidence_edit", args=[robot.pk])).text
    )


def test_a_crash_is_tried_three_times(waiting, monkeypatch):
    def crash(file, **how):
        raise MemoryError

    monkeypatch.setattr(images, "normalise", crash)
    for _time in range(3):
        with pytest.raises(MemoryError):
            tasks.process_attachment.call(waiting.pk)
    assert tasks.process_attachment.call(waiting.pk) == "failed"
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries, waiting.reason) == ("failed", 3, "too_hard")
    assert waiting.reason in REASONS


def test_sweep_asks_again_for_what_was_lost(waiting, ready):
    tasks.sweep()
    assert DBTaskResult.objects.count() == 0
    Attachment.objects.update(added_at=timezone.now() - datetime.timedelta(minutes=6))
    tasks.sweep()
    tasks.sweep()  # a long queue is no reason to ask again and again
    assert DBTaskResult.objects.get().args_kwargs["args"] == [waiting.pk, "portfolios.Attachment"]


# The original that is kept


def with_gps(width=64, height=48):
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Pixel 9"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (5.0, 33.0, 21.0)})
    data = BytesIO()
    Image.new("RGB", (width, height), "teal").save(data, "JPEG", exif=exif)
    return data.getvalue()


@pytest.fixture
def from_phone(robot):
    return f.AttachmentFactory(evidence=robot, original=ContentFile(with_gps(), "IMG_1.jpg"))


def originals(tmp_path):
    return [file.read_bytes() for file in (tmp_path / "media" / "originals").iterdir()]


def test_once_drawn_nothing_of_the_phone_stays_on_disk(from_phone, tmp_path, run_jobs):
    assert [b"Pixel 9" in data for data in originals(tmp_path)] == [True]
    tasks.process_attachment.enqueue(from_phone.pk)
    while run_jobs():
        pass
    assert [b"Pixel 9" in data for data in originals(tmp_path)] == [False]
    from_phone.refresh_from_db()
    assert (from_phone.original_clean, from_phone.state) == (True, "ready")
    with from_phone.original.open() as file:
        assert Image.open(file).size == (64, 48)


def test_it_is_cut_from_the_clean_one_as_before(from_phone, cast, run_jobs):
    tasks.process_attachment.enqueue(from_phone.pk)
    while run_jobs():
        pass
    from_phone.refresh_from_db()
    actions.edit_attachment(from_phone, edit={"crop": [0, 0, 500, 500]}, by=cast.ana)
    while run_jobs():
        pass
    from_phone.refresh_from_db()
    assert (from_phone.state, from_phone.width, from_phone.height) == ("ready", 32, 24)


def test_sweep_brings_originals_from_before_along(from_phone, ready, tmp_path, run_jobs):
    Attachment.objects.filter(pk=from_phone.pk).update(
        state="ready", width=64, height=48, thumb="t", page="p", screen="s"
    )
    tasks.sweep()
    tasks.sweep()
    assert DBTaskResult.objects.get().args_kwargs["args"] == [from_phone.pk, "portfolios.Attachment"]
    while run_jobs():
        pass
    assert [b"Pixel 9" in data for data in originals(tmp_path)].count(True) == 0
    assert tasks.clean_original.call(from_phone.pk) == "nothing to do"


def test_the_second_of_two_that_clean_leaves_no_file(from_phone, tmp_path, run_jobs, monkeypatch):
    tasks.process_attachment.call(from_phone.pk)
    first, second = (Attachment.objects.get(pk=from_phone.pk) for _ in range(2))
    really = images.cleaned

    def meanwhile(source):
        data = really(source)
        monkeypatch.undo()
        assert actions.replace_original(first) == "clean"
        return data

    monkeypatch.setattr(images, "cleaned", meanwhile)
    assert actions.replace_original(second) == "done by another worker"
    while run_jobs():
        pass
    assert [b"Pixel 9" in data for data in originals(tmp_path)] == [False]


def test_what_cannot_be_cleaned_is_tried_a_few_times(robot):
    ready = f.ReadyAttachmentFactory(evidence=robot, original_clean=False)
    came = [tasks.clean_original.call(ready.pk) for _try in range(7)]
    assert came == ["not_a_picture"] * 6 + ["nothing to do"]
    assert ready.original.storage.exists(ready.original.name)


# Waiting for it


def test_the_page_asks_until_the_picture_is_there(as_, waiting, django_assert_num_queries):
    page = as_("ana").get(ready_page(waiting)).text
    assert "Getting your picture ready…" in page
    url = reverse("portfolios:evidence_pictures", args=[waiting.evidence_id], query={"since": "waiting"})
    assert f'hx-get="{url}"' in page
    browser = as_("ana")
    with django_assert_num_queries(3):
        assert browser.get(url).status_code == 204
    tasks.process_attachment.call(waiting.pk)
    fragment = as_("ana").get(url)
    assert waiting.page_url in fragment.text
    assert "hx-get" not in fragment.text
    assert "<main" not in fragment.text
