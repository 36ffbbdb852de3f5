"""Whose conference is whose: households, adults of none, two households of one child, students of 18."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Guardianship, Student
from accounts.records import lines
from conferences.actions import states
from conferences.actions.households import join_conference, separate_conference
from conferences.actions.notices import tell
from conferences.actions.preferences import save_preference
from conferences.actions.starts import start_from_pair
from conferences.models import (
    Conference,
    Notice,
    Participant,
    Place,
    Preference,
    PrivateMinute,
    Round,
    TimeWish,
)
from conferences.querysets.households import attending_at, families_of
from conferences.querysets.preferences import at_odds
from conferences.querysets.reports import round_counts
from conferences.querysets.rounds import missing_students
from conferences.readers import Reader, readers_of
from goals.models import Commitment
from tests import factories as f


@pytest.fixture
def homes(world):
    """Ana has two homes, her mother's and her father's; her brother Kofi lives with their mother."""
    world.papa = f.UserFactory(school=world.school, first_name="Papa", last_name="Boateng", role="family")
    world.far = f.HouseholdFactory(school=world.school, name="Boateng", language="es")
    f.GuardianshipFactory(adult=world.papa, student=world.ana_student, household=world.far)
    world.kofi = f.StudentFactory(
        school=world.school, advisory=world.advisory, user__first_name="Kofi", grade=8
    )
    f.GuardianshipFactory(adult=world.mum, student=world.kofi, household=world.household)
    world.kofis = f.ConferenceFactory(student=world.kofi, round=world.round)
    return world


def told(families):
    return {
        (family.name, family.language): (
            [adult.first_name for adult in family.adults],
            [conference.pk for conference in family.conferences],
        )
        for family in families
    }


def test_families_are_households_with_their_children(homes, django_assert_num_queries):
    for _time in range(2):
        with django_assert_num_queries(3):
            families = families_of(homes.round)
        own = homes.conference.pk
        assert told(families) == {
            ("Mensah", "en"): (["Mum"], [own, homes.kofis.pk]),
            ("Boateng", "es"): (["Papa"], [own]),
        }
    mensah = families[0]
    assert (mensah.key, mensah.is_grown, mensah.on_paper) == (
        ("household", homes.household.pk),
        False,
        False,
    )
    Preference.objects.create(  # of somebody who is in no family of the round any more
        school=homes.school, round=homes.round, adult=homes.ruth, by=homes.cora, any_time=True
    )
    said = {"interpreter": True, "interpreter_language": "Twi", "by": homes.cora}
    Preference.objects.create(school=homes.school, round=homes.round, household=homes.household, **said)
    answered = families_of(homes.round, answers=True)
    assert [family.interpreter_language for family in (mensah, *answered)] == ["", "Twi", ""]
    assert (mensah.students, mensah.deciding) == ([homes.ana_student, homes.kofi], {homes.mum.pk})


def test_separate_conferences_are_each_for_its_household(homes):
    other = f.ConferenceFactory(student=homes.ana_student, round=homes.round, household=homes.far)
    granny = f.UserFactory(school=homes.school, first_name="Gran", last_name="Mensah", role="family")
    gran = f.GuardianshipFactory(student=homes.ana_student, adult=granny, household=None)
    assert [row.adult for row in attending_at(homes.conference)] == [homes.mum, gran.adult]
    assert [row.adult for row in attending_at(other)] == [homes.papa]
    names = {family.name: [one.pk for one in family.conferences] for family in families_of(homes.round)}
    assert names == {
        "Mensah": [homes.conference.pk, homes.kofis.pk],
        "Boateng": [other.pk],
        str(gran.adult): [homes.conference.pk],
    }
    own = homes.conference
    for adult, follows in ((homes.mum, [own, homes.kofis]), (homes.papa, [other]), (gran.adult, [own])):
        for scope in ("followed_by", "joined_by", "booked_by", "visible_to"):
            assert list(getattr(type(own).objects, scope)(adult).order_by("pk")) == sorted(
                follows, key=lambda one: one.pk
            )


def test_who_is_kept_away_is_in_no_family_and_a_child_without_adults_is_one(homes):
    Guardianship.objects.filter(adult=homes.papa).update(restricted=True)
    Guardianship.objects.filter(adult=homes.mum, student=homes.kofi).update(may_attend=False)
    families = families_of(homes.round)
    assert [(family.name, family.key) for family in families] == [
        ("Mensah", ("household", homes.household.pk)),
        (str(homes.kofi), ("student", homes.kofi.pk)),
    ]
    assert (families[1].adults, families[1].language, families[1].on_paper) == ([], "", True)
    assert families[1].interpreter_language == ""


def test_a_student_of_eighteen_is_a_family_of_her_own(homes):
    Guardianship.objects.filter(adult=homes.papa).update(may_decide=False)
    f.ConferenceFactory(student=homes.kofi, round=homes.round, household=homes.far)
    Student.objects.filter(pk=homes.kofi.pk).update(
        born_on=timezone.localdate() - datetime.timedelta(days=19 * 366), family_follows=True
    )
    assert [family.deciding for family in families_of(homes.round) if family.household == homes.far] == [
        set()
    ]
    [grown] = [family for family in families_of(homes.round) if family.is_grown]
    assert (grown.key, grown.adults) == (("adult", homes.kofi.user_id), [homes.kofi.user, homes.mum])
    assert grown.deciding == {homes.kofi.user_id}


# One conference or two


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


@pytest.fixture
def apart(homes, cast):
    """Her father's household has a conference of its own; he had asked something and said who comes."""
    cast.papa = homes.papa
    f.NoteFactory(conference=homes.conference, by=homes.papa, kind="question", text="Does she read?")
    Participant.objects.create(conference=homes.conference, user=homes.papa, name="Papa Boateng")
    Participant.objects.create(conference=homes.conference, user=homes.mum, name="Mum Mensah")
    homes.own = separate_conference(homes.conference, homes.far, by=homes.cora)
    return homes


def test_what_a_household_said_comes_along(apart):
    assert [note.text for note in apart.own.notes.all()] == ["Does she read?"]
    assert [str(one) for one in apart.own.participants.all()] == ["Papa Boateng"]
    assert [str(one) for one in apart.conference.participants.all()] == ["Mum Mensah"]
    assert (apart.own.minutes, apart.own.state) == (apart.conference.minutes, "not_started")
    for conference, household in ((apart.own, apart.far), (apart.conference, apart.household)):
        with pytest.raises(ValidationError, match="changed meanwhile"):
            separate_conference(conference, household, by=apart.cora)


def test_neither_household_knows_of_the_other_s(apart, as_):
    Conference.objects.filter(pk=apart.own.pk).update(
        state="held", started_at=timezone.now(), ended_at=timezone.now()
    )
    promise = f.CommitmentFactory(student=apart.ana_student, party="family", text="Papa reads with her")
    apart.own.commitments.add(promise)
    mine = f.CommitmentFactory(student=apart.ana_student, party="family", text="Mum cooks with her")
    apart.conference.commitments.add(mine)
    for who, own, other, secret in (
        ("mum", apart.conference, apart.own, "Papa reads with her"),
        ("papa", apart.own, apart.conference, "Mum cooks with her"),
    ):
        client = as_(who)
        assert client.get(url("conference_family", own.pk)).status_code == 200
        assert client.get(url("conference_family", other.pk)).status_code == 404
        assert secret not in client.get(reverse("goals:student_goals", args=[apart.ana_student.pk])).text
        seen = lines()["conferences.conference"].read_by(getattr(apart, who), apart.ana_student)
        assert list(seen) == [own]
        cards = lines()["conferences.card"].read_by(getattr(apart, who), apart.ana_student)
        assert {card.conference for card in cards} <= {own}
    page = Conference.objects.page_followed_by(apart.mum).get(pk=apart.conference.pk)
    assert page.last_record is None
    told = readers_of([apart.own, apart.conference], "asked")
    assert told[apart.conference.pk] == [Reader(apart.mum, apart.household)]
    assert told[apart.own.pk] == [Reader(apart.papa, apart.far)]
    own = Commitment.objects.visible_to(apart.papa).from_last_conference()
    assert [one.text for one in own if one.text != "Read one chapter each Sunday"] == ["Papa reads with her"]


def test_the_student_goes_from_one_to_the_other(apart, as_):
    f.CardFactory(conference=apart.conference, talking_points="My robot")
    Conference.objects.filter(pk=apart.conference.pk).update(state="building")
    apart.conference.cards.first().evidence.add(apart.evidence)
    client = as_("ana")
    assert "Go to the one for Papa" in client.get("/").text
    assert "This one is for Mum Mensah." in client.get(url("my_conference")).text
    client.post(url("conference_take", apart.own.pk))
    start = client.get(url("my_conference"))
    assert (start.context["conference"], start.context["first"]) == (apart.own, apart.conference)
    assert client.get("/").context["conference"] == apart.own
    client.post(url("agenda_start", apart.own.pk), {"start": "pair"})
    cards = list(apart.own.cards.all())
    assert [card.title for card in cards] == [card.title for card in apart.conference.cards.all()]
    assert "My robot" in [card.talking_points for card in cards]
    assert [piece for card in cards for piece in card.evidence.all()] == [apart.evidence]
    with pytest.raises(ValidationError, match="already started"):
        start_from_pair(apart.own, by=apart.ana)
    with pytest.raises(ValidationError, match="no agenda"):
        start_from_pair(apart.kofis, by=apart.kofi.user)


def test_the_advisor_sees_both_and_the_report_counts_her_once(apart, as_):
    client = as_("bo")
    board = client.get(url("advisory_board"))
    [row] = [row for row in board.context["rows"] if row["student"] == apart.ana_student]
    assert {row["conference"], *row["beside"]} == {apart.conference, apart.own}
    assert "for Papa" in client.get(url("conference_advise", apart.own.pk)).text
    assert round_counts(apart.round)["total"] == 2
    assert list(missing_students(apart.round)) == [apart.ben_student]


def test_together_after_all_while_nothing_is_made(apart):
    PrivateMinute.objects.create(school=apart.school, conference=apart.own, by=apart.papa)
    f.NoteFactory(conference=apart.own, by=apart.bo, kind="suggestion")
    Conference.objects.filter(pk=apart.own.pk).update(state="building")
    with pytest.raises(ValidationError, match="has begun the agenda"):
        join_conference(apart.own, by=apart.bo)
    Conference.objects.filter(pk=apart.own.pk).update(state="not_started")
    join_conference(apart.own, by=apart.bo)
    assert list(Conference.objects.of(apart.ana_student)) == [apart.conference]
    assert sorted(str(one) for one in apart.conference.participants.all()) == ["Mum Mensah", "Papa Boateng"]
    assert (apart.conference.notes.count(), apart.conference.private_minutes.count()) == (2, 1)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        join_conference(apart.conference, by=apart.bo)


def newest(adult):
    return Notice.objects.filter(adult=adult, dropped_at=None).order_by("pk").last()


def test_a_time_that_a_household_knew_is_not_left_standing(homes):
    """Apart it is theirs no more, joined it is another; the home that keeps its time hears nothing."""
    place = homes.place
    Place.objects.filter(pk=place.pk).update(conference=homes.conference, taken_at=timezone.now())
    tell([homes.conference], Notice.Kind.TIME, by=homes.cora)
    Notice.objects.update(told_at=timezone.now(), how="mail")
    wish = TimeWish.objects.create(school=homes.school, conference=homes.conference, by=homes.papa)
    own = separate_conference(homes.conference, homes.far, by=homes.cora)
    wish.refresh_from_db()
    assert wish.state == "ended"
    gone, mums = newest(homes.papa), newest(homes.mum)
    assert (gone.conference, gone.kind, gone.before) == (own, "called_off", place.starts_at)
    assert mums.is_owed is False
    Notice.objects.owed().update(told_at=timezone.now(), how="mail")
    fields = {"source": "timetable", "because": {"code": "best"}, "locked": True}
    theirs = f.PlaceFactory(session=homes.session, table=2, conference=own, taken_at=timezone.now(), **fields)
    later = place.starts_at + datetime.timedelta(minutes=25)
    Place.objects.filter(pk=theirs.pk).update(starts_at=later, ends_at=later + datetime.timedelta(minutes=20))
    tell([own], Notice.Kind.TIME, by=homes.cora)
    Notice.objects.owed().update(told_at=timezone.now(), how="mail")
    join_conference(own, by=homes.cora)
    moved = newest(homes.papa)
    assert (moved.conference, moved.kind, moved.before, moved.starts_at) == (
        homes.conference,
        "moved",
        later,
        place.starts_at,
    )
    assert newest(homes.mum) == mums
    theirs.refresh_from_db()
    assert (theirs.conference, theirs.source, theirs.because, theirs.locked) == (None, "", {}, False)


def test_of_a_time_that_nobody_heard_of_none_is_taken_away(apart):
    join_conference(apart.own, by=apart.cora)
    assert Notice.objects.count() == 0


def test_what_has_begun_stays(apart):
    now = timezone.now()
    Conference.objects.filter(pk=apart.conference.pk).update(state="live", started_at=now)
    with pytest.raises(ValidationError, match="has begun"):
        join_conference(apart.own, by=apart.bo)
    with pytest.raises(ValidationError, match="has begun"):
        separate_conference(apart.conference, apart.household, by=apart.bo)


def test_the_advisor_decides_where_they_do_not_see_it_alike(homes, as_):
    said = {"school": homes.school, "round": homes.round, "by": homes.cora}
    Preference.objects.create(household=homes.far, joint="separate", **said)
    families = families_of(homes.round, answers=True)
    assert [family.name for family in at_odds(families)] == ["Mensah", "Boateng"]
    client = as_("bo")
    address = url("household_choose", homes.conference.pk)
    assert "a conference of their own" in client.get(address).text
    assert client.post(address).status_code == 422
    assert client.post(address, {"household": homes.far.pk}).status_code == 302
    assert at_odds(families_of(homes.round, answers=True)) == []
    own = Conference.objects.get(household=homes.far)
    again = client.post(address, {"household": homes.far.pk})
    assert (again.status_code, again.context["form"].is_bound) == (422, True)
    Conference.objects.filter(pk=own.pk).update(state="building")
    refused = client.post(url("household_join", own.pk))
    assert (refused.status_code, "has begun the agenda" in refused.text) == (409, True)
    Conference.objects.filter(pk=own.pk).update(state="not_started")
    assert "Together after all" in client.get(url("household_choose", own.pk)).text
    assert client.post(url("household_join", own.pk)).status_code == 302
    assert not Conference.objects.filter(household=homes.far).exists()


def test_where_both_want_their_own_nobody_has_to_decide(homes):
    Round.objects.filter(pk=homes.round.pk).update(state="preferences")
    for family in families_of(homes.round):
        fields = {"any_time": True, "joint": "separate"}
        save_preference(homes.round, family, fields=fields, windows=[], seen_revision=0, by=family.adults[0])
    own = Conference.objects.get(household__isnull=False)
    assert (own.household, own.student) == (homes.far, homes.ana_student)


def test_households_that_had_one_each_have_one_each_again(apart):
    """In the next round, as long as both may come; and together where they were together last time."""
    f.ConferenceFactory(student=apart.kofi, round=apart.round, household=apart.household)  # of one home alone

    def next_round(name):
        round_ = f.RoundFactory(school=apart.school, name=name, state="draft")
        assert states.publish_round(round_, by=apart.cora) == 3
        found = Conference.objects.filter(round=round_).order_by("pk")
        return [(one.student.first_name, one.household) for one in found if one.student != apart.ben_student]

    alone = [("Ana", None), ("Kofi", None)]
    assert next_round("Winter") == [*alone, ("Ana", apart.far)]
    join_conference(Conference.objects.get(round__name="Winter", household=apart.far), by=apart.bo)
    assert next_round("Spring") == alone
    separate_conference(
        Conference.objects.get(round__name="Spring", student=apart.ana_student), apart.far, by=apart.bo
    )
    Guardianship.objects.filter(adult=apart.papa).update(restricted=True)
    assert next_round("Summer") == alone
