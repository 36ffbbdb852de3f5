"""Whom the round has reached: every family with where it stands, nobody else's, and nobody is blamed."""

import csv
import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation
from conferences import reach
from conferences.actions import outreach
from conferences.models import Conference, OutreachCall, Preference
from tests import factories as f


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


@pytest.fixture
def families(world):
    """Ana's household has a time; Ben's father was not invited; Cleo, in 5C, nobody follows."""
    world.place.conference, world.place.taken_at = world.conference, timezone.now()
    world.place.save()
    world.bens = f.ConferenceFactory(student=world.ben_student, round=world.round)
    cleo = f.StudentFactory(
        school=world.school, advisory=world.other_advisory, grade=3, user__first_name="Cleo"
    )
    world.cleos = f.ConferenceFactory(student=cleo, round=world.round)
    return world


def lines(world, who="cora"):
    mine = Conference.objects.reached_by(getattr(world, who)).of_round(world.round)
    return {line.name: line for line in reach.lines_of(world.round, mine)}


def first(world):
    return next(iter(lines(world)))


def stands(world, who="cora"):
    return {name: str(line.stand) for name, line in lines(world, who).items()}


def test_every_family_stands_somewhere(families):
    everybody = {"Mensah": "time", "Dad Novak": "uninvited", "Cleo Mensah": "nobody"}
    assert stands(families) == everybody
    assert stands(families, "bo") == {"Mensah": "time", "Dad Novak": "uninvited"}  # her own students alone
    assert stands(families, "ida") == {"Cleo Mensah": "nobody"}
    dads = families.dad.guardianships.get()
    f.InvitationFactory(guardianship=dads, school=families.school)
    assert stands(families)["Dad Novak"] == "silent"
    Invitation.objects.update(revoked_at=timezone.now())
    assert stands(families)["Dad Novak"] == "uninvited"
    families.dad.last_login = timezone.now()
    families.dad.save()
    assert stands(families)["Dad Novak"] == "silent"
    Preference.objects.create(
        school=families.school, round=families.round, adult=families.dad, any_time=True, by=families.dad
    )
    assert stands(families)["Dad Novak"] == "answered"
    sibling = f.StudentFactory(school=families.school)
    f.GuardianshipFactory(adult=families.mum, student=sibling, household=families.household)
    f.ConferenceFactory(student=sibling, round=families.round)
    assert stands(families)["Mensah"] == "part"


def test_who_may_not_be_there_is_nobody_to_call(families):
    families.dad.guardianships.update(may_attend=False)
    assert stands(families)["Ben Novak"] == "nobody"
    assert "Dad Novak" not in stands(families)


def test_those_come_first_whom_somebody_waits_for(families):
    """Asked for by their advisor and without a time, then to be called again by today, then the others."""
    assert [*lines(families)] == ["Dad Novak", "Mensah", "Cleo Mensah"]
    Conference.objects.filter(pk=families.conference.pk).update(please_meet=True)
    assert first(families) == "Dad Novak"  # Ana's family has a time
    families.place.conference, families.place.taken_at = None, None
    families.place.save()
    assert first(families) == "Mensah"
    Conference.objects.update(please_meet=False)
    assert first(families) == "Dad Novak"
    call(families, again_on=timezone.localdate())
    assert first(families) == "Mensah"
    call(families)  # tried again, and nobody has to any more
    assert first(families) == "Dad Novak"


def call(world, **fields):
    said = {"how": "phone", "outcome": "no_answer", "line": "", "again_on": None} | fields
    return outreach.note_call(world.round, household=world.household, by=world.cora, **said)


def test_the_list_is_narrowed(families, as_):
    families.household.language, families.household.reach = "es", "letter"
    families.household.save()
    Conference.objects.filter(pk=families.bens.pk).update(please_meet=True)
    asked = {
        (): ["Dad Novak", "Mensah", "Cleo Mensah"],
        ("show", "timeless"): ["Dad Novak"],
        ("show", "silent"): [],
        ("show", "uninvited"): ["Dad Novak"],
        ("show", "paper"): ["Mensah"],
        ("show", "please"): ["Dad Novak"],
        ("show", "again"): [],
        ("show", "time"): ["Mensah"],
        ("show", "nonsense"): ["Dad Novak", "Mensah", "Cleo Mensah"],
        ("language", "es"): ["Mensah"],
        ("grade", 3): ["Cleo Mensah"],
        ("advisory", families.advisory.pk): ["Dad Novak", "Mensah"],
        ("words", "ben nov"): ["Dad Novak"],
    }
    client = as_("cora")
    found = {}
    for key in asked:
        page = client.get(url("round_reach", families.round.pk), [key] if key else None)
        found[key] = [line.name for line in page.context["lines"]]
    assert found == asked
    figures = page.context["figures"]
    assert (figures["held"].count, figures["held"].of) == (0, 3)
    assert (figures["time"].count, figures["time"].of) == (1, 2)
    assert "too few to show" in page.text  # a group of one family
    everybody = client.get(url("round_reach", families.round.pk)).text
    assert all(name in everybody for name in ("Dad Novak", "Not invited yet", "No e-mail"))


def test_conferences_held_are_counted_by_student(families):
    """Of two households apart one was held: the student held hers."""
    home = f.HouseholdFactory(school=families.school, name="Okoro")
    jose = f.UserFactory(school=families.school, first_name="José", role="family")
    f.GuardianshipFactory(adult=jose, student=families.ana_student, household=home)
    now = timezone.now()
    f.ConferenceFactory(
        student=families.ana_student,
        round=families.round,
        household=home,
        state="held",
        started_at=now,
        ended_at=now,
    )
    found = lines(families)
    held = reach.figures(found.values())["held"]
    assert (held.count, held.of) == (1, 3)
    assert (found["Okoro"].stand, found["Okoro"].is_held) == (reach.Stand.TIME, True)


def test_a_call_is_written_down_and_can_be_taken_back(families, as_):
    page = url("outreach_family", families.round.pk, "household", families.household.pk)
    client = as_("bo")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    said = {"how": "gate", "outcome": "left_word", "line": "Back on Friday", "again_on": yesterday}
    refused = client.post(page, said)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["again_on"])
    assert "Back on Friday" in refused.text
    friday = timezone.localdate() + datetime.timedelta(days=3)
    assert client.post(page, said | {"again_on": friday}).url == url("round_reach", families.round.pk)
    call_ = OutreachCall.objects.get()
    assert (call_.by, call_.household, call_.adult) == (families.bo, families.household, None)
    assert "Back on Friday" in as_("cora").get(page).text
    assert as_("ida").post(url("outreach_remove", call_.pk)).status_code == 404
    as_("bo").post(url("outreach_remove", call_.pk))
    assert lines(families)["Mensah"].calls == []
    with pytest.raises(ValidationError):
        outreach.remove_call(call_, by=families.bo)
    as_("cora").post(url("outreach_restore", call_.pk))
    assert lines(families)["Mensah"].calls == [call_]


def test_a_call_to_an_adult_of_no_household(families, as_):
    page = url("outreach_family", families.round.pk, "adult", families.dad.pk)
    said = {"how": "phone", "outcome": "reached", "line": "", "again_on": ""}
    for who, status in (("ida", 404), ("mum", 404), ("oak_coordinator", 404), ("bo", 302)):
        assert as_(who).post(page, said).status_code == status, who
    assert OutreachCall.objects.get().adult == families.dad
    assert lines(families)["Dad Novak"].last.get_outcome_display() == "Spoken with"
    own = OutreachCall.objects.reached_by(families.bo)
    assert (own.count(), OutreachCall.objects.reached_by(families.ida).count()) == (1, 0)


def test_the_table_says_the_same_and_that_it_was_taken(families, as_):
    families.household.name = "=Mensah"
    families.household.save()
    call(families, line="Voice mail", again_on=timezone.localdate())
    answer = as_("cora").get(url("reach_sheet", families.round.pk), {"show": "time"})
    head, *rows = csv.reader(io.StringIO(answer.getvalue().decode().lstrip("\ufeff")))
    assert head[0] == "Family"
    assert [(row[0], row[1], row[2], row[5]) for row in rows] == [
        ("'=Mensah", "Mum Mensah", "Ana Mensah (5B)", "Has a time")
    ]
    assert len(as_("ida").get(url("reach_sheet", families.round.pk)).getvalue().decode().splitlines()) == 2


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_for_many_families(families, as_, django_assert_num_queries, n):
    for _number in range(n):
        student = f.StudentFactory(school=families.school, advisory=families.advisory)
        home = f.HouseholdFactory(school=families.school)
        f.GuardianshipFactory(adult=f.UserFactory(school=families.school), student=student, household=home)
        f.ConferenceFactory(student=student, round=families.round)
        OutreachCall.objects.create(
            school=families.school, round=families.round, household=home, outcome="reached", by=families.bo
        )
    client, page = as_("cora"), url("round_reach", families.round.pk)
    client.get(page)
    with django_assert_num_queries(8):
        client.get(page)
