"""The office's pages about people: finding them, households, and what each adult may do."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions import households
from accounts.actions.invitations import invite
from accounts.models import AuditRecord, Guardianship, Household, Invitation, Membership, Session, User
from tests import factories as f
from tests.accounts.conftest import main_of

DAY = datetime.timedelta(days=1)
REASON = "Court order 12-345"


def url(name, *args):
    return reverse(f"accounts:{name}", args=args)


def found(response):
    return [str(person) for person in response.context["people"]]


@pytest.fixture
def father(cast):
    """Ana's father lives elsewhere, with his own letters and address."""
    home = f.HouseholdFactory(school=cast.school, name="Okoro", language="es", address="9 Far Road")
    adult = f.UserFactory(
        school=cast.school, first_name="José", last_name="Okoro", email="jose@family.example", role="family"
    )
    return f.GuardianshipFactory(adult=adult, student=cast.ana_student, household=home, relation="father")


# Finding people


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("mensah ana", ["Ana Mensah"]),
        ("jose", ["José Okoro"]),
        ("OKORO", ["José Okoro"]),
        ("okoru", ["José Okoro"]),  # a slip
        ("jose@family", ["José Okoro"]),
        ("adeyemi", []),  # of another school
        ("100%", []),
    ],
)
def test_people_are_found_by_what_one_remembers(cast, father, as_, words, names):
    assert found(as_("cora").get(url("people_list"), {"words": words})) == names


def test_the_list_says_where_each_belongs(cast, father, as_):
    page = main_of(as_("cora").get(url("people_list")))
    assert [name in page for name in ("Bo Ortiz", "Advisor", "father: Ana Mensah", "5B")] == [True] * 4
    assert [name for name in ("Adeyemi", "Oda Berg", "ola@family") if name in page] == []


def test_an_adult_of_two_schools_shows_only_the_children_of_this_one(cast, as_):
    f.GuardianshipFactory(adult=cast.mum, student=cast.oak_student_row)
    page = main_of(as_("cora").get(url("people_list"), {"words": "mum"}))
    assert ("Ana Mensah" in page, "Olu" in page) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(cast, as_, django_assert_num_queries, count):
    for _ in range(count):
        child = f.StudentFactory(school=cast.school, advisory=cast.advisory)
        f.GuardianshipFactory(adult=f.UserFactory(school=cast.school, role="family"), student=child)
    client = as_("cora")
    with django_assert_num_queries(7):
        client.get(url("people_list"))


def test_long_lists_come_in_pages(cast, as_):
    for _ in range(60):
        f.UserFactory(school=cast.school, role="advisor", last_name="Zed")
    second = as_("cora").get(url("people_list"), {"words": "zed", "page": 2})
    assert (second.status_code, len(second.context["people"])) == (200, 10)


def test_too_many_words_are_no_search(cast, as_):
    assert as_("cora").get(url("people_list"), {"words": "x" * 200}).status_code == 200


# The child's page


def test_the_child_s_page_shows_each_household_with_its_adults(cast, father, as_):
    f.GuardianshipFactory(
        adult=f.UserFactory(first_name="Aunt", school=cast.school), student=cast.ana_student
    )
    page = main_of(as_("cora").get(url("student_detail", cast.ana_student.pk)))
    order = [page.index(words) for words in ("Mum Mensah", "José Okoro", "In no household yet", "Aunt")]
    assert order == sorted(order)
    assert "Spanish" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_child_s_page_costs_the_same_for_one_and_three(cast, as_, django_assert_num_queries, count):
    for _ in range(count):
        home = f.HouseholdFactory(school=cast.school)
        adult = f.UserFactory(school=cast.school)
        f.GuardianshipFactory(adult=adult, student=cast.ana_student, household=home)
    client = as_("cora")
    with django_assert_num_queries(5):  # the last one, after the answer, writes down that she looked
        client.get(url("student_detail", cast.ana_student.pk))


STATES = {
    "in_force": {},
    "to_come": {"starts_on": DAY},
    "ended": {"ends_on": -2 * DAY},
    "restricted": {"restricted": True},
    "unseeing": {"may_see": False},
}


@pytest.mark.parametrize("state", STATES)
def test_how_a_guardianship_stands(cast, state, as_):
    today = timezone.localdate()
    fields = {
        name: today + value if isinstance(value, datetime.timedelta) else value
        for name, value in STATES[state].items()
    }
    Guardianship.objects.filter(pk=cast.guardianship.pk).update(**fields)
    cast.guardianship.refresh_from_db()
    assert cast.guardianship.state == state
    assert as_("cora").get(url("student_detail", cast.ana_student.pk)).status_code == 200


# Households


HOME = {
    "name": "Okoro",
    "language": "es",
    "reach": "letter",
    "address": "9 Far Road",
    "needs_interpreter": "on",
    "interpreter_language": "Quechua",
}


def test_a_household_with_its_adults(cast, as_):
    answer = as_("cora").post(
        url("household_add", cast.ana_student.pk), HOME | {"adults": [cast.guardianship.pk]}
    )
    home = Household.objects.get(name="Okoro")
    assert answer.url == url("student_detail", cast.ana_student.pk)
    assert (home.school, home.interpreter_language, home.reach) == (cast.school, "Quechua", "letter")
    assert list(home.guardianships.all()) == [cast.guardianship]
    assert AuditRecord.objects.filter(verb="household.added", student_id=cast.ana_student.pk).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"interpreter_language": ""}, "interpreter_language"),
        ({"address": ""}, "address"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(cast, as_, change, field):
    answer = as_("cora").post(url("household_add", cast.ana_student.pk), HOME | change)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_without_an_interpreter_no_language_of_one(cast, as_):
    client = as_("cora")
    said = {key: value for key, value in HOME.items() if key != "needs_interpreter"}
    assert client.post(url("household_edit", cast.household.pk), said).status_code == 302
    cast.household.refresh_from_db()
    assert (cast.household.name, cast.household.interpreter_language) == ("Okoro", "")


def test_adults_of_another_child_are_not_moved_along(cast, as_):
    others = cast.dad.guardianships.get()
    answer = as_("cora").post(url("household_add", cast.ana_student.pk), HOME | {"adults": [others.pk]})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["adults"])


def test_a_household_of_siblings_can_be_chosen(cast, father):
    sibling = f.StudentFactory(school=cast.school)
    f.GuardianshipFactory(adult=cast.mum, student=sibling)
    f.HouseholdFactory(school=cast.school, name="Strangers")
    assert [home.name for home in Household.objects.near(sibling)] == ["Mensah"]
    assert [home.name for home in Household.objects.near(cast.ana_student)] == ["Mensah", "Okoro"]


# Adults

ADULT = {
    "first_name": "Rosa",
    "last_name": "Lima",
    "email": "Rosa@Family.example",
    "language": "es",
    "relation": "aunt",
    "may_see": "on",
    "may_attend": "on",
}


def test_an_adult_is_added(cast, as_):
    as_("cora").post(url("guardianship_add", cast.ana_student.pk), ADULT)
    row = Guardianship.objects.get(relation="aunt")
    assert (str(row.adult), row.adult.email, row.adult.language) == ("Rosa Lima", "rosa@family.example", "es")
    assert (row.may_see, row.may_attend, row.may_decide) == (True, True, False)
    assert (row.adult.has_usable_password(), row.adult.school, row.source_id) == (False, cast.school, "")
    assert list(Membership.objects.filter(user=row.adult).values_list("role", flat=True)) == ["family"]


def test_the_same_name_and_address_is_the_same_adult(cast, as_):
    Membership.objects.filter(user=cast.dad).update(ended_at=timezone.now())
    said = {"first_name": "dad", "last_name": "NOVAK", "email": "dad@family.example"}
    as_("cora").post(url("guardianship_add", cast.ana_student.pk), ADULT | said)
    assert cast.dad.guardianships.count() == 2
    assert Membership.objects.get(user=cast.dad).ended_at is None


def test_an_address_alone_is_not_the_same_adult(cast, as_):
    as_("cora").post(url("guardianship_add", cast.ana_student.pk), ADULT | {"email": "dad@family.example"})
    assert User.objects.filter(email="dad@family.example").count() == 2


def test_an_adult_of_another_school_stays_unknown_here(cast, as_):
    said = {"first_name": "Ola", "last_name": "Adeyemi", "email": "ola@family.example"}
    as_("cora").post(url("guardianship_add", cast.ana_student.pk), ADULT | said)
    assert cast.oak_family.guardianships.count() == 1


def test_an_adult_without_address_is_a_new_one(cast, as_):
    said = {"first_name": "Mum", "last_name": "Mensah", "email": ""}
    as_("cora").post(url("guardianship_add", cast.ana_student.pk), ADULT | said)
    assert cast.ana_student.guardianships.count() == 3


def test_nobody_is_added_twice(cast, as_):
    said = {"first_name": "Mum", "last_name": "Mensah", "email": "mum@family.example"}
    answer = as_("cora").post(url("guardianship_add", cast.ana_student.pk), ADULT | said)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["This adult is on the child’s page already."]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_on": "2026-05-02", "ends_on": "2026-05-01"}, "ends_on"),
        ({"may_see": ""}, "may_see"),
        ({"email": "no"}, "email"),
    ],
)
def test_what_does_not_fit_together_is_said(cast, as_, change, field):
    said = {key: value for key, value in (ADULT | change).items() if value}
    answer = as_("cora").post(url("guardianship_add", cast.ana_student.pk), said)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_what_an_adult_may_do_is_changed(cast, as_):
    said = {"relation": "mother", "may_see": "on", "household": cast.household.pk, "ends_on": "2099-06-30"}
    as_("cora").post(url("guardianship_edit", cast.guardianship.pk), said)
    cast.guardianship.refresh_from_db()
    row = cast.guardianship
    assert (row.may_see, row.may_attend, row.may_decide) == (True, False, False)
    assert row.ends_on == datetime.date(2099, 6, 30)


def test_a_household_far_from_the_child_cannot_be_chosen(cast, as_):
    far = f.HouseholdFactory(school=cast.school, name="Strangers")
    answer = as_("cora").post(
        url("guardianship_edit", cast.guardianship.pk), {"may_see": "on", "household": far.pk}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["household"])


# Ends and restrictions


def test_the_end_of_a_guardianship_takes_effect_at_once(cast, as_, client):
    as_("mum")
    mum = Session.objects.filter(user=cast.mum)
    assert mum.exists()
    households.end_guardianship(cast.guardianship, by=cast.cora)
    assert not mum.exists()
    cast.guardianship.refresh_from_db()
    assert cast.guardianship.state == "ended"


def restrict(cast):
    households.restrict_guardianship(cast.guardianship, reason=REASON, by=cast.cora)


def test_a_restriction_needs_its_reason(cast, as_):
    answer = as_("cora").post(url("guardianship_restrict", cast.guardianship.pk), {"reason": " "})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    assert Guardianship.objects.filter(restricted=True).count() == 0


def test_a_restricted_adult_is_out_at_once_and_cannot_be_invited(cast, mum_invited, as_):
    as_("mum")
    as_("cora").post(url("guardianship_restrict", cast.guardianship.pk), {"reason": REASON})
    cast.guardianship.refresh_from_db()
    assert (cast.guardianship.restricted, cast.guardianship.restriction_reason) == (True, REASON)
    assert Session.objects.filter(user=cast.mum).count() == 0
    assert Invitation.objects.open().count() == 0
    with pytest.raises(ValidationError):
        invite(cast.guardianship, by=cast.cora, until=timezone.now() + DAY)


def test_the_reason_is_for_the_office_alone(cast, as_):
    restrict(cast)
    assert REASON in main_of(as_("cora").get(url("student_detail", cast.ana_student.pk)))
    assert AuditRecord.objects.filter(verb="guardianship.restricted").count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"first_name": "MUM", "last_name": "Mensah", "email": ""},
        {"first_name": "Someone", "last_name": "Else", "email": "mum@family.example"},
    ],
)
def test_a_restricted_adult_does_not_come_back_under_another_account(cast, as_, said):
    restrict(cast)
    answer = as_("cora").post(url("guardianship_add", cast.ana_student.pk), ADULT | said)
    assert answer.context["form"].non_field_errors() == [
        "The school has restricted this adult. Lift the restriction first."
    ]
    assert cast.ana_student.guardianships.count() == 2


def test_a_restriction_is_about_one_child(cast, as_):
    restrict(cast)
    as_("cora").post(
        url("guardianship_add", cast.ben_student.pk),
        ADULT | {"first_name": "Mum", "last_name": "Mensah", "email": "mum@family.example"},
    )
    assert cast.mum.guardianships.filter(student=cast.ben_student).exists()


def test_a_restriction_is_lifted(cast, as_):
    restrict(cast)
    as_("cora").post(url("guardianship_unrestrict", cast.guardianship.pk))
    cast.guardianship.refresh_from_db()
    row = cast.guardianship
    assert (row.restricted, row.restricted_at, row.restriction_reason) == (False, None, "")
    with pytest.raises(ValidationError):
        households.lift_restriction(row, by=cast.cora)


def test_the_office_invites_one_adult(cast, as_, run_jobs, mailoutbox):
    as_("cora").post(url("guardianship_invite", cast.guardianship.pk))
    run_jobs()
    assert [mail.to for mail in mailoutbox] == [["mum@family.example"]]


def test_who_may_not_attend_is_not_told_of_a_conference(cast, as_, run_jobs, mailoutbox):
    Guardianship.objects.filter(pk=cast.guardianship.pk).update(may_attend=False)
    as_("cora").post(url("guardianship_invite", cast.guardianship.pk))
    run_jobs()
    assert ("conference" in mailoutbox[0].body, "shares with the family" in mailoutbox[0].body) == (
        False,
        True,
    )


# The date of birth, and the way to the other pages about a child


def test_the_office_writes_down_when_a_child_was_born(cast, as_):
    birthday = datetime.date(2015, 3, 14)
    for _again in range(2):
        answer = as_("cora").post(url("birth_edit", cast.ana_student.pk), {"born_on": "2015-03-14"})
        assert (answer.status_code, answer.url) == (302, url("student_detail", cast.ana_student.pk))
    cast.ana_student.refresh_from_db()
    assert (cast.ana_student.born_on, cast.ana_student.of_age_on) == (birthday, datetime.date(2033, 3, 14))
    written = AuditRecord.objects.get(verb="student.birth_date_changed")
    assert (written.student_id, written.actor_id) == (cast.ana_student.pk, cast.cora.pk)
    assert 'value="2015-03-14"' in as_("cora").get(url("student_detail", cast.ana_student.pk)).text


@pytest.mark.parametrize("born_on", ["2015-02-30", "1815-03-14", "2999-01-01"])
def test_a_day_on_which_nobody_here_was_born_is_said_beside_the_field(cast, as_, born_on):
    answer = as_("cora").post(url("birth_edit", cast.ana_student.pk), {"born_on": born_on})
    assert (answer.status_code, 'id="id_born_on_error"' in answer.text) == (422, True)
    assert f'value="{born_on}"' in answer.text
    cast.ana_student.refresh_from_db()
    assert cast.ana_student.born_on is None


def test_a_childs_page_leads_to_what_else_the_office_may_know(cast, as_):
    cora = as_("cora")
    page = cora.get(url("student_detail", cast.ana_student.pk)).text
    did = url("audit_list") + "?child=Ana%20Mensah"
    for address in (
        url("consent_edit", cast.ana_student.pk),
        url("student_sessions", cast.ana_student.pk),
        did,
    ):
        assert f'href="{address}"' in page
        assert cora.get(address).status_code == 200
    households.set_birth_date(cast.ana_student, datetime.date(2015, 3, 14), by=cast.cora)
    households.set_birth_date(cast.ben_student, datetime.date(2015, 3, 15), by=cast.cora)
    shown = [line.child for line in cora.get(did).context["lines"] if "date of birth" in line.what]
    assert shown == ["Ana Mensah"]
