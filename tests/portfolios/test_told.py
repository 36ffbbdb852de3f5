"""Thinking about a piece by voice, drawing, face and finger; second thoughts, and how words were before."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord
from portfolios import actions, makers
from portfolios.actions.reflections import MOST_FILES, MOST_THOUGHTS, MOST_VERSIONS, gives_most_away
from portfolios.models import Attachment, Depiction, Evidence, Prompt, Reflection
from tests import factories as f

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
ELSEWHERE = "00000000-0000-0000-0000-000000000001"  # a picture that is not on the piece
OGG = b"OggS" + bytes(64)


@pytest.fixture
def robot(cast):
    piece = f.EvidenceFactory(student=cast.ana_student, title="Recycling robot")
    f.ShareFactory(evidence=piece, circle="family")
    return piece


@pytest.fixture
def url(robot):
    return reverse("portfolios:reflection_edit", args=[robot.pk])


@pytest.fixture
def tell(robot, as_):
    def send(content, name="file", content_type="audio/ogg", **fields):
        file = [SimpleUploadedFile(name, content, content_type)] if content else []
        sent = {"files": file, "question": "Why?", "prompt": "", "revision": 0} | fields
        return as_("ana").post(reverse("portfolios:reflection_tell", args=[robot.pk]), sent)

    return send


def words(**fields):
    return {"text": "", "question": "Why?", "prompt": "", "revision": 0} | fields


def save(robot, seen_revision=0, **told):
    return actions.save_reflection(robot, seen_revision=seen_revision, by=robot.student.user, **told)


def aged(reflection, **ago):
    Reflection.objects.filter(pk=reflection.pk).update(changed_at=timezone.now() - datetime.timedelta(**ago))


# Voice and drawings


def test_her_voice_is_hers_and_held_from_guests_until_her_family_agrees(cast, robot, url, tell, as_):
    response = tell(OGG)
    assert response.url == url + "#told"
    voice = Attachment.objects.get()
    assert (voice.kind, voice.part, bool(voice.told_at)) == ("audio", "reflection", True)
    assert Depiction.objects.get().who == "self"
    assert (Reflection.objects.get().question, robot.has_reflection()) == ("Why?", True)
    seen = [
        Attachment.objects.visible_to(getattr(cast, who)).count() for who in ("ana", "mum", "ruth", "dad")
    ]
    assert seen == [1, 1, 0, 0]
    f.ShareFactory(evidence=robot, circle="guests")
    assert not Attachment.objects.shown_to_guests().exists()
    assert Evidence.objects.thought_about().get() == robot
    assert as_("ana").get(url).context["form"].told_files == [voice]


def test_a_sound_that_lies_in_a_films_wrapping_is_a_sound(tell):
    tell(b"\x1a\x45\xdf\xa3" + bytes(64), content_type="audio/webm")
    assert Attachment.objects.get().told_at is not None


def test_a_drawing_made_here_shows_nobody(cast, robot, url, tell):
    assert tell(PNG, content_type="image/png", drawn="1").url == url + "#told"
    drawing = Attachment.objects.get()
    assert (drawing.kind, bool(drawing.told_at), Depiction.objects.count()) == ("picture", True, 0)


def test_of_a_photo_of_a_drawing_she_is_asked_who_is_in_it(cast, tell):
    response = tell(PNG, content_type="image/png")
    photo = Attachment.objects.get()
    assert response.url == reverse("portfolios:attachment_people", args=[photo.pk])
    assert Attachment.objects.shown_to(cast.mum).count() == 0


def test_what_arrived_in_parts_is_kept_with_it(cast, robot, tell):
    upload = actions.keep_uploads(
        robot.student.user,
        [SimpleUploadedFile("v", OGG, "audio/ogg")],
        form_key=robot.form_key,
        part="reflection",
    )[0]
    tell(None, kept=[str(upload.key)])
    assert Attachment.objects.get().key == upload.key


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "Nothing has arrived yet. Record, draw or choose something first."),
        (b"hello", "We do not know this kind of file."),
    ],
)
def test_what_cannot_be_kept_is_told_kindly(tell, content, words):
    response = tell(content)
    assert response.status_code == 422
    assert response.context["tell"].errors["files"][0].startswith(words)
    assert Attachment.objects.count() == 0


def test_there_is_an_end_to_recordings(robot, tell):
    for _number in range(MOST_FILES):
        f.ReadyRecordingFactory(evidence=robot, part="reflection")
    assert tell(OGG).status_code == 422
    with pytest.raises(ValidationError, match="no more room"):
        actions.tell_reflection(
            robot, [None], drawn_here=False, question="", prompt=None, by=robot.student.user
        )


def test_a_refusal_of_the_action_is_told(tell, monkeypatch):
    def refuse(*args, **kwargs):
        raise ValidationError("No more room.")

    monkeypatch.setattr(actions, "tell_reflection", refuse)
    assert tell(OGG).context["tell"].errors == {"files": ["No more room."]}


def test_she_takes_a_recording_away_and_puts_it_back(robot, url, as_):
    voice = f.ReadyRecordingFactory(evidence=robot, part="reflection")
    as_("ana").post(reverse("portfolios:reflection_file_remove", args=[voice.pk]))
    assert as_("ana").get(url).context["form"].told_files == []
    history = reverse("portfolios:reflection_history", args=[robot.pk])
    assert as_("ana").get(history).context["removed"] == [voice]
    for _twice in range(2):
        as_("ana").post(reverse("portfolios:reflection_file_restore", args=[voice.pk]))
    assert as_("ana").get(url).context["form"].told_files == [voice]
    assert AuditRecord.objects.filter(verb="attachment.restored").count() == 1


def test_nothing_comes_back_where_there_is_no_room(cast, robot):
    for _number in range(MOST_FILES):
        f.ReadyRecordingFactory(evidence=robot, part="reflection")
    gone = f.ReadyRecordingFactory(evidence=robot, part="reflection", removed_at=timezone.now())
    with pytest.raises(ValidationError, match="no more room"):
        actions.restore_told(gone, by=cast.ana)


# Faces, and the best part


def test_a_face_and_a_spot_are_a_reflection_without_a_word(cast, robot, url, as_):
    picture = f.ReadyAttachmentFactory(evidence=robot)
    as_("ana").post(url, words(face="proud", spot=f"{picture.key}/520/430"))
    told = Reflection.objects.get()
    assert (told.face, told.spot_key, told.spot_x, told.spot_y) == ("proud", picture.key, 520, 430)
    assert str(told.spot_words) == "in the middle"
    assert Evidence.objects.thought_about().get() == robot
    page = as_("mum").get(reverse("portfolios:evidence_detail", args=[robot.pk]))
    assert page.context["evidence"].thinking[0]["on"] == picture
    assert 'cx="52%" cy="43%"' in page.text
    [(_picture, parts)] = as_("ana").get(url).context["form"].views
    assert [part["value"] for part in parts if part["chosen"]] == [f"{picture.key}/520/430"]


@pytest.mark.parametrize(
    "spot", ["", "nowhere", "a/b/c", "{key}/1001/5", "00000000-0000-0000-0000-000000000001/5/5"]
)
def test_what_is_no_spot_is_none(robot, url, as_, spot):
    picture = f.ReadyAttachmentFactory(evidence=robot)
    as_("ana").post(url, words(text="x", spot=spot.format(key=picture.key)))
    assert Reflection.objects.get().spot_key is None


def test_a_spot_on_a_picture_that_was_cut_since_is_kept_and_not_shown(cast, robot, url, as_):
    picture = f.ReadyAttachmentFactory(evidence=robot)
    save(robot, text="x", spot_key=ELSEWHERE, spot_x=1, spot_y=2)
    as_("ana").post(url, words(text="y", revision=1))
    assert (Reflection.objects.get().spot_x, picture.key == Reflection.objects.get().spot_key) == (1, False)
    shown = as_("ana").get(reverse("portfolios:evidence_detail", args=[robot.pk])).context["evidence"]
    assert shown.thinking[0]["on"] is None


@pytest.mark.parametrize(
    ("modes", "picture", "way"),
    [
        (["show"], True, "show"),
        (["show"], False, "speak"),
        (["faces"], False, "faces"),
        (None, False, "speak"),
    ],
)
def test_a_child_who_does_not_read_hears_and_taps(cast, robot, url, as_, modes, picture, way):
    cast.ana_student.grade = 0
    cast.ana_student.save()
    Prompt.objects.all().delete()
    if modes:
        f.PromptFactory(modes=modes)
    if picture:
        f.ReadyAttachmentFactory(evidence=robot)
    page = as_("ana").get(url)
    form = page.context["form"]
    assert (form.is_young, form.way, form.frames) == (True, way, [])
    assert page.text.count('class="tell big"') == 4 + picture


def test_words_that_somebody_wrote_down_say_so(cast, robot, url, as_):
    as_("ana").post(url, words(text="It is me.", dictated_to=" Ms.  Lind "))
    page = as_("mum").get(reverse("portfolios:evidence_detail", args=[robot.pk])).text
    assert "Said out loud, and written down by Ms. Lind" in page


def test_a_frame_hangs_its_beginnings_below_her_words(robot, url, as_):
    frame = reverse("portfolios:reflection_frame", args=[robot.pk, "what"])
    assert as_("ana").post(frame, words(text="Mine.\n")).url == url
    assert Reflection.objects.get().text == "Mine.\n\nWhat?\n\nSo what?\n\nNow what?"
    unknown = reverse("portfolios:reflection_frame", args=[robot.pk, "gibbs"])  # for older students
    as_("ana").post(unknown, words(text="Mine.", revision=1))
    assert Reflection.objects.get().text == "Mine."


# How it was before


def test_going_on_after_a_pause_keeps_what_was_there(cast, robot, as_):
    save(robot, text="First")
    save(robot, 1, text="First and second")
    reflection = Reflection.objects.get()
    assert reflection.versions.count() == 0  # one sitting
    aged(reflection, minutes=11)
    save(robot, 2, text="First and second")
    assert reflection.versions.count() == 0  # nothing changed
    save(robot, 3, text="First, second, third")
    assert [version.text for version in reflection.versions.all()] == ["First and second"]
    history = reverse("portfolios:reflection_history", args=[robot.pk])
    assert "First and second" in as_("ana").get(history).text
    as_("ana").post(reverse("portfolios:reflection_put_back", args=[reflection.versions.get().pk]))
    assert Reflection.objects.get().text == "First and second"
    assert [version.text for version in reflection.versions.all()] == ["First, second, third"]


@pytest.mark.parametrize(
    ("old", "new", "most"),
    [
        ("", "Words", False),
        ("Some words here", "Some more words here", False),
        ("Some words here", "Some", True),
        ("Some words here", "", True),
        ("Some words here", "Quite another text of mine", True),
    ],
)
def test_one_save_does_not_take_most_of_her_words(old, new, most):
    assert gives_most_away(old, new) is most


def test_the_other_of_two_versions_is_kept_too(cast, robot):
    save(robot, text="What the other tab wrote")
    save(robot, 1, text="Mine")
    assert Reflection.objects.get().versions.get().text == "What the other tab wrote"


def test_an_empty_page_is_no_version(cast, robot):
    version = f.ReflectionVersionFactory(reflection=f.ReflectionFactory(evidence=robot, text="", question=""))
    actions.put_version_back(version, by=cast.ana)
    assert Reflection.objects.get().versions.count() == 0


def test_versions_do_not_grow_without_end(robot):
    reflection = f.ReflectionFactory(evidence=robot, text="Now")
    old = timezone.now() - datetime.timedelta(days=3)
    for number in range(MOST_VERSIONS):
        f.ReflectionVersionFactory(reflection=reflection, text=str(number), written_at=old)
    thought = f.ReflectionVersionFactory(reflection=reflection, is_thought=True, written_at=old)
    save(robot, text="All new")
    texts = set(reflection.versions.values_list("text", flat=True))
    assert (len(texts), "Now" in texts, "0" in texts, thought.text in texts) == (
        MOST_VERSIONS + 1,
        True,
        False,
        True,
    )


# A second thought


def test_a_new_thought_stands_beside_the_first(cast, robot, url, as_):
    voice = f.ReadyRecordingFactory(evidence=robot, part="reflection")
    save(robot, text="It works!", question="Which mistake helped me?")
    form = as_("ana").get(url + "?again=1").context["form"]
    assert (form.anew, form["text"].value(), form.told_files) == (True, None, [])
    assert form.asked.function == "growth"
    as_("ana").post(url, words(text="I see now", again=1, revision=1), headers={"X-Autosave": "1"})
    as_("ana").post(url, words(text="I see it now.", again=1, revision=2), headers={"X-Autosave": "1"})
    page = as_("mum").get(reverse("portfolios:evidence_detail", args=[robot.pk]))
    now, before = page.context["evidence"].thinking
    assert (now["told"].text, now["files"]) == ("I see it now.", [])
    assert (before["told"].text, before["files"], before["told"].asked) == (
        "It works!",
        [voice],
        "Which mistake helped me?",
    )
    assert AuditRecord.objects.filter(verb="reflection.begun_anew").count() == 1


def test_a_new_thought_may_begin_with_a_voice(robot, tell):
    save(robot, text="It works!")
    tell(OGG, again=1, revision=1)
    reflection = Reflection.objects.get()
    assert (reflection.text, reflection.question, reflection.revision) == ("", "Why?", 2)
    assert (reflection.versions.get().is_thought, Attachment.objects.get().thought) == (True, None)


def test_leaving_a_new_thought_empty_changes_nothing(robot, as_):
    save(robot, text="It works!")
    skip = reverse("portfolios:reflection_skip", args=[robot.pk])
    as_("ana").post(skip, words(again=1, revision=1))
    edit = reverse("portfolios:reflection_edit", args=[robot.pk])
    empty = words(again=1, revision=1)
    assert as_("ana").post(edit, empty, headers={"X-Autosave": "1"}).json() == {"revision": 1}
    assert as_("ana").post(edit, empty).url == reverse("portfolios:evidence_detail", args=[robot.pk])
    another = as_("ana").post(reverse("portfolios:reflection_another", args=[robot.pk, 3]), empty)
    form = another.context["form"]
    assert (another.status_code, form.asked, form.another) == (200, form.prompts[3], 4)
    assert (Reflection.objects.get().text, Reflection.objects.get().revision) == ("It works!", 1)


def test_a_new_thought_needs_a_first_and_has_an_end(robot):
    with pytest.raises(ValidationError, match="first thought"):
        save(robot, text="x", anew=True)
    reflection = f.ReflectionFactory(evidence=robot)
    for _number in range(MOST_THOUGHTS):
        f.ReflectionVersionFactory(reflection=reflection, is_thought=True)
    with pytest.raises(ValidationError, match="a lot of thoughts"):
        save(robot, text="x", anew=True)


def test_a_thought_of_a_held_voice_alone_is_not_there_for_families(cast, robot, as_):
    f.ReadyRecordingFactory(evidence=robot, part="reflection", told_at=None)
    f.ReflectionFactory(evidence=robot, text="")
    detail = reverse("portfolios:evidence_detail", args=[robot.pk])
    assert len(as_("ana").get(detail).context["evidence"].thinking) == 1
    assert as_("mum").get(detail).context["evidence"].thinking == []


# No question, and nothing to add


def test_what_she_leaves_out_rests(robot, as_):
    prompt = Prompt.objects.shipped().filter(grade_low=3).first()
    skip = reverse("portfolios:reflection_skip", args=[robot.pk])
    as_("ana").post(skip, words(prompt=prompt.pk, question=prompt.text))
    assert (Reflection.objects.get().skipped, Reflection.objects.get().passed) == (True, [prompt.pk])


def test_the_question_that_she_changed_for_another_rests(cast, robot, url, as_):
    first = Prompt.objects.offered_to(cast.ana).rotated_for(robot)[0]
    for revision in range(2):
        another = reverse("portfolios:reflection_another", args=[robot.pk, revision])
        as_("ana").post(another, words(prompt=first.pk, question=first.words, revision=revision))
    assert Reflection.objects.get().passed == [first.pk]


def test_skipping_never_throws_a_voice_away(cast, robot):
    f.ReadyRecordingFactory(evidence=robot, part="reflection")
    with pytest.raises(ValidationError, match="safe"):
        actions.skip_reflection(robot, by=cast.ana)


def test_a_film_that_came_as_a_sound_is_held_until_somebody_says_who_can_be_seen(cast, monkeypatch):
    piece = f.EvidenceFactory(student=cast.ana_student)
    f.ShareFactory(evidence=piece, circle="family")
    columns = {"kind": "video", "duration_ms": 900, "waveform": [], "width": 4, "height": 3}
    files = {name: (name, b"made") for name in ("play", "thumb", "page", "screen")}
    monkeypatch.setattr("portfolios.makers.make", lambda *args, **kwargs: makers.Made(columns, files))
    film, said = (
        f.AttachmentFactory(evidence=piece, kind=kind, part="reflection", told_at=timezone.now())
        for kind in ("audio", "video")
    )
    for one in (film, said):
        assert actions.prepare_file(one) == "ready"
        one.refresh_from_db()
    assert [one.told_at is None for one in (film, said)] == [True, False]
    seen = Attachment.objects.visible_to
    assert [list(seen(cast.mum)), list(seen(cast.ana))] == [[said], [film, said]]
