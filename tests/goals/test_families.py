"""A family asks how to help with a goal, and tells what happened at home; homes do not read each other."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Guardianship
from goals import actions
from goals.models import Goal, GoalPiece, GoalReply
from tests import factories as f


def url(name, thing):
    return reverse(f"goals:{name}", args=[thing.pk])


@pytest.fixture
def shared(cast):
    """A goal that Ana shares; José lives elsewhere, Udo with Mum, and Tess is asked as a teacher."""
    home = f.HouseholdFactory(school=cast.school, name="Okoro")
    for who, household in (("jose", home), ("udo", cast.household)):
        adult = f.UserFactory(school=cast.school, first_name=who.title(), role="family")
        setattr(cast, who, adult)
        f.GuardianshipFactory(adult=adult, student=cast.ana_student, household=household)
    cast.goal = f.GoalFactory(student=cast.ana_student, want="Read aloud", shared_with_family=True)
    f.GoalTeacherFactory(goal=cast.goal, teacher=cast.ida)
    return cast


READERS = ("ana", "bo", "ida", "mum", "udo", "jose", "ruth", "dad", "cora", "guest")


def readers(shared, reply):
    return {who for who in READERS if reply in GoalReply.objects.visible_to(getattr(shared, who))}


def test_a_question_and_its_answer_are_read_by_one_home(shared):
    question = actions.offer_help(shared.goal, by=shared.mum)
    answer = actions.answer_talk(question, text="Ask me on Sundays", by=shared.ana)
    helped = actions.answer_talk(question, text="She means the book", by=shared.bo)
    assert (answer.kind, helped.kind) == ("hers", "answer")
    home = {"ana", "bo", "mum", "udo"}
    assert [readers(shared, one) for one in (question, answer, helped)] == [home] * 3
    of_school = f.GoalReplyFactory(goal=shared.goal, by=shared.bo)
    assert readers(shared, of_school) == home | {"jose", "ida"}


def test_what_somebody_wrote_whom_the_school_keeps_away_is_left_to_her_advisor(shared):
    note = f.HomeNoteFactory(goal=shared.goal, by=shared.mum)
    question = f.GoalReplyFactory(goal=shared.goal, by=shared.mum, kind="help")
    assert Goal.objects.with_question().get().family_asks
    Guardianship.objects.filter(adult=shared.mum).update(restricted=True)
    assert readers(shared, note) == readers(shared, question) == {"bo"}
    assert not Goal.objects.with_question().get().family_asks


def test_asking_again_is_one_question_until_it_is_answered(shared):
    question = actions.offer_help(shared.goal, by=shared.mum)
    assert actions.offer_help(shared.goal, by=shared.mum) == question
    assert list(GoalReply.objects.asked_of(shared.bo)) == [question]
    actions.answer_talk(question, text="Ask me", by=shared.ana)
    assert list(GoalReply.objects.asked_of(shared.bo)) == []
    assert actions.offer_help(shared.goal, by=shared.mum) != question


def test_one_form_says_it_once_and_nobody_says_without_end(shared, monkeypatch):
    key, day = uuid.uuid4(), timezone.localdate()
    for _ in range(2):
        actions.add_home_note(shared.goal, by=shared.mum, text="She read", seen_on=day, form_key=key)
    assert GoalReply.objects.count() == 1
    for _ in range(2):  # she goes back in her browser, and writes something else
        actions.add_home_note(shared.goal, by=shared.mum, text="She sang", seen_on=day, form_key=key)
    assert {reply.text for reply in GoalReply.objects.all()} == {"She read", "She sang"}
    GoalReply.objects.filter(text="She sang").delete()
    monkeypatch.setattr("goals.actions.families.MOST_WORDS", 1)
    with pytest.raises(ValidationError):
        actions.add_home_note(shared.goal, by=shared.mum, text="Again", seen_on=day)
    for _week in range(2):
        f.GoalReplyFactory(goal=shared.goal, by=shared.bo)  # what her advisor answers her is not counted
    question = GoalReply.objects.get(kind="home")
    actions.answer_talk(question, text="Thank you", by=shared.bo)
    with pytest.raises(ValidationError):
        actions.answer_talk(question, text="Again", by=shared.bo)


@pytest.mark.parametrize("built_on", ["nothing", "a day", "an answer", "a piece", "the goal is hers again"])
def test_her_words_are_hers_to_unsay_until_somebody_built_on_them(shared, built_on):
    note = f.HomeNoteFactory(goal=shared.goal, by=shared.mum)
    if built_on == "a day":
        GoalReply.objects.update(at=timezone.now() - datetime.timedelta(days=1, minutes=1))
    if built_on == "an answer":
        actions.answer_talk(note, text="Thank you", by=shared.ana)
    if built_on == "a piece":
        actions.collect_talk(note, title="I read to my brother", by=shared.ana)
    if built_on == "the goal is hers again":
        Goal.objects.update(shared_with_family=False)
    assert (note in GoalReply.objects.editable_by(shared.mum)) == (built_on == "nothing")
    assert note not in GoalReply.objects.editable_by(shared.udo)
    if built_on in ("an answer", "a piece"):
        for unsay in (actions.take_back_talk, lambda reply, by: actions.edit_talk(reply, by=by, text="No")):
            with pytest.raises(ValidationError):
                unsay(note, by=shared.mum)
        note.refresh_from_db()
        assert note.text == "She read to her brother."


def test_she_says_it_better_and_takes_it_back(shared, as_):
    note = f.HomeNoteFactory(goal=shared.goal, by=shared.mum)
    said = {"text": "She read to him twice", "seen_on": "2026-01-02", "form_key": uuid.uuid4()}
    assert as_("mum").post(url("talk_edit", note), said).status_code == 302
    note.refresh_from_db()
    assert (note.text, note.seen_on) == ("She read to him twice", datetime.date(2026, 1, 2))
    assert as_("mum").post(url("talk_take_back", note)).status_code == 302
    assert not GoalReply.objects.exists()
    for late in (actions.answer_talk, actions.collect_talk):
        words = {"title": "Mine"} if late is actions.collect_talk else {"text": "Thanks"}
        with pytest.raises(ValidationError):
            late(note, by=shared.ana, **words)


def test_what_was_seen_at_home_becomes_her_piece_once(shared, as_):
    note = f.HomeNoteFactory(goal=shared.goal, by=shared.mum, text="She read.\nTo her brother.")
    page = as_("ana").post(url("talk_collect", note), {"title": ""})
    assert (page.status_code, "Give it a title in your own words." in page.text) == (422, True)
    assert as_("ana").post(url("talk_collect", note), {"title": "I read to him"}).status_code == 302
    note.refresh_from_db()
    piece = note.evidence
    assert (piece.title, piece.place, piece.made_on) == ("I read to him", "home", note.seen_on)
    assert (piece.text, piece.shares.count()) == ("> She read.\n> To her brother.", 0)
    assert list(GoalPiece.objects.values_list("goal", "evidence")) == [(shared.goal.pk, piece.pk)]
    assert actions.collect_talk(note, title="Twice", by=shared.ana) == piece
    assert as_("ana").get(url("talk_collect", note)).status_code == 404


def test_her_words_stay_in_the_form_that_comes_back(shared, as_):
    tomorrow = timezone.localdate() + datetime.timedelta(days=2)
    said = {"text": "She read to him", "seen_on": tomorrow, "form_key": uuid.uuid4()}
    page = as_("mum").post(url("home_note_add", shared.goal), said)
    assert (page.status_code, "She read to him" in page.text) == (422, True)
    assert "Choose today, or a day before." in page.text
    page = as_("mum").post(url("home_note_add", shared.goal), said | {"seen_on": "0205-01-02"})
    assert "Enter a valid date." in page.text


def test_she_taps_once_and_reads_the_answer_on_the_page_of_the_child(world, as_, run_jobs):
    goal = f.GoalFactory(student=world.ana_student, want="Read aloud", shared_with_family=True)
    page = reverse("conferences:conference_family", args=[world.conference.pk])
    assert "Read aloud" in as_("mum").get(page).text
    said = {"form_key": uuid.uuid4(), "next": f"{page}#goals"}
    assert as_("mum").post(url("help_offer", goal), said).headers["Location"] == f"{page}#goals"
    assert "You asked how to help" in as_("mum").get(page).text
    assert "Your family asks how to help" in as_("ana").get(reverse("goals:goal_list")).text
    queue = as_("bo").get(reverse("goals:review_queue")).text
    assert "Families who ask how to help" in queue
    answered = {"text": "Ask me on Sundays", "form_key": uuid.uuid4()}
    as_("ana").post(url("talk_answer", GoalReply.objects.get()), answered)
    assert "Ask me on Sundays" in as_("mum").get(page).text
    assert "Ask me on Sundays" in as_("mum").get(url("goal_detail", goal)).text
