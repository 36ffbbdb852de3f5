"""Parents who live apart: each sees the child, and nothing of the other's. And who may not be there."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Guardianship
from accounts.records import lines
from conferences.models import Conference, OtherWay, Participant
from conferences.querysets.rounds import guardianships_of, with_mail, without_mail
from tests import factories as f
from tests.conferences.test_family_page import set_held, set_live

SECRETS = ("9 Far Road", "José", "Okoro", "jose@", "Is she eating well?", "A ramp, please", "Tía Lucha")


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


@pytest.fixture
def apart(world):
    """Ana's father lives elsewhere; he has said that he comes, whom he brings, and asked something."""
    home = f.HouseholdFactory(
        school=world.school, name="Okoro", address="9 Far Road", needs_interpreter=True, language="es"
    )
    jose = f.UserFactory(
        school=world.school, first_name="José", last_name="Okoro", email="jose@home.example", role="family"
    )
    world.jose = jose
    world.other = f.GuardianshipFactory(adult=jose, student=world.ana_student, household=home)
    world.place.conference, world.place.taken_at = world.conference, timezone.now()
    world.place.save()
    said = {"conference": world.conference, "needs": "A ramp, please"}
    Participant.objects.create(user=jose, name="José Okoro", **said)
    Participant.objects.create(added_by=jose, name="Tía Lucha", conference=world.conference)
    for kind in ("question", "glow", "grow"):
        f.NoteFactory(conference=world.conference, by=jose, kind=kind, text="Is she eating well?")
    Conference.objects.filter(pk=world.conference.pk).update(state="ready", ready_at=timezone.now())
    world.conference.refresh_from_db()
    return world


def leaks(response):
    assert response.status_code == 200
    return [secret for secret in SECRETS if secret in response.content.decode()]


MOMENTS = {"before": lambda conference: None, "during": set_live, "after": set_held}


@pytest.mark.parametrize("moment", MOMENTS)
def test_her_page_says_nothing_of_the_other_household(apart, as_, moment):
    MOMENTS[moment](apart.conference)
    client = as_("mum")
    page = client.get(url("conference_family", apart.conference.pk), {"answer": "", "choose": ""})
    assert leaks(page) == []
    assert leaks(client.get(url("conference_follow", apart.conference.pk))) == []


def test_nor_do_her_other_pages(apart, as_):
    set_held(apart.conference)
    client = as_("mum")
    pages = [
        url("conference_record", apart.conference.pk),
        url("conference_calendar", apart.conference.pk),
        reverse("portfolios:student_portfolio", args=[apart.ana_student.pk]),
        reverse("portfolios:evidence_detail", args=[apart.shared.pk]),
        reverse("goals:student_goals", args=[apart.ana_student.pk]),
        url("conference_family", apart.conference.pk),
    ]
    assert [leaks(client.get(page)) for page in pages] == [[]] * len(pages)


def test_the_student_and_her_advisor_know_both(apart, as_):
    assert "José Okoro" in as_("ana").get(url("my_conference")).text
    assert "José Okoro" in as_("bo").get(url("conference_advise", apart.conference.pk)).text


def test_saying_who_comes_leaves_the_other_s_answer(apart, as_):
    as_("mum").post(url("attendance_edit", apart.conference.pk), {"coming": "no", "others": ""})
    assert sorted(Participant.objects.values_list("name", "coming")) == [
        ("José Okoro", "yes"),
        ("Mum Mensah", "no"),
        ("Tía Lucha", "yes"),
    ]


# May see, and not be there


@pytest.fixture
def see_only(apart):
    Guardianship.objects.filter(pk=apart.guardianship.pk).update(may_attend=False)
    return apart


def when_and_where(text):
    return [word for word in ("Room 12", "Happening now", "has begun", ".ics", "Who comes") if word in text]


@pytest.mark.parametrize("moment", ["before", "during"])
def test_who_may_not_attend_learns_neither_when_nor_where(see_only, as_, moment):
    client = as_("mum")
    before = client.get(url("conference_family", see_only.conference.pk)).text
    MOMENTS[moment](see_only.conference)
    page = client.get(url("conference_family", see_only.conference.pk)).text
    assert when_and_where(page) == []
    assert "You can read here afterwards" in page
    sizes = [len(text.partition("<main")[2]) for text in (before, page)]
    assert abs(sizes[0] - sizes[1]) < 50  # tokens differ, nothing else


CLOSED = {
    "conference_follow": "get",
    "conference_calendar": "get",
    "attendance_edit": "post",
    "place_book": "post",
    "place_release": "post",
    "signal_raise": "post",
    "note_add": "post",
}


@pytest.mark.parametrize("name", CLOSED)
def test_what_goes_with_being_there_is_closed(see_only, as_, name):
    set_live(see_only.conference)
    assert getattr(as_("mum"), CLOSED[name])(url(name, see_only.conference.pk)).status_code == 404


def test_she_asks_before_and_reads_and_writes_afterwards(see_only, as_):
    client = as_("mum")
    page = client.get(url("conference_family", see_only.conference.pk))
    key = page.context["question_form"]["form_key"].value()
    asked = client.post(url("question_add", see_only.conference.pk), {"text": "How was it?", "form_key": key})
    assert asked.status_code == 302
    assert client.post(url("question_add", see_only.conference.pk), {"form_key": key}).status_code == 422
    set_held(see_only.conference)
    assert "How was it?" not in client.get(url("conference_record", see_only.conference.pk)).text
    note = client.get(url("conference_family", see_only.conference.pk)).context["note_form"]
    said = {"glow": "So clear", "revision": note["revision"].value()}
    assert client.post(url("note_add", see_only.conference.pk), said).status_code == 302


def test_at_home_no_time_is_said(see_only, as_):
    f.GuardianshipFactory(adult=see_only.mum, student=see_only.ben_student)
    set_live(see_only.conference)
    page = as_("mum").get("/").text
    assert when_and_where(page) == []


def test_the_round_invites_those_who_may_attend(see_only):
    rows = guardianships_of(see_only.round)
    assert list(rows) == [see_only.other]
    assert (list(with_mail(rows)), list(without_mail(rows))) == ([see_only.other], [])
    see_only.other.household.reach = "letter"
    see_only.other.household.save()
    assert (list(with_mail(rows)), list(without_mail(rows))) == ([], [see_only.other])


@pytest.mark.parametrize("change", [{"restricted": True}, {"may_attend": False}])
def test_who_is_kept_away_is_not_on_the_list_any_more(apart, as_, change):
    Guardianship.objects.filter(pk=apart.other.pk).update(**change)
    assert as_("ana").get(url("my_conference")).context["conference"].coming == []
    assert as_("ana").get("/").context["conference"].coming == []
    assert Participant.objects.welcome().count() == 0


def test_who_may_not_decide_chooses_no_time(apart, as_):
    Guardianship.objects.filter(pk=apart.guardianship.pk).update(may_decide=False)
    page = as_("mum").get(url("conference_family", apart.conference.pk))
    assert ("Give this time back" in page.text, "Room 12" in page.text) == (False, True)
    assert as_("mum").post(url("place_release", apart.conference.pk)).status_code == 404


# One adult, several schools


def test_one_screen_for_the_children_of_two_schools(world, as_):
    world.oak.timezone = "America/Los_Angeles"
    world.oak.save()
    f.GuardianshipFactory(adult=world.mum, student=world.oak_student_row)
    f.MembershipFactory(user=world.mum, school=world.oak, role="family")
    at = timezone.datetime(2027, 1, 20, 23, 0, tzinfo=timezone.get_default_timezone())
    for student, school, session in (
        (world.ana_student, world.school, world.session),
        (world.oak_student_row, world.oak, f.SessionFactory(round=f.RoundFactory(school=world.oak))),
    ):
        conference, _new = Conference.objects.get_or_create(
            student=student, round=session.round, defaults={"school": school}
        )
        f.PlaceFactory(session=session, starts_at=at, conference=conference, taken_at=timezone.now())
    page = as_("mum").get("/").text
    assert [words in page for words in ("Maple Street School", "Oak Hill School")] == [True, True]
    assert ["6:00 PM" in page, "3:00 PM" in page] == [True, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_costs_the_same_for_one_and_three(world, as_, django_assert_num_queries, count):
    for _ in range(count):
        student = f.StudentFactory(school=world.school, advisory=world.advisory)
        f.GuardianshipFactory(adult=world.mum, student=student)
        f.ConferenceFactory(student=student, round=world.round)
    client = as_("mum")
    with django_assert_num_queries(3):
        client.get("/")


def test_a_record_shows_no_drafts_of_others_and_no_thanks_to_somebody_else(apart):
    """To whoever holds the rights: her mother now, and she herself when she is grown."""
    note = {"conference": apart.conference}
    for text, fields in {
        "Letter": {"by": apart.jose, "kind": "letter"},
        "His draft": {"by": apart.jose, "kind": "letter", "removed_at": timezone.now()},
        "To all": {"by": apart.ana, "kind": "thanks"},
        "To José": {"by": apart.ana, "kind": "thanks", "to": apart.jose},
        "Her draft": {"by": apart.ana, "kind": "thanks", "removed_at": timezone.now()},
        "Mum’s draft": {"by": apart.mum, "kind": "letter", "removed_at": timezone.now()},
    }.items():
        f.NoteFactory(**note, text=text, **fields)
    OtherWay.objects.create(**note, school=apart.school, by=apart.jose, way="solo", reason="x")

    def read(kind, reader):
        return lines()[f"conferences.{kind}"].read_by(reader, apart.ana_student).order_by("pk")

    def notes(reader):
        return [row.text for row in read("note", reader) if row.text != "Is she eating well?"]

    assert notes(apart.mum) == ["To all", "Mum’s draft"]
    assert notes(apart.jose) == ["Letter", "His draft", "To all", "To José"]
    assert notes(apart.ana) == ["Letter", "To all", "To José", "Her draft"]
    assert [read("otherway", who).count() for who in (apart.mum, apart.jose, apart.ana)] == [0, 1, 0]
