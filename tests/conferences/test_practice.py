"""Practice: she runs her agenda before the day, somebody listens, and she decides what to change."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.deletions import delete_record
from accounts.models import AuditRecord, Student
from conferences.actions import agendas, live
from conferences.actions import practice as actions
from conferences.models import Card, Conference, Practice
from conferences.querysets import pages
from tests import factories as f


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


def ago(**time):
    return timezone.now() - datetime.timedelta(**time)


@pytest.fixture
def planned(world):
    """Ana's agenda: a welcome of 2 minutes, work of 5, a closing of 3."""
    Card.objects.filter(pk=world.card.pk).update(position=0, kind="welcome", title="Welcome", minutes=2)
    world.card.refresh_from_db()
    make = {"conference": world.conference}
    work = f.CardFactory(position=1, title="My bean plant", minutes=5, talking_points="Say how tall", **make)
    work.evidence.add(world.shared)
    world.cards = [
        world.card,
        work,
        f.CardFactory(position=2, title="What we will do", kind="closing", minutes=3, **make),
    ]
    Conference.objects.filter(pk=world.conference.pk).update(state="building")
    world.conference.refresh_from_db()
    return world


@pytest.fixture
def practicing(planned):
    planned.practice = actions.start_practice(planned.conference, mode="alone", by=planned.ana)
    return planned


@pytest.fixture
def heard(planned):
    """Ben is asked to listen."""
    planned.practice = actions.start_practice(
        planned.conference, mode="partner", partner=planned.ben_student, by=planned.ana
    )
    return planned


def fresh(world):
    world.practice = Practice.objects.with_people().get(pk=world.practice.pk)
    return world.practice


def shown_for(world, seconds):
    """The card has been on the screen for so long."""
    Practice.objects.filter(pk=world.practice.pk).update(card_shown_at=ago(seconds=seconds))


def turn(world, number):
    return actions.turn_practice(world.practice, world.cards[number], seen=fresh(world).revision)


def verbs():
    return list(AuditRecord.objects.filter(verb__startswith="practice.").values_list("verb", flat=True))


# Beginning


def test_she_begins_at_the_first_card_once(planned, as_):
    ana = as_("ana")
    answers = [ana.post(url("practice_start", planned.conference.pk), {"mode": "alone"}) for _ in range(2)]
    practice = Practice.objects.get()
    assert {answer["Location"] for answer in answers} == {url("practice_run", practice.pk)}
    assert (practice.card, practice.mode, practice.school_id) == (
        planned.cards[0],
        "alone",
        planned.school.pk,
    )
    assert verbs() == ["practice.started"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (
            {"mode": "beside", "partner_name": "Mia, grade 5"},
            ("beside", None, "Mia, grade 5", "Mia, grade 5"),
        ),
        ({"mode": "partner", "partner": "ben"}, ("partner", "Ben", "", "Ben")),
        # What belongs to another way is not kept.
        ({"mode": "alone", "partner": "ben", "partner_name": "Mia"}, ("alone", None, "", "")),
    ],
)
def test_who_listens(planned, as_, sent, kept):
    sent = sent | ({"partner": planned.ben_student.pk} if "partner" in sent else {})
    as_("ana").post(url("practice_start", planned.conference.pk), sent)
    practice = Practice.objects.get()
    partner = practice.partner and practice.partner.first_name
    assert (practice.mode, partner, practice.partner_name, practice.listener) == kept


def test_only_a_classmate_of_her_advisory_can_be_asked(planned, as_):
    """Neither another advisory of her grade, nor another school, nor herself, nor who has left."""
    other = f.StudentFactory(school=planned.school, advisory=planned.other_advisory)
    gone = f.StudentFactory(school=planned.school, advisory=planned.advisory, left_at=timezone.now())
    for student in (other, gone, planned.oak_student_row, planned.ana_student):
        sent = {"mode": "partner", "partner": student.pk}
        assert as_("ana").post(url("practice_start", planned.conference.pk), sent).status_code == 422
    page = as_("ana").post(url("practice_start", planned.conference.pk), {"mode": "partner"})
    assert page.status_code == 422
    assert "Choose who listens to you." in page.text
    assert list(page.context["form"].fields["partner"].queryset) == [planned.ben_student]
    assert list(Student.objects.classmates_of(f.StudentFactory(school=planned.school))) == []
    assert not Practice.objects.exists()


def test_there_must_be_something_to_practice(world, as_):
    world.card.delete()
    page = as_("ana").get(url("practice_list", world.conference.pk))
    assert "First start your agenda." in page.text
    with pytest.raises(ValidationError, match="no cards yet"):
        actions.start_practice(world.conference, mode="alone", by=world.ana)


def test_on_the_day_it_is_for_real(practicing, as_):
    live.start_conference(practicing.conference, by=practicing.ana)
    assert not fresh(practicing).is_running
    with pytest.raises(ValidationError, match="for real"):
        actions.start_practice(practicing.conference, mode="alone", by=practicing.ana)
    with pytest.raises(ValidationError, match="Another practice"):
        actions.reopen_practice(practicing.practice, by=practicing.ana)
    page = as_("ana").get(url("practice_run", practicing.practice.pk))
    assert page["Location"] == url("conference_present", practicing.conference.pk)


# The screen


def test_her_screen_as_on_the_day_with_her_talking_points(practicing, as_):
    assert turn(practicing, 1)
    page = as_("ana").get(url("practice_run", practicing.practice.pk))
    text = page.text
    for words in (
        "My bean plant",
        "2 of 3",
        "Bean plant data",
        "Say how tall",
        "Next: What we will do",
        "Back",
    ):
        assert words in text
    stage = as_("ana").get(url("practice_run", practicing.practice.pk), headers={"HX-Request": "true"}).text
    assert stage.lstrip().startswith('<div id="stage"')
    turn(practicing, 2)
    assert "Finish: how was it?" in as_("ana").get(url("practice_run", practicing.practice.pk)).text
    # The conference itself has not moved.
    conference = Conference.objects.get(pk=practicing.conference.pk)
    assert (conference.card_id, conference.state) == (None, "building")
    assert set(conference.cards.values_list("state", flat=True)) == {"planned"}


def test_what_was_agreed_last_time_is_on_its_card(practicing, as_):
    Card.objects.filter(pk=practicing.card.pk).update(kind="last_commitments")
    assert practicing.commitment.text in as_("ana").get(url("practice_run", practicing.practice.pk)).text


def test_turning_counts_what_a_part_took(practicing, as_):
    shown_for(practicing, 70)
    seen = practicing.practice.revision
    sent = {"card": practicing.cards[1].pk, "seen": seen}
    for _ in range(2):  # a double click turns one card
        as_("ana").post(url("practice_turn", practicing.practice.pk), sent)
    practice = fresh(practicing)
    assert (practice.card, practice.revision) == (practicing.cards[1], seen + 1)
    assert practice.seconds == {str(practicing.card.pk): 70}
    shown_for(practicing, 20)
    turn(practicing, 0)
    shown_for(practicing, 5)
    assert fresh(practicing).seconds_of(practicing.card) == 75
    assert (practice := fresh(practicing)).seconds_in_all == 95
    assert (practice.taken, practice.minutes_taken) == ("1:35", 2)


def test_a_turn_to_a_card_of_another_agenda_is_none(practicing, as_):
    strange = f.CardFactory(conference=f.ConferenceFactory(student=practicing.ben_student))
    sent = {"card": strange.pk, "seen": practicing.practice.revision}
    assert as_("ana").post(url("practice_turn", practicing.practice.pk), sent).status_code == 404


def test_a_page_left_open_overnight_took_no_time(practicing, as_):
    shown_for(practicing, 9 * 3600)
    practice = fresh(practicing)
    assert (practice.is_counting, practice.seconds_in_all) == (False, 0)
    assert "Go on" in as_("ana").get(url("practice_run", practice.pk)).text
    turn(practicing, 1)
    assert fresh(practicing).seconds == {}


def test_the_clock_stands_still_while_somebody_comes_in(practicing, as_):
    shown_for(practicing, 30)
    pause = url("practice_pause", practicing.practice.pk)
    as_("ana").post(pause, {"seen": practicing.practice.revision})
    practice = fresh(practicing)
    assert (practice.is_counting, practice.seconds_in_all) == (False, 30)
    as_("ana").post(pause, {"seen": 0})  # a second tap on the page of before
    assert not fresh(practicing).is_counting
    as_("ana").post(pause, {"seen": fresh(practicing).revision})
    assert fresh(practicing).is_counting


def test_a_part_that_was_taken_off_meanwhile_leads_to_the_beginning(practicing, as_):
    turn(practicing, 1)
    agendas.remove_card(practicing.cards[1], by=practicing.ana)
    assert "1 of 2" in as_("ana").get(url("practice_run", practicing.practice.pk)).text
    Card.objects.all().delete()
    assert "Your agenda is empty now" in as_("ana").get(url("practice_run", practicing.practice.pk)).text


# Afterwards


def test_she_ends_it_and_goes_on_after_all(practicing, as_):
    shown_for(practicing, 65)
    ana = as_("ana")
    for _ in range(2):
        answer = ana.post(url("practice_end", practicing.practice.pk))
    assert answer["Location"] == url("practice_look", practicing.practice.pk)
    assert ana.get(url("practice_run", practicing.practice.pk))["Location"] == answer["Location"]
    assert fresh(practicing).seconds == {str(practicing.card.pk): 65}
    assert not turn(practicing, 1)
    for _ in range(2):
        ana.post(url("practice_reopen", practicing.practice.pk))
    assert fresh(practicing).is_running
    assert verbs() == ["practice.started", "practice.ended", "practice.reopened"]


@pytest.fixture
def over(practicing):
    Practice.objects.filter(pk=practicing.practice.pk).update(
        ended_at=timezone.now(), seconds={str(practicing.cards[0].pk): 130, str(practicing.cards[1].pk): 400}
    )
    fresh(practicing)
    return practicing


def test_what_each_part_took_against_the_plan(over, as_):
    page = as_("ana").get(url("practice_look", over.practice.pk))
    rows = [
        (row["taken"], row["minutes"], row["planned_width"], row["taken_width"])
        for row in page.context["times"]
    ]
    assert rows == [("2:10", 2, 30.0, 32.5), ("6:40", 7, 75.0, 100.0), ("0:00", 0, 45.0, 0.0)]
    assert "8:50" in page.text
    assert "10 minutes planned" in page.text


def test_one_tap_takes_the_minutes_over_and_one_gives_them_back(over, as_):
    def minutes():
        return list(over.conference.cards.values_list("minutes", flat=True))

    tap = url("practice_minutes", over.practice.pk)
    as_("ana").post(tap)
    assert minutes() == [2, 7, 3]
    assert "Put the planned minutes back" in as_("ana").get(url("practice_look", over.practice.pk)).text
    with pytest.raises(ValidationError, match="already"):
        actions.take_minutes(over.practice, by=over.ana)
    as_("ana").post(tap)
    assert minutes() == [2, 5, 3]
    with pytest.raises(ValidationError, match="nothing to put back"):
        actions.give_minutes_back(over.practice, by=over.ana)
    # What she changes by hand meanwhile stays as she wants it.
    as_("ana").post(tap)
    Card.objects.filter(pk=over.cards[1].pk).update(minutes=9)
    as_("ana").post(tap)
    assert minutes() == [2, 9, 3]


def test_how_she_sees_it_saves_itself_and_nothing_is_lost(over, as_):
    look, ana = url("practice_look", over.practice.pk), as_("ana")
    sent = {"revision": 0, "rate_prepared": 4, "rate_evidence": 2, "change": "Begin with the plant"}
    saved = ana.post(look, sent, headers={"X-Autosave": "1"})
    assert saved.json() == {"revision": 1}
    practice = fresh(over)
    assert practice.ratings == {"prepared": 4, "evidence": 2}
    assert [(view["item"].key, view["words"], view["face"]) for view in practice.rated] == [
        ("prepared", "Yes", "wow"),
        ("evidence", "A little", "calm"),
    ]
    stale = ana.post(look, sent | {"change": "Other words"}, headers={"X-Autosave": "1"})
    assert (stale.status_code, stale.json()) == (
        409,
        {"theirs": {"change": "Begin with the plant"}, "revision": 1},
    )
    page = ana.post(look, sent | {"change": "Other words"})
    assert page.status_code == 409
    assert "Other words" in page.text
    unknown = sent | {"rate_prepared": 9}
    assert ana.post(look, unknown, headers={"X-Autosave": "1"}).status_code == 422
    assert ana.post(look, unknown).status_code == 422
    done = ana.post(look, sent | {"revision": 1})
    assert done["Location"] == url("practice_list", over.conference.pk)


def test_whoever_sits_beside_her_ticks_on_her_screen(planned, as_):
    practice = actions.start_practice(planned.conference, mode="beside", partner_name="Mia", by=planned.ana)
    actions.end_practice(practice, by=planned.ana)
    look = url("practice_look", practice.pk)
    assert "First Mia: what did you see and hear?" in as_("ana").get(look).text
    sent = {"revision": 1, "ticks": ["heard", "asked"], "partner_words": "I liked the plant."}
    as_("ana").post(look, sent)
    practice.refresh_from_db()
    assert [item.key for item in practice.ticked] == ["heard", "asked"]
    assert practice.partner_words == "I liked the plant."
    page = as_("bo").get(url("conference_advise", planned.conference.pk)).text
    for words in ("I liked the plant.", "I could hear every word", "with Mia"):
        assert words in page


def test_the_youngest_touch_who_listens_and_write_no_name(planned, as_):
    typed = '<input class="form-control" type="text" name="partner_name"'
    address = url("practice_list", planned.conference.pk)
    assert typed in as_("ana").get(address).text
    planned.ana_student.grade = 0
    planned.ana_student.save()
    page = as_("ana").get(address).text
    assert (typed in page, 'value="a big friend"' in page, 'value="a grown-up"' in page) == (
        False,
        True,
        True,
    )
    start = url("practice_start", planned.conference.pk)
    as_("ana").post(start, {"mode": "beside", "partner_name": "a big friend"})
    assert Practice.objects.get().listener == "a big friend"


def test_the_youngest_tap_faces_and_hear_it_read(over, as_):
    Student.objects.filter(pk=over.ana_student.pk).update(grade=1)
    text = as_("ana").get(url("practice_look", over.practice.pk)).text
    assert text.count('class="feeling"') == 20
    assert text.count('data-aloud="part-') == 5
    assert "I showed my work." in text


# What she changes next


def test_the_change_waits_on_her_agenda_until_it_is_done(over, as_):
    actions.look_at_practice(over.practice, by=over.ana, revision=0, ratings={}, change="Louder at the end")
    ana, home = as_("ana"), url("my_conference")
    assert "Louder at the end" in ana.get(home).text
    settle = url("practice_settle", over.practice.pk)
    ana.post(settle, {"settled": "1"})
    assert "Louder at the end" not in ana.get(home).text
    assert "Louder at the end" in ana.get(url("practice_list", over.conference.pk)).text
    ana.post(settle)
    assert "Louder at the end" in ana.get(home).text
    ana.post(settle, {"settled": "1"})
    # New words wait again.
    actions.look_at_practice(over.practice, by=over.ana, revision=1, ratings={}, change="And slower")
    assert "And slower" in ana.get(home).text
    assert verbs().count("practice.change_settled") == 2


def test_a_practice_can_be_taken_off_and_put_back(heard, as_):
    ana = as_("ana")
    shown_for(heard, 40)
    for _ in range(2):
        ana.post(url("practice_remove", heard.practice.pk))
    practice = fresh(heard)
    assert (practice.is_running, practice.seconds_in_all) == (False, 40)
    assert ana.get(url("practice_look", practice.pk)).status_code == 404
    assert as_("ben").get(url("practice_watch", practice.pk)).status_code == 404
    assert "Put it back" in as_("ana").get(url("practice_list", heard.conference.pk)).text
    for _ in range(2):
        as_("ana").post(url("practice_restore", practice.pk))
    assert as_("ana").get(url("practice_look", practice.pk)).status_code == 200
    assert verbs() == ["practice.started", "practice.removed", "practice.restored"]


@pytest.mark.parametrize("count", [1, 3])
def test_her_practices_cost_the_same_for_one_and_three(planned, as_, django_assert_num_queries, count):
    for _ in range(count):
        f.PracticeFactory(
            conference=planned.conference,
            mode="partner",
            partner=planned.ben_student,
            ended_at=timezone.now(),
        )
        f.CardFactory(conference=planned.conference)
        f.StudentFactory(school=planned.school, advisory=planned.advisory)
    running = f.PracticeFactory(
        conference=planned.conference, card=planned.card, card_shown_at=timezone.now()
    )
    over = Practice.objects.exclude(pk=running.pk).first()
    ana = as_("ana")
    for page, queries in (
        (url("practice_run", running.pk), 3),
        (url("practice_look", over.pk), 3),
        (url("practice_list", planned.conference.pk), 3),
    ):
        ana.get(page)
        with django_assert_num_queries(queries):
            ana.get(page)
    running.delete()
    with django_assert_num_queries(4):  # with those whom she may ask
        ana.get(url("practice_list", planned.conference.pk))


# A classmate listens


def test_a_classmate_is_asked_on_her_home_and_listens(heard, as_):
    assert "Ana asks you to listen" in as_("ben").get("/").text
    as_("ben").post(url("practice_join", heard.practice.pk))
    assert "You listen to Ana" in as_("ben").get("/").text
    assert "Ben listens" in as_("ana").get(url("practice_run", heard.practice.pk)).text
    assert verbs() == ["practice.started", "practice.joined"]


def test_the_classmate_sees_titles_and_nothing_more(heard, as_):
    turn(heard, 1)
    text = as_("ben").get(url("practice_watch", heard.practice.pk)).text
    for card in heard.cards:
        assert card.title in text
    for secret in ("Say how tall", "Bean plant data"):
        assert secret not in text


def test_the_classmate_follows_with_few_questions(heard, as_, django_assert_num_queries):
    watch = url("practice_watch", heard.practice.pk)
    ben, htmx = as_("ben"), {"HX-Request": "true"}
    ben.get(watch)
    since = fresh(heard).revision
    with django_assert_num_queries(2):
        same = ben.get(watch, {"since": since}, headers=htmx)
    assert same.status_code == 204
    turn(heard, 1)
    with django_assert_num_queries(3):
        moved = ben.get(watch, {"since": 0}, headers=htmx).text
    assert moved.lstrip().startswith("<section")
    assert "checklist" not in moved


def test_what_the_classmate_ticks_comes_to_the_one_who_practices(heard, as_, django_assert_num_queries):
    watch = url("practice_watch", heard.practice.pk)
    sent = {"revision": 0, "ticks": ["heard", "showed"], "partner_words": "Great plant. Try slower."}
    assert as_("ben").post(watch, sent, headers={"X-Autosave": "1"}).json() == {"revision": 1}
    stale = as_("ben").post(watch, sent | {"partner_words": "Other"}, headers={"X-Autosave": "1"})
    assert stale.json() == {"theirs": {"partner_words": "Great plant. Try slower."}, "revision": 1}
    assert as_("ben").post(watch, sent | {"revision": 1})["Location"] == reverse("home")
    assert as_("ben").post(watch, {"revision": 1, "ticks": ["nothing"]}).status_code == 422
    news, ana = url("practice_partner", heard.practice.pk), as_("ana")
    assert "Great plant. Try slower." in ana.get(news, {"since": "0-0-0"}).text
    since = fresh(heard).stamp
    with django_assert_num_queries(2):
        assert ana.get(news, {"since": since}).status_code == 204
    assert "Ben listens" in ana.get(news, {"short": ""}).text
    assert verbs() == ["practice.started", "practice.joined"]


def test_not_now_is_an_answer(heard, as_):
    as_("ben").post(url("practice_leave", heard.practice.pk))
    practice = fresh(heard)
    assert (practice.mode, practice.partner, practice.is_running) == ("alone", None, True)
    assert "asks you to listen" not in as_("ben").get("/").text
    assert (
        "Nobody listens just now" in as_("ana").get(url("practice_partner", practice.pk), {"short": ""}).text
    )


def test_whoever_said_something_stays(heard):
    actions.note_practice(heard.practice, by=heard.ben, revision=0, ticks=["heard"], partner_words="")
    with pytest.raises(ValidationError, match="said something already"):
        actions.leave_practice(heard.practice, by=heard.ben)


@pytest.mark.parametrize("change", ["over long ago", "another advisory", "live", "draft", "left"])
def test_a_classmate_listens_no_longer_than_it_lasts(heard, as_, change):
    watch = url("practice_watch", heard.practice.pk)
    Practice.objects.update(ended_at=ago(hours=23))
    assert as_("ben").get(watch).status_code == 200
    assert [asked["name"] for asked in pages.at_home(heard.ben).first().asked_to_listen] == ["Ana"]
    if change == "over long ago":
        Practice.objects.update(ended_at=ago(hours=25))
    elif change == "another advisory":
        Student.objects.filter(pk=heard.ben_student.pk).update(advisory=heard.other_advisory)
    elif change == "live":
        live.start_conference(heard.conference, by=heard.ana)
    elif change == "draft":
        heard.round.state = "draft"
        heard.round.save()
    else:
        Student.objects.filter(pk=heard.ana_student.pk).update(left_at=timezone.now(), advisory=None)
    assert as_("ben").get(watch).status_code == 404
    assert pages.at_home(heard.ben).first().asked_to_listen == []


def test_when_the_classmates_record_is_deleted_the_words_stay_without_a_name(heard):
    actions.note_practice(heard.practice, by=heard.ben, revision=0, ticks=[], partner_words="Great plant.")
    delete_record(heard.ben_student, by=heard.cora, reason="request")
    practice = fresh(heard)
    assert (practice.partner, practice.listener, practice.partner_words) == (None, "", "Great plant.")


# Ready?


def test_her_path_offers_practice_and_it_holds_nothing_up(planned, as_):
    def steps():
        page = as_("ana").get("/")
        return {step.title: (step.state, step.href) for step in page.context["steps"]}

    title = "Practice it"
    assert steps()[title] == ("", url("practice_list", planned.conference.pk))
    practice = actions.start_practice(planned.conference, mode="alone", by=planned.ana)
    assert steps()[title] == ("", url("practice_run", practice.pk))
    actions.look_at_practice(practice, by=planned.ana, revision=0, ratings={}, change="Louder")
    actions.end_practice(practice, by=planned.ana)
    assert steps()[title][0] == "done"
    assert "What you want to change waits for you" in as_("ana").get("/").text


@pytest.mark.parametrize(
    ("state", "work", "practiced", "stands"),
    [
        ("not_started", False, False, "Not started"),
        ("building", False, False, "Building"),
        ("building", True, False, "Ready to practice"),
        ("building", True, True, "Practiced"),
        ("ready", True, False, "Ready"),
        ("not_held", True, True, "Not held yet"),
    ],
)
def test_how_far_it_is_prepared(planned, state, work, practiced, stands):
    Conference.objects.filter(pk=planned.conference.pk).update(state=state)
    if not work:
        planned.cards[1].evidence.clear()
    if practiced:
        f.PracticeFactory(conference=planned.conference, ended_at=timezone.now())
    conference = Conference.objects.with_plan().get(pk=planned.conference.pk)
    assert conference.stands == stands


def test_her_advisor_sees_who_practiced_and_no_number(over, as_):
    actions.look_at_practice(
        over.practice, by=over.ana, revision=0, ratings={"prepared": 2}, change="Louder at the end"
    )
    board = as_("bo").get("/advisory/")
    assert [row["cells"][-2]["state"] for row in board.context["rows"]] == ["done", "none"]
    assert [board.context[name] for name in ("prepared", "practiced", "ready")] == [1, 1, 0]
    text = as_("bo").get(url("conference_advise", over.conference.pk)).text
    for words in ("Practiced", "Louder at the end", "A little", "alone", "9 minutes"):
        assert words in text
