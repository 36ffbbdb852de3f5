"""The office's pages about a timetable: how far, how good, for whom, and what could be otherwise."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from conferences.actions.timetables import make_timetable, run_timetable
from conferences.because import INSTEAD, NOT_PLACED, OFFICE, PLAIN, kept, sentence, steps
from conferences.models import Interpreter, Place, Round, Shift, Timetable
from conferences.timetable.explain import Because, Relax
from conferences.timetables.clock import minute
from tests import factories as f
from tests.conferences.evenings import at, make_evening, prefer

USUAL = dict.fromkeys(("visit", "waiting", "off", "idle", "crowd"), "usual")


def url(name, *args, **query):
    address = reverse(f"conferences:{name}", args=args)
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


@pytest.fixture
def evening(cast):
    return make_evening(cast)


@pytest.fixture
def proposal(cast, evening):
    """What the engine itself proposes: Mum likes five o'clock best, of Ben nobody has said anything."""
    prefer(evening.round, cast.household, cast.mum, (at(16), at(17), False), (at(17, 15), at(18), True))
    made = make_timetable(evening.round, weights=USUAL, seconds=2, by=cast.cora)
    run_timetable(made.pk)
    made.refresh_from_db()
    return made


def test_the_office_has_one_made_and_sees_how_good_it_is(cast, evening, as_, run_jobs):
    client = as_("cora")
    page = client.get(url("timetable_list", evening.round.pk)).text
    assert "A fair timetable" in page
    assert "None yet." in page
    response = client.post(url("timetable_list", evening.round.pk), USUAL | {"seconds": "20", "off": "much"})
    made = Timetable.objects.get()
    assert response["Location"] == url("timetable_detail", made.pk)
    waiting = client.get(url("timetable_detail", made.pk)).text
    assert "Looking for a time for everybody" in waiting
    assert f"since={made.moment}" in waiting
    assert client.get(url("timetable_detail", made.pk, since=made.moment)).status_code == 204
    refused = client.post(url("timetable_list", evening.round.pk), USUAL | {"seconds": "20"})
    assert refused.status_code == 422
    assert "being made just now" in refused.text
    Timetable.objects.update(seconds=1)
    run_jobs()
    part = client.get(url("timetable_detail", made.pk, since=made.moment)).text
    assert "<html" not in part
    assert "hx-get" not in part
    assert "All 2 conferences have a time" in part
    assert "Room 12" in part
    assert "2 conferences" in part
    page = client.get(url("timetable_list", evening.round.pk)).text
    assert "2 of 2 conferences have a time" in page
    assert 'name="off" value="much"' in page
    assert client.post(url("timetable_list", evening.round.pk), {"seconds": "5"}).status_code == 422


def test_each_conference_is_shown_with_why(cast, evening, proposal, as_):
    client = as_("cora")
    page = client.get(url("timetable_detail", proposal.pk, by="families")).text
    assert "A time that the family likes best." in page
    assert "The family has not said when it can come." in page
    found = client.get(url("timetable_detail", proposal.pk, words="mum")).text
    assert "Ana Mensah" in found
    assert "Ben Novak" not in found
    assert "Nobody of that name" in client.get(url("timetable_detail", proposal.pk, words="Zoe")).text
    assert "Everybody has a time." in client.get(url("timetable_detail", proposal.pk, by="unplaced")).text
    room = client.get(url("timetable_detail", proposal.pk, room=evening.session.pk)).text
    assert "Ben Novak" in room
    assert cast.advisory.name in client.get(url("timetable_detail", proposal.pk, by="advisors")).text
    assert "A proposal: nobody has been told." in room


def test_who_found_no_time_reads_what_would_help(cast, evening, as_):
    prefer(evening.round, cast.household, cast.mum, (at(20), at(21), True))
    made = make_timetable(evening.round, weights=USUAL, seconds=1, by=cast.cora)
    run_timetable(made.pk)
    page = as_("cora").get(url("timetable_detail", made.pk, by="unplaced")).text
    assert "1 of 2 conferences have a time" in page
    assert "One of these would help:" in page
    assert "The family comes at another time" in page
    assert "Ask them and write it down" in page
    row = made.assignments.get(conference=evening.ana)
    move = as_("cora").get(url("assignment_move", row.pk)).text
    assert "no free time at which all rules hold" in move
    assert "The family comes at another time" in move


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("by", "queries"), [("rooms", 4), ("families", 4), ("advisors", 2)])
def test_a_timetable_costs_the_same_for_any_number(
    cast, evening, as_, django_assert_num_queries, count, by, queries
):
    made = f.TimetableFactory(round=evening.round, by=cast.cora, total=count, placed=count, cost=1)
    for number in range(count):
        student = f.StudentFactory(school=cast.school, advisory=cast.advisory)
        f.AssignmentFactory(
            timetable=made,
            conference=f.ConferenceFactory(round=evening.round, student=student),
            session=f.SessionFactory(round=evening.round, room=f"Room {number}"),
            starts_at=at(16),
            ends_at=at(17),
            table=1,
        )
    client = as_("cora")
    with django_assert_num_queries(queries):
        client.get(url("timetable_detail", made.pk, by=by))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_for_moving_one_costs_the_same_for_any_number(
    cast, evening, as_, django_assert_num_queries, count
):
    evening.round.lengths.create(grade_low=0, grade_high=2, minutes=30)
    made = f.TimetableFactory(round=evening.round, by=cast.cora, total=count, placed=count, cost=1)
    for number in range(count):
        student = f.StudentFactory(school=cast.school, advisory=cast.advisory)
        room = f.SessionFactory(round=evening.round, room=f"Room {number}", starts_at=at(16), ends_at=at(17))
        row = f.AssignmentFactory(
            timetable=made,
            conference=f.ConferenceFactory(round=evening.round, student=student),
            session=room,
            starts_at=at(16),
            ends_at=at(16, 20),
            table=1,
            locked=True,
        )
    client = as_("cora")
    with django_assert_num_queries(8):
        page = client.get(url("assignment_move", row.pk)).text
    assert "At these times nobody else has to move" in page


def test_a_conference_is_moved_by_hand_with_the_effect_shown(cast, evening, proposal, as_):
    row = proposal.assignments.get(conference=evening.ana)
    client = as_("cora")
    page = client.get(url("assignment_move", row.pk)).text
    assert "Not one of the times that the family likes best" in page
    time = f"{evening.session.pk}-{int(at(16).timestamp())}"
    assert client.post(url("assignment_move", row.pk), {"time": ""}).status_code == 422
    response = client.post(url("assignment_move", row.pk), {"time": time})
    assert response["Location"].startswith(url("timetable_detail", proposal.pk))
    row.refresh_from_db()
    assert (row.starts_at, row.locked, row.because) == (at(16), True, {"code": "office"})
    proposal.refresh_from_db()
    assert (proposal.figures["off"], proposal.progress["proven"]) == (1, False)
    prefer(evening.round, None, cast.dad, (at(16), at(17), True), adult=cast.dad)
    other = f"{evening.session.pk}-{int(at(16, 25).timestamp())}"
    stale = client.post(url("assignment_move", row.pk), {"time": other})
    assert stale.status_code == 422
    assert "Something has changed" in stale.text
    gone = client.post(url("assignment_move", row.pk), {"time": time})
    assert gone.status_code == 422


def test_buttons_keep_publish_and_take_back(cast, evening, proposal, as_):
    row = proposal.assignments.get(conference=evening.ana)
    client = as_("cora")
    response = client.post(url("assignment_lock", row.pk), {"locked": "on", "by": "families", "page": "1"})
    assert response["Location"].endswith(f"by=families&page=1#row-{row.pk}")
    before = client.get(url("timetable_publish", proposal.pk)).text
    assert "<strong>2</strong> conferences get their first time" in before
    answer = prefer(evening.round, None, cast.dad, (at(16), at(17), True), adult=cast.dad)
    changed = client.get(url("timetable_publish", proposal.pk)).text
    assert "Something has changed since this was made" in changed
    assert "Publish and tell them" not in changed
    answer.delete()
    client.post(url("timetable_publish", proposal.pk))
    proposal.refresh_from_db()
    assert proposal.state == "published"
    page = client.get(url("timetable_detail", proposal.pk, by="families")).text
    assert "Take it back" in page
    assert "Kept" in page
    family = as_("mum").get(url("conference_family", evening.ana.pk)).text
    assert "This is one of the times that you like best." in family
    client = as_("cora")
    again = client.post(url("timetable_publish", proposal.pk), follow=True)
    assert "published already" in again.text
    client.post(url("timetable_take_back", proposal.pk))
    assert Round.objects.get(pk=evening.round.pk).state == "preferences"
    client.post(url("timetable_drop", proposal.pk))
    assert "no proposal any more" in client.get(url("assignment_move", row.pk)).text
    waiting = make_timetable(evening.round, weights=USUAL, seconds=1, by=cast.cora)
    client.post(url("timetable_stop", waiting.pk))
    waiting.refresh_from_db()
    assert waiting.state == "dropped"
    failed = f.TimetableFactory(round=evening.round, by=cast.cora, state="failed")
    assert "Something went wrong on our side" in client.get(url("timetable_detail", failed.pk)).text


def test_nobody_but_the_office_knows_of_a_proposal(cast, evening, proposal, as_):
    for who in ("ana", "mum", "bo", "ida", "oak_coordinator"):
        client = as_(who)
        assert client.get(url("timetable_list", evening.round.pk)).status_code == 404
        assert client.get(url("timetable_detail", proposal.pk)).status_code == 404
    assert Place.objects.filter(conference__isnull=False).count() == 0


def test_an_interpreter_comes_with_the_place(cast, evening, as_):
    person = Interpreter.objects.create(school=cast.school, name="Sahra", languages=["Somali"])
    Shift.objects.create(round=evening.round, interpreter=person, starts_at=at(16), ends_at=at(18))
    prefer(
        evening.round,
        cast.household,
        cast.mum,
        any_time=True,
        interpreter=True,
        interpreter_language="somali",
    )
    made = make_timetable(evening.round, weights=USUAL, seconds=1, by=cast.cora)
    run_timetable(made.pk)
    row = made.assignments.get(conference=evening.ana)
    assert (row.interpreter, row.ends_at - row.starts_at) == (person, datetime.timedelta(minutes=40))
    Shift.objects.all().delete()
    again = make_timetable(evening.round, weights=USUAL, seconds=1, by=cast.cora)
    run_timetable(again.pk)
    page = as_("cora").get(url("timetable_detail", again.pk)).text
    assert "1 conference needs an interpreter for Somali" in page


def test_a_time_is_explained_in_a_sentence_in_the_language_of_the_reader(cast):
    other_day = {"starts": minute(at(18, day=1))}
    tuesday, wednesday = at(16).strftime("%A"), at(18, day=1).strftime("%A")
    with timezone.override("UTC"):
        said = sentence({"code": "interpreter", "params": other_day}, at(16))
        assert said == f"{tuesday}, because on {wednesday} the interpreter was with other families."
        same = {"starts": minute(at(18))}
        assert sentence({"code": "tables", "params": same}, at(16)) == (
            "4:00 PM, because at 6:00 PM every table was taken."
        )
        for code in INSTEAD.keys() - {"apart"}:
            assert sentence({"code": code, "params": other_day}, at(16)).startswith(f"{tuesday}, because on")
        assert sentence({"code": "tables"}, at(16)) == "At the times liked best, every table was taken."
        with translation.override("es"):
            assert sentence({"code": "best"}, at(16)) == str(PLAIN["best"])
        # That somebody is kept away, or her other home has its own, is the office's alone.
        apart = {"code": "apart", "params": other_day}
        assert sentence(apart, at(16)) == str(PLAIN["fair"])
        assert "must not overlap" in sentence(apart, at(16), plain=OFFICE)
    assert sentence({"code": "best"}, at(16), plain=OFFICE) == "A time that the family likes best."
    assert sentence({"code": "full"}, None) == NOT_PLACED["full"]
    assert sentence({}, at(16)) == sentence({"code": "new"}, at(16)) == ""


def test_what_would_help_is_kept_in_codes_and_told_in_words():
    because = Because(
        "full", relax=(Relax("interpreter", {"language": "ar", "starts": minute(at(16))}), Relax("x"))
    )
    row = kept(because, True)
    assert row == {
        "code": "full",
        "relax": [
            {"rule": "interpreter", "params": {"language": "ar", "starts": minute(at(16))}},
            {"rule": "x", "params": {}},
        ],
    }
    with timezone.override("UTC"):
        [step] = steps(row)
    assert (step.rule, step.when) == ("interpreter", f"Arabic, {at(16).strftime('%a')} 4:00 PM")
    assert kept(None, True) == {}
    assert kept(Because("no_time", relax=(Relax("windows"),)), True)["code"] == "no_windows"
    assert (kept(Because("any"), True), kept(Because("any"), False)) == ({"code": "any"}, {"code": "unasked"})
