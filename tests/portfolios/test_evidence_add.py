import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import AuditRecord, Student
from accounts.revisions import Stale
from portfolios import actions
from portfolios.models import Attachment, Draft, Evidence, Upload
from portfolios.refusals import REASONS

JPEG = b"\xff\xd8\xff\xe0 the first bytes of a photograph"
HEIC = b"\x00\x00\x00\x18ftypheic of a phone"
WEBP = b"RIFF....WEBPVP8 of a browser"
PDF = b"%PDF-1.7 homework"


def photo(data=JPEG, name="IMG_0001.JPG"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def form(**fields):
    words = {
        "title": "Robot",
        "text": "",
        "link": "",
        "place": "home",
        "made_on": "2026-09-01",
        "revision": 0,
    }
    return words | fields


def stored(row):
    with row.original.open() as file:
        return file.read()


@pytest.fixture
def add(as_):
    """`add(key, title="Soup")` sends Ana's form with that key."""

    def send(key, who="ana", headers=None, **fields):
        url = reverse("portfolios:evidence_add", args=[key])
        return as_(who).post(url, form(**fields), headers=headers)

    return send


def test_words_pictures_and_a_link_become_one_piece(cast, add):
    key = uuid.uuid4()
    response = add(key, text="It lifts.", link="example.org/robot", files=[photo(), photo(HEIC), photo(WEBP)])
    piece = Evidence.objects.get()
    first = piece.attachments.first()
    assert response.url == reverse("portfolios:attachment_people", args=[first.pk])
    assert (piece.student, piece.school, piece.place) == (cast.ana_student, cast.school, "home")
    assert (piece.text, piece.link) == ("It lifts.", "https://example.org/robot")
    assert [a.position for a in piece.attachments.all()] == [1, 2, 3]
    assert stored(piece.attachments.first()) == JPEG
    assert "IMG" not in piece.attachments.first().original.name
    assert Upload.objects.count() == 0
    assert list(AuditRecord.objects.values_list("verb", "student_id")) == [
        ("evidence.added", cast.ana_student.pk)
    ]


def test_each_picture_orders_its_job(cast, add):
    add(uuid.uuid4(), files=[photo()])
    job = DBTaskResult.objects.get()
    assert job.args_kwargs["args"] == [Attachment.objects.get().pk, "portfolios.Attachment"]


def test_a_double_click_adds_one_piece(cast, add):
    key = uuid.uuid4()
    first = add(key, text="It lifts.", files=[photo()])
    second = add(key, text="It lifts.", files=[photo()])
    assert first.url == second.url
    assert Evidence.objects.count() == 1
    assert Attachment.objects.count() == 1


def test_another_piece_from_the_same_page_is_another_piece(cast, add):
    """She went back in the browser and wrote something new: nothing of it may be lost."""
    key = uuid.uuid4()
    add(key, text="It lifts.")
    add(key, title="Soup", text="Grandma’s.")
    assert sorted(Evidence.objects.values_list("title", "text")) == [
        ("Robot", "It lifts."),
        ("Soup", "Grandma’s."),
    ]


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ({"files": [(JPEG, "a.jpg")]}, "Photo"),
        ({"files": [(PDF, "a.pdf")]}, "File"),
        ({"text": "My dog"}, "Words"),
        ({"link": "example.org"}, "Link"),
    ],
)
def test_who_does_not_write_yet_need_not_type_a_name(cast, add, shown, name):
    Student.objects.filter(pk=cast.ana_student.pk).update(grade=0)
    shown = shown | {"files": [photo(*file) for file in shown.get("files", [])]}
    add(uuid.uuid4(), title="", **shown)
    assert Evidence.objects.get().title == name


def test_who_writes_gives_it_a_name(cast, add):
    response = add(uuid.uuid4(), title="", text="My dog")
    assert (response.status_code, Evidence.objects.count()) == (422, 0)
    assert "Give it a name, so that you find it again." in response.text


def test_nothing_to_show_is_asked_for_kindly(cast, add):
    response = add(uuid.uuid4())
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "files": ["Add a picture, a recording, some words or a link. One of them is enough."]
    }


def test_the_action_refuses_nothing_too(cast):
    with pytest.raises(Exception, match="Add a picture"):
        actions.add_evidence(cast.ana_student, form_key=uuid.uuid4(), title="Robot", by=cast.ana)


def test_a_refused_form_keeps_words_and_pictures(cast, add):
    key = uuid.uuid4()
    response = add(key, title="", text="It lifts.", files=[photo()])
    assert response.status_code == 422
    assert response.context["form"].errors == {"title": ["Give it a name, so that you find it again."]}
    assert "It lifts." in response.text
    upload = Upload.objects.get()
    assert response.context["form"].kept_uploads == [(upload, True)]
    add(key, text="It lifts.", kept=[upload.key])
    assert stored(Evidence.objects.get().attachments.get()) == JPEG


def test_a_kept_picture_can_be_left_out(cast, add):
    key = uuid.uuid4()
    add(key, title="", files=[photo(), photo(HEIC)])
    keep = Upload.objects.last()
    response = add(key, title="", kept=[keep.key])
    assert [wanted for _upload, wanted in response.context["form"].kept_uploads] == [True, False]
    add(key, kept=[keep.key])
    assert Evidence.objects.get().attachments.get().key == keep.key


def test_kept_pictures_come_back_with_the_page(cast, add, as_):
    key = uuid.uuid4()
    add(key, title="", files=[photo()])
    page = as_("ana").get(reverse("portfolios:evidence_add", args=[key]))
    assert page.context["form"].kept_uploads == [(Upload.objects.get(), True)]


def test_nobody_takes_a_picture_of_somebody_else(cast, add):
    key = uuid.uuid4()
    add(key, title="", files=[photo()])
    stolen = Upload.objects.get()
    response = add(key, who="ben", kept=[stolen.key])
    assert response.status_code == 422
    assert (
        actions.add_evidence(
            cast.ben_student,
            form_key=key,
            uploads=[stolen],
            title="Mine",
            made_on=timezone.localdate(),
            by=cast.ben,
        ).attachments.count()
        == 0
    )


def test_a_double_click_after_a_refused_form_adds_one_piece(cast, add):
    key = uuid.uuid4()
    add(key, title="", text="It lifts.", files=[photo()])
    kept = Upload.objects.get().key
    first = add(key, text="It lifts.", kept=[kept])
    second = add(key, text="It lifts.", kept=[kept])
    assert first.url == second.url
    assert Evidence.objects.count() == 1


def test_a_strange_file_is_told_and_the_files_beside_it_are_kept(cast, add):
    response = add(uuid.uuid4(), files=[photo(), photo(b"MZ a program", "homework.pdf")])
    (words,) = response.context["form"].errors["files"]
    assert words == REASONS["unknown"]
    assert len(response.context["form"].kept_uploads) == 1


def test_a_picture_over_the_limit_is_not_stored(cast, add, settings):
    settings.MAX_UPLOAD_BYTES = 2**20
    response = add(uuid.uuid4(), files=[photo(), photo(JPEG + bytes(2**20)), photo(HEIC)])
    assert response.context["form"].errors["files"] == [
        "One file is too large, so it was left out. Photos: up to 1 MB each. "
        "Films and recordings: up to 300 MB, or 10 minutes each. PDF and office documents: up to 30 MB each."
    ]
    assert [stored(u) for u, _wanted in response.context["form"].kept_uploads] == [JPEG, HEIC]


def test_more_pictures_than_fit_are_told(cast, add, settings):
    settings.MAX_FILES = 2
    response = add(uuid.uuid4(), files=[photo(), photo(HEIC), photo(WEBP)])
    assert response.context["form"].errors["files"] == [
        "There is room for 2 files. Choose the ones you want most."
    ]
    assert [stored(u) for u, _wanted in response.context["form"].kept_uploads] == [JPEG, HEIC]


def test_a_day_has_room_for_so_many_bytes_of_hers(cast, add, settings):
    settings.MAX_BYTES_A_DAY = 3 * len(JPEG)
    add(uuid.uuid4(), title="", files=[photo()])
    add(uuid.uuid4(), files=[photo()])
    refused = add(uuid.uuid4(), title="A bridge", files=[photo(), photo()])
    words = ["That is a lot for one day. Please add these tomorrow."]
    assert (refused.status_code, refused.context["form"].errors["files"]) == (422, words)
    assert refused.context["form"]["title"].value() == "A bridge"
    assert add(uuid.uuid4(), files=[photo()]).status_code == 302
    assert Upload.objects.count() + Attachment.objects.count() == 3


def test_kept_and_new_pictures_count_together(cast, add, settings):
    settings.MAX_FILES = 2
    key = uuid.uuid4()
    add(key, title="", files=[photo(), photo(HEIC)])
    response = add(key, files=[photo(WEBP)], kept=[u.key for u in Upload.objects.all()])
    assert response.status_code == 422
    assert Upload.objects.count() == 2


@pytest.mark.parametrize(
    "link", ["nonsense", "ftp://example.org/", "https://school.example@evil.example/", "javascript:alert(1)"]
)
def test_a_link_leads_where_it_says(cast, add, link):
    assert list(add(uuid.uuid4(), link=link).context["form"].errors) == ["link"]


def test_tomorrow_has_not_come_yet(cast, add):
    tomorrow = timezone.localdate() + datetime.timedelta(days=2)
    response = add(uuid.uuid4(), text="It lifts.", made_on=tomorrow.isoformat())
    assert response.context["form"].errors == {"made_on": ["That day has not come yet."]}


def test_what_is_typed_is_kept_as_a_draft_and_comes_back(cast, add, as_):
    key = uuid.uuid4()
    answer = add(key, headers={"X-Autosave": "1"}, title="", text="It lif")
    assert answer.json() == {"revision": 1}
    answer = add(key, headers={"X-Autosave": "1"}, title="Robot", text="It lifts", revision=1)
    assert answer.json() == {"revision": 2}
    page = as_("ana").get(reverse("portfolios:evidence_add"))
    assert page.context["form_key"] == key
    assert page.context["form"]["text"].value() == "It lifts"
    assert page.context["form"]["revision"].value() == 2
    assert as_("ben").get(reverse("portfolios:evidence_add")).context["draft"] is None


def test_two_tabs_of_one_draft_show_both_versions(cast, add):
    key = uuid.uuid4()
    add(key, headers={"X-Autosave": "1"}, text="Mine")
    answer = add(key, headers={"X-Autosave": "1"}, text="Another")
    assert answer.status_code == 409
    assert answer.json()["revision"] == 1
    assert answer.json()["theirs"]["text"] == "Mine"


def test_the_draft_ends_with_the_piece(cast, add):
    key = uuid.uuid4()
    add(key, headers={"X-Autosave": "1"}, text="It lifts")
    add(key, text="It lifts.", revision=1)
    assert Draft.objects.count() == 0
    late = add(key, headers={"X-Autosave": "1"}, text="It lifts", revision=1)
    assert late.json() == {"revision": 1}
    assert Draft.objects.count() == 0


def test_save_draft_tells_what_is_there(cast):
    key = uuid.uuid4()
    actions.save_draft(cast.ana_student, form_key=key, words={"text": "Mine"}, seen_revision=0)
    with pytest.raises(Stale) as caught:
        actions.save_draft(cast.ana_student, form_key=key, words={"text": "Other"}, seen_revision=5)
    assert caught.value.theirs == {"text": "Mine"}


def test_unfinished_uploads_go_after_a_day_and_words_after_a_week(cast, add, run_jobs):
    add(uuid.uuid4(), title="", files=[photo()])
    add(uuid.uuid4(), headers={"X-Autosave": "1"}, text="It lifts")
    upload = Upload.objects.get()
    actions.sweep_unfinished()
    assert (Upload.objects.count(), Draft.objects.count()) == (1, 1)
    Upload.objects.update(added_at=timezone.now() - datetime.timedelta(hours=25))
    Draft.objects.update(changed_at=timezone.now() - datetime.timedelta(days=8))
    actions.sweep_unfinished()
    run_jobs()
    assert (Upload.objects.count(), Draft.objects.count()) == (0, 0)
    assert not upload.original.storage.exists(upload.original.name)


def test_queries_of_the_page(cast, as_, django_assert_num_queries):
    browser = as_("ana")
    with django_assert_num_queries(4):
        browser.get(reverse("portfolios:evidence_add"))


def test_a_piece_of_the_same_words_with_another_picture_is_another_piece(cast, add):
    key = uuid.uuid4()
    add(key, files=[photo()])
    add(key, files=[photo(JPEG + b"!")])
    assert Evidence.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_requests_at_once_add_one_piece(cast):
    key = uuid.uuid4()
    (upload,) = actions.keep_uploads(cast.ana, [photo()], form_key=key)
    words = {"title": "Robot", "text": "It lifts.", "made_on": timezone.localdate()}

    def request(_number):
        try:
            return actions.add_evidence(
                cast.ana_student, form_key=key, uploads=[upload], by=cast.ana, **words
            ).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as clicks:
        assert len(set(clicks.map(request, range(8)))) == 1
    assert (Evidence.objects.count(), Attachment.objects.count(), Upload.objects.count()) == (1, 1, 0)
