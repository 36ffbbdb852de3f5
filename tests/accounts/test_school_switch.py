"""A person at several schools, and a district's people."""

from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.actions import schools as actions
from accounts.audit import record
from accounts.models import AuditRecord, District, DistrictMembership, School, User
from conferences.models import Round
from tests import factories as f

SWITCH = "/accounts/schools/"
ROUND = {"name": "Winter", "grade_low": 0, "grade_high": 12, "minutes": 20, "turnover": 5}


@pytest.fixture
def both(cast):
    """Cora coordinates Oak too, where clocks are two hours behind and a conference is a review."""
    f.MembershipFactory(user=cast.cora, school=cast.oak, role="coordinator")
    labels = {"en": {"conference": "Learning review"}}
    School.objects.filter(pk=cast.oak.pk).update(timezone="America/Denver", labels=labels)
    return cast


def test_only_staff_of_several_schools_are_offered_the_way(both, as_):
    assert f'href="{SWITCH}?next=/rounds/"' in as_("cora").get("/rounds/").text
    assert SWITCH not in as_("oak_coordinator").get("/rounds/").text


def test_a_coordinator_of_two_schools_sees_and_adds_at_the_one_she_is_in(both, as_):
    f.RoundFactory(school=both.school, name="Maple fall")
    f.RoundFactory(school=both.oak, name="Oak fall")
    browser = as_("cora")
    assert "Maple fall" in (page := browser.get("/rounds/").text)
    assert "Oak fall" not in page
    answer = browser.post(SWITCH, {"school": both.oak.pk, "next": "/rounds/"})
    assert (answer.status_code, answer.url) == (302, "/rounds/")
    assert "Oak fall" in (page := browser.get("/rounds/").text)
    assert "Maple fall" not in page
    browser.post(reverse("conferences:round_add"), ROUND)
    assert Round.objects.get(name="Winter").school == both.oak
    record = AuditRecord.objects.get(verb="school.switched")
    assert (record.actor_id, record.school_id) == (both.cora.pk, both.oak.pk)


def test_a_page_left_open_adds_to_the_school_that_it_showed(both, as_):
    browser = as_("cora")
    form = browser.get(reverse("conferences:round_add"))
    assert f'<input type="hidden" name="school" value="{both.school.pk}">' in form.text
    actions.switch_school(both.cora, both.oak)
    browser.post(reverse("conferences:round_add"), ROUND | {"school": both.school.pk})
    assert Round.objects.get(name="Winter").school == both.school


@pytest.mark.parametrize("key", ["oak", "missing", "word"])
def test_a_round_for_a_school_of_others_is_refused_as_unknown(cast, as_, key):
    named = {"oak": cast.oak.pk, "missing": 999_999, "word": "oak"}[key]
    answer = as_("cora").post(reverse("conferences:round_add"), ROUND | {"school": named})
    assert answer.status_code == 404
    assert list(Round.objects.all()) == []


@pytest.mark.parametrize("key", ["oak", "missing"])
def test_nobody_can_go_to_a_school_where_she_does_not_work(cast, as_, key):
    named = {"oak": cast.oak.pk, "missing": 999_999}[key]
    answer = as_("cora").post(SWITCH, {"school": named})
    assert answer.status_code == 422
    assert "That choice is not one of the available choices." in answer.text
    assert User.objects.get(pk=cast.cora.pk).school == cast.school


def test_a_way_out_of_the_site_is_not_taken(both, as_):
    answer = as_("cora").post(SWITCH, {"school": both.oak.pk, "next": "https://evil.example/"})
    assert answer.url == "/"


def test_a_round_of_the_other_school_keeps_its_clock_and_words(both, as_, world):
    """She is at Maple and opens Oak's: the hours are Oak's, not those of the school she is in."""
    round_ = f.RoundFactory(school=both.oak, name="Oak fall")
    session = f.SessionFactory(round=round_)
    page = as_("cora").get(reverse("conferences:session_edit", args=[session.pk]))
    begins = session.starts_at.astimezone(ZoneInfo("America/Denver"))
    assert page.context["form"].initial["begins"] == begins.time()
    assert page.context["request"].words.conference == "Learning review"


def test_a_family_with_children_at_two_schools_sees_each_on_its_clock(both, as_, world):
    f.GuardianshipFactory(adult=world.mum, student=world.oak_student_row)
    round_ = f.RoundFactory(school=both.oak)
    place = f.PlaceFactory(session=f.SessionFactory(round=round_))
    conference = f.ConferenceFactory(student=world.oak_student_row, round=round_)
    type(place).objects.filter(pk=place.pk).update(conference=conference, taken_at=place.starts_at)
    page = as_("mum").get(reverse("conferences:conference_family", args=[conference.pk]))
    assert page.context["request"].school == both.oak
    assert "Learning review" in page.text
    page = as_("mum").get(reverse("conferences:conference_family", args=[world.conference.pk]))
    assert page.context["request"].school == world.school


def test_an_advisor_of_two_schools_sees_the_board_of_the_one_she_is_in(cast, as_):
    f.MembershipFactory(user=cast.bo, school=cast.oak, role="advisor")
    cast.oak_advisory.advisors.add(cast.bo)
    names = [row["student"].name for row in as_("bo").get("/advisory/").context["rows"]]
    assert names == ["Ana Mensah", "Ben Novak"]
    actions.switch_school(cast.bo, cast.oak)
    assert [row["student"].name for row in as_("bo").get("/advisory/").context["rows"]] == ["Olu Adeyemi"]


def test_whose_place_has_ended_is_shown_the_school_where_she_still_is(both, as_):
    actions.switch_school(both.cora, both.oak)
    both.cora.memberships.filter(school=both.oak).update(ended_at="2026-01-01T00:00Z")
    page = as_("cora").get("/accounts/office/")
    assert page.context["school"] == both.school


# The district


@pytest.fixture
def district(cast):
    """Green Valley holds Maple; Dana works for it. Oak is of no district."""
    district = f.DistrictFactory(name="Green Valley")
    actions.join_district(cast.school, district, by=None)
    cast.dana = f.UserFactory(school=None, first_name="Dana")
    actions.add_to_district(cast.dana, district, by=None)
    return district


def test_a_districts_person_sees_its_schools_and_no_child(district, cast, as_):
    f.RosterImportFactory(school=cast.school, name="august.zip")
    cast.school.grade_bands.create(name="Everybody", grade_low=0, grade_high=8)
    page = as_("dana").get("/accounts/district/").text
    for words in ("Green Valley", "Maple Street School", "august.zip", "Everybody", "America/New_York"):
        assert words in page
    for words in ("Oak Hill School", "Ana", "Mensah", "Cora"):
        assert words not in page


@pytest.mark.parametrize("name", ["school_office", "roster"])
def test_a_districts_person_is_not_the_office(district, cast, as_, name):
    assert as_("dana").get(reverse(f"accounts:{name}")).status_code == 404


def test_a_districts_person_reaches_no_work(district, world, as_):
    for name, thing in [
        ("portfolios:student_portfolio", world.ana_student),
        ("portfolios:evidence_detail", world.shared),
        ("conferences:conference_record", world.conference),
        ("accounts:school_edit", world.school),
    ]:
        assert as_("dana").get(reverse(name, args=[thing.pk])).status_code == 404


def test_a_place_at_the_district_ends_at_once(district, cast, as_):
    browser = as_("dana")
    assert browser.get("/accounts/district/").status_code == 200
    actions.end_in_district(cast.dana, district, by=None)
    actions.end_in_district(cast.dana, district, by=None)
    assert browser.get("/accounts/district/").status_code == 404
    actions.add_to_district(cast.dana, district, by=None)
    actions.add_to_district(cast.dana, district, by=None)
    assert browser.get("/accounts/district/").status_code == 200
    assert list(
        AuditRecord.objects.filter(thing="accounts.districtmembership").values_list("verb", flat=True)
    ) == ["district_membership.added", "district_membership.ended", "district_membership.added"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_district_costs_the_same_for_one_and_three(district, cast, as_, count, django_assert_num_queries):
    for _ in range(count):
        school = f.SchoolFactory(district=district)
        school.grade_bands.create(name="All", grade_low=0, grade_high=8)
        f.RosterImportFactory(school=school)
        School.objects.filter(pk=school.pk).update(logo=f.LogoFactory(school=school))
    browser = as_("dana")
    with django_assert_num_queries(6):
        browser.get("/accounts/district/")


def test_a_school_has_one_district_at_most(district, cast):
    other = f.DistrictFactory(name="Hill Country")
    with pytest.raises(ValidationError, match="belongs to another district"):
        actions.join_district(cast.school, other, by=None)
    actions.join_district(cast.school, district, by=None)
    actions.leave_district(cast.school, by=None)
    actions.leave_district(cast.school, by=None)
    actions.join_district(cast.school, other, by=None)
    assert School.objects.get(pk=cast.school.pk).district == other


def test_a_technician_puts_a_district_together(cast, capsys):
    call_command("district", "Green Valley", school=["maple", str(cast.oak.pk)], person=[cast.bo.username])
    assert capsys.readouterr().out == "Green Valley: Maple Street School, Oak Hill School\n"
    assert DistrictMembership.objects.current().get().user == cast.bo
    call_command("district", "Green Valley", school=["oak"], person=[cast.bo.username], remove=True)
    assert capsys.readouterr().out == "Green Valley: Maple Street School\n"
    assert list(DistrictMembership.objects.current()) == []
    with pytest.raises(CommandError, match="There is no school “elm”"):
        call_command("district", "New Valley", school=["elm"])
    assert [str(district) for district in District.objects.all()] == ["Green Valley"]


def test_what_districts_say_of_themselves(district, cast):
    assert str(district) == "Green Valley"
    assert str(DistrictMembership.objects.get()) == "Dana Mensah (Green Valley)"
    assert str(f.LogoFactory(school=cast.school)).startswith("Logo ")


def test_a_person_knows_her_district_outside_a_session_too(district, cast):
    assert User.objects.get(pk=cast.dana.pk).runs_district is True
    assert User.objects.get(pk=cast.bo.pk).runs_district is False


def test_what_she_did_is_told_to_the_school_it_was_done_at(both):
    """She is at Maple and stops a card of Oak's: Oak's record says so, and Maple's does not."""
    card = f.SignInCardFactory(student=both.oak_student_row)
    assert record("card.looked_at", card, by=both.cora) is None
    assert AuditRecord.objects.get(verb="card.looked_at").school_id == both.oak.pk
