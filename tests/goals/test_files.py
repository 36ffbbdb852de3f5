"""Pictures and voices of goals: who sends them, who is shown them, and what becomes of them."""

import datetime
import io
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django_tasks_db.models import DBTaskResult
from PIL import Image

from accounts.models import AuditRecord
from accounts.periods import periods
from goals import actions
from goals.forms import VoiceForm
from goals.models import Goal, GoalFile, Step
from goals.slots import slot_key
from portfolios import actions as files
from portfolios import tasks
from portfolios.makers import Made
from portfolios.models import Upload, file_models
from tests import factories as f
from tests.portfolios.media import sound

OGG = b"OggS" + bytes(64)
WEBM = b"\x1aE\xdf\xa3webm" + bytes(64)


def picture():
    data = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(data, "PNG")
    return data.getvalue()


def url(name, *args):
    return reverse(f"goals:{name}", args=[getattr(arg, "pk", arg) for arg in args])


@pytest.fixture
def goal(cast):
    """Shared with her family, who see it."""
    return f.GoalFactory(student=cast.ana_student, shared_with_family=True)


def upload(user, content=OGG, *, key=None, part="goal", kind="audio/ogg"):
    sent = [SimpleUploadedFile("file", content, kind)]
    return files.keep_uploads(user, sent, form_key=key or uuid.uuid4(), part=part)


def draw(browser, goal, part="want", **fields):
    file = SimpleUploadedFile("drawing.png", picture(), "image/png")
    return browser.post(url("goal_picture", goal, part), {"files": [file], "drawn": "1"} | fields)


def sees(browser, file, what="thumb"):
    return browser.get(url("goal_file", file.key, what)).status_code == 200


# Who is shown what


def test_a_drawing_is_shown_at_once_and_a_photo_when_nobody_else_is_in_it(as_, cast, goal):
    drawing = draw(as_("ana"), goal)
    assert drawing.headers["Location"] == url("goal_pictures", goal)
    photo = draw(as_("ana"), goal, "can", drawn="")
    drawn, photographed = GoalFile.objects.order_by("pk")
    assert photo.headers["Location"] == url("goal_file_people", photographed)
    assert tasks.process_attachment.call(photographed.pk, "goals.GoalFile") == "ready"
    photographed.refresh_from_db()
    columns = ("state", "width", "height", "thumb", "page", "screen")
    GoalFile.objects.filter(pk=drawn.pk).update(**{name: getattr(photographed, name) for name in columns})
    people = ("ana", "bo", "mum", "ben")
    assert [sees(as_(who), drawn) for who in people] == [True, True, True, False]
    assert [sees(as_(who), photographed) for who in people] == [True, True, False, False]
    answer = as_("ana").post(url("goal_file_people", photographed), {"others": "no"})
    assert answer.headers["Location"] == url("goal_pictures", goal)
    assert sees(as_("mum"), photographed)
    assert GoalFile.objects.shown_to_families().count() == 2


def test_what_is_not_shared_has_no_file_for_her_family(as_, cast, world):
    assert not sees(as_("mum"), world.goal_file)
    Goal.objects.filter(pk=world.goal.pk).update(shared_with_family=True)
    assert [sees(as_(who), world.goal_file) for who in ("mum", "ruth", "dad")] == [True, False, False]


def test_once_somebody_else_is_in_it_only_her_advisor_says_otherwise(as_, goal):
    photo = f.ReadyGoalPictureFactory(goal=goal, told_at=None)
    as_("ana").post(url("goal_file_people", photo), {"others": "yes"})
    refused = as_("ana").post(url("goal_file_people", photo), {"others": "no"})
    assert (refused.status_code, sees(as_("mum"), photo)) == (422, False)
    assert as_("ana").post(url("goal_file_people", photo), {"others": ""}).status_code == 422
    answer = as_("bo").post(url("goal_file_people", photo), {"others": "no"})
    assert answer.headers["Location"] == url("goal_detail", goal)
    assert sees(as_("mum"), photo)


def test_who_is_in_a_drawing_or_a_voice_is_not_asked(as_, goal):
    drawing = f.ReadyGoalPictureFactory(goal=goal, drawn=True)
    voice = f.ReadyVoiceFactory(goal=goal, check_in=f.CheckInFactory(goal=goal))
    browser = as_("ana")
    assert [browser.get(url("goal_file_people", file)).status_code for file in (drawing, voice)] == [404, 404]


def test_files_come_with_the_goal_in_one_query_whatever_their_number(cast, goal, django_assert_num_queries):
    step, entry = f.StepFactory(goal=goal), f.CheckInFactory(goal=goal)
    reply = f.GoalReplyFactory(goal=goal, by=cast.bo)
    made = {
        "want": f.ReadyGoalPictureFactory(goal=goal),
        "me": f.ReadyGoalPictureFactory(goal=goal, part="me", told_at=None),
        "step": f.ReadyGoalPictureFactory(goal=goal, part="step", step=step),
        "entry": f.ReadyVoiceFactory(goal=goal, check_in=entry),
        "reply": f.ReadyVoiceFactory(goal=goal, reply=reply, by=cast.bo),
    }
    found = Goal.objects.with_files(cast.mum).prefetch_related("steps", "check_ins", "replies")
    with django_assert_num_queries(5):
        one = found.get(pk=goal.pk)
        shown = [one.picture, one.picture_can, one.picture_me]
        shown += [one.steps.all()[0].picture, one.check_ins.all()[0].voice, one.replies.all()[0].voice]
    assert shown == [made["want"], None, None, made["step"], made["entry"], made["reply"]]


# The pages


def test_the_pages_show_what_is_there_and_what_was(as_, goal):
    step = f.StepFactory(goal=goal, text="Read chapter nine")
    before = f.ReadyGoalPictureFactory(goal=goal, removed_at=timezone.now())
    now = f.ReadyGoalPictureFactory(goal=goal, told_at=None)
    browser = as_("ana")
    overview = browser.get(url("goal_pictures", goal)).text
    assert url("step_picture", step) in overview
    assert "every 3s" not in overview
    f.GoalFileFactory(goal=goal, part="me")
    assert "every 3s" in browser.get(url("goal_pictures", goal)).text
    assert url("goal_file_people", now) in overview
    page = browser.get(url("goal_picture", goal, "want"))
    assert (page.context["there"], list(page.context["earlier"])) == (now, [before])
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert browser.get(url("step_picture", step)).status_code == 200
    assert browser.get(url("goal_picture", goal, "teacher")).status_code == 404
    assert browser.get(url("goal_file_before", before.key)).status_code == 200


def test_of_each_there_is_one_and_the_one_before_comes_back(as_, goal):
    browser = as_("ana")
    draw(browser, goal)
    draw(browser, goal)
    first, second = GoalFile.objects.order_by("pk")
    assert (first.removed_at is None, second.removed_at) == (False, None)
    browser.post(url("goal_file_restore", first))
    assert list(GoalFile.objects.kept()) == [first]
    browser.post(url("goal_file_remove", first))
    browser.post(url("goal_file_remove", first))
    assert list(GoalFile.objects.kept()) == []
    verbs = AuditRecord.objects.filter(verb__startswith="goalfile.").order_by("pk")
    assert [row.verb for row in verbs] == [
        "goalfile.added",
        "goalfile.added",
        "goalfile.restored",
        "goalfile.removed",
    ]


def test_a_step_is_drawn_and_keeps_its_picture_while_its_words_go(as_, cast, goal):
    step = f.StepFactory(goal=goal, position=0)
    as_("ana").post(
        url("step_picture", step), {"files": [SimpleUploadedFile("d", picture(), "image/png")], "drawn": "1"}
    )
    assert GoalFile.objects.get().step == step
    words = {"want": goal.want, "will": goal.will}
    actions.edit_goal(goal, revision=goal.revision, steps=["", "Another"], by=cast.ana, **words)
    assert list(Step.objects.values_list("position", "text")) == [(0, ""), (1, "Another")]


def test_what_is_no_picture_stays_out_and_nothing_else_is_lost(as_, goal):
    browser = as_("ana")
    nothing = browser.post(url("goal_picture", goal, "want"), {})
    assert (nothing.status_code, GoalFile.objects.count()) == (422, 0)
    voice = browser.post(url("goal_picture", goal, "want"), {"files": [SimpleUploadedFile("v", OGG)]})
    assert "This is no picture." in voice.text
    kept = upload(goal.student.user, key=slot_key(goal.form_key, "want"))
    again = browser.post(url("goal_picture", goal, "want"), {"kept": [kept[0].key]})
    assert (again.status_code, GoalFile.objects.count()) == (422, 0)


def test_a_goal_that_has_ended_keeps_its_pictures(as_, cast, goal):
    Goal.objects.filter(pk=goal.pk).update(state="reached", ended_at=timezone.now())
    assert as_("ana").get(url("goal_picture", goal, "want")).headers["Location"] == url("goal_detail", goal)
    with pytest.raises(ValidationError, match="stay as they are"):
        actions.keep_picture(goal, [], part="want", by=cast.ana)


# Voices


def test_a_voice_is_heard_by_whoever_sees_the_goal(as_, cast, goal, django_assert_num_queries):
    entry = f.CheckInFactory(goal=goal)
    voice = actions.keep_voice(goal, upload(cast.ana), check_in=entry, by=cast.ana)
    assert (voice.is_voice, voice.is_held, voice.student) == (True, False, cast.ana_student)
    ready = f.ReadyVoiceFactory(goal=goal, check_in=f.CheckInFactory(goal=goal))
    assert [sees(as_(who), ready, "play") for who in ("ana", "bo", "mum", "dad")] == [True, True, True, False]
    browser = as_("mum")
    with django_assert_num_queries(2):
        assert sees(browser, ready, "play")


def test_a_teacher_speaks_and_it_arrives_in_parts(as_, cast, goal):
    key = uuid.uuid4()
    begun = as_("bo").post(
        reverse("portfolios:upload_start", args=[key]),
        {"part": "goal", "type": "audio/ogg", "size": len(OGG), "name": "voice"},
    )
    answer = as_("bo").post(
        begun.json()["address"], OGG, content_type="application/octet-stream", headers={"Upload-Offset": "0"}
    )
    assert answer.json()["done"]
    sent = Upload.objects.get()
    assert (sent.by, sent.student, sent.school) == (cast.bo, None, cast.school)
    assert [as_(who).get(begun.json()["address"]).status_code for who in ("ana", "cora")] == [404, 404]
    reply = f.GoalReplyFactory(goal=goal, by=cast.bo)
    # Nobody takes what somebody else sent, and each is taken once.
    assert actions.keep_voice(goal, [sent], reply=reply, by=cast.ana) is None
    voice = actions.keep_voice(goal, [sent], reply=reply, by=cast.bo)
    assert actions.keep_voice(goal, [sent], reply=reply, by=cast.bo) is None
    assert (voice.reply, voice.part, Upload.objects.count()) == (reply, "reply", 0)


def test_of_several_recordings_the_last_is_kept(cast, goal, run_jobs):
    sent = upload(cast.ana) + upload(cast.ana)
    entry = f.CheckInFactory(goal=goal)
    voice = actions.keep_voice(goal, sent, check_in=entry, by=cast.ana)
    first, last = (one.original for one in sent)
    DBTaskResult.objects.filter(task_path="portfolios.tasks.process_attachment").delete()
    run_jobs()
    assert (voice.key, first.storage.exists(first.name), last.storage.exists(last.name)) == (
        sent[1].key,
        False,
        True,
    )


def test_a_sound_becomes_playable(cast, goal):
    entry = f.CheckInFactory(goal=goal)
    voice = actions.keep_voice(goal, upload(cast.ana, sound()), check_in=entry, by=cast.ana)
    assert tasks.process_attachment.call(voice.pk, "goals.GoalFile") == "ready"
    assert tasks.clean_original.call(voice.pk, "goals.GoalFile") == "clean"
    voice.refresh_from_db()
    assert (voice.kind, voice.is_playable, voice.duration_ms) == ("audio", True, 1000)


def test_what_turns_out_to_be_a_film_stays_out(as_, goal, monkeypatch, cast):
    entry = f.CheckInFactory(goal=goal)
    voice = actions.keep_voice(goal, upload(cast.ana), check_in=entry, by=cast.ana)
    monkeypatch.setattr("portfolios.makers.make", lambda *a, **k: files_made("video"))
    assert tasks.process_attachment.call(voice.pk, "goals.GoalFile") == "failed"
    voice.refresh_from_db()
    assert "Only a voice or a picture" in voice.reason_words
    as_("ana").post(url("goal_file_retry", voice))
    voice.refresh_from_db()
    assert voice.is_waiting


def files_made(kind):
    return Made({"kind": kind})


@pytest.mark.parametrize(
    ("content", "kind", "fits"),
    [(OGG, "audio/ogg", True), (WEBM, "audio/webm", True), (WEBM, "video/webm", False)],
)
def test_a_voice_form_takes_voices(content, kind, fits):
    sent = MultiValueDict({"files": [SimpleUploadedFile("v", content, kind)]})
    form = VoiceForm(MultiValueDict(), sent)
    assert (form.is_valid(), bool(form.arrived)) == (fits, fits)


# Jobs and record


def test_sweep_asks_again_for_files_of_goals(goal, run_jobs):
    """As for pieces: lost jobs, what may pass, originals that still know where they were made."""
    assert {model._meta.label for model in file_models()} == {
        "portfolios.Attachment",
        "goals.GoalFile",
        "conferences.ConferenceFile",
    }
    lost = f.GoalFileFactory(goal=goal)
    GoalFile.objects.update(added_at=timezone.now() - datetime.timedelta(minutes=6))
    hard = f.GoalFileFactory(goal=goal, part="me", state="failed", reason="too_hard", tries=1)
    dirty = f.ReadyGoalPictureFactory(goal=goal, part="can", original_clean=False)
    tasks.sweep()
    asked = {tuple(job.args_kwargs["args"]) for job in DBTaskResult.objects.all()}
    assert asked == {(one.pk, "goals.GoalFile") for one in (lost, hard, dirty)}


def test_what_was_taken_off_goes_with_its_files_in_time(goal, run_jobs):
    old = f.ReadyGoalPictureFactory(goal=goal, removed_at=timezone.now() - datetime.timedelta(days=91))
    young = f.ReadyGoalPictureFactory(goal=goal, removed_at=timezone.now())
    (period,) = [one for one in periods() if one.kind == "goal_files_taken_off"]
    assert list(period.due()) == [old]
    period.forget(period.due())
    run_jobs()
    assert list(GoalFile.objects.all()) == [young]
    assert not old.page.storage.exists(old.page.name)
