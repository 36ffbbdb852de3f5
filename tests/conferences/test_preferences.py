"""When families can come: said on the phone, on paper or to the office; each household for itself."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Guardianship, Household
from conferences.actions.notices import tell
from conferences.models import Notice, Preference, Round, Session
from conferences.papers import sheet_of
from conferences.querysets.households import families_of
from conferences.wishes import cells_of
from tests import factories as f

DAY = datetime.date(2027, 1, 20)


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


def at(hour, minute=0, day=DAY):
    return datetime.datetime.combine(day, datetime.time(hour, minute), ZoneInfo("America/New_York"))


def key(moment):
    return moment.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M")


@pytest.fixture
def asked(world):
    """The round asks: an afternoon from two to six."""
    Round.objects.filter(pk=world.round.pk).update(state="preferences", asks_first=True)
    world.round.refresh_from_db()
    type(world.session).objects.filter(pk=world.session.pk).update(starts_at=at(14), ends_at=at(18))
    world.where = url("preference_edit", world.conference.pk)
    return world


ANSWER = {"when": "any", "way": "school", "revision": 0}


def test_times_are_tapped_and_read_back(asked, as_):
    client = as_("mum")
    page = client.get(asked.where)
    assert "Tell us when you can come" in page.text
    assert page.context["form"].errors == {}
    [(day, cells)] = page.context["form"].days()
    assert (day, len(cells), cells[0][0].starts_at) == (DAY, 8, at(14))
    told = ANSWER | {
        "when": "these",
        "can": [key(at(14)), key(at(14, 30)), key(at(16))],
        "best": [key(at(14, 30)), key(at(15))],
        "interpreter": "on",
        "interpreter_language": "Somali",
        "access": "A ramp",
    }
    assert client.post(asked.where, told).status_code == 302
    [said] = Preference.objects.all()
    assert (said.household, said.by, said.by_office, said.revision) == (
        asked.household,
        asked.mum,
        False,
        1,
    )
    assert [(one.starts_at, one.ends_at, one.best) for one in said.windows.all()] == [
        (at(14), at(14, 30), False),
        (at(14, 30), at(15, 30), True),
        (at(16), at(16, 30), False),
    ]
    page = client.get(asked.where)
    assert page.context["said"] == (
        "Wednesday, January 20, 2:00 PM–3:30 PM and 4:00 PM–4:30 PM (best: 2:30 PM–3:30 PM). "
        "At school. With an interpreter: Somali."
    )


def test_whoever_has_answered_is_asked_no_more(asked, as_):
    """Nobody of her household, also not on paper; the child's other household still is."""
    for first_name, household in (
        ("Aunt", asked.household),
        ("Papa", f.HouseholdFactory(school=asked.school)),
    ):
        adult = f.UserFactory(school=asked.school, role="family", first_name=first_name)
        f.GuardianshipFactory(adult=adult, student=asked.ana_student, household=household)
    tell([asked.conference], Notice.Kind.ASKED, by=asked.cora)
    owed = Notice.objects.owed().order_by("adult__first_name").values_list("adult__first_name", flat=True)
    assert list(owed) == ["Aunt", "Mum", "Papa"]
    assert as_("mum").post(asked.where, ANSWER).status_code == 302
    assert list(owed.all()) == ["Papa"]


def enter_of(asked):
    return f"{url('preference_enter', asked.round.pk)}?household={asked.household.pk}"


def say(client, address, **told):
    return client.post(address, ANSWER | told)


def test_what_is_said_is_kept_as_it_was_said(asked, as_):
    client = as_("mum")
    for revision, (told, kept, words) in enumerate(
        [
            ({"when": "any", "way": "either"}, (True, None), "Any time. At school or by video."),
            ({"when": "evening"}, (True, datetime.time(17)), "Any time from 5:00 PM on. At school."),
            (
                {"when": "after", "not_before": "15:30", "way": "remote"},
                (True, datetime.time(15, 30)),
                "Any time from 3:30 PM on. By video.",
            ),
            ({"when": "never", "interpreter": "on"}, (False, None), "None of these days."),
        ]
    ):
        assert say(client, asked.where, revision=revision, **told).status_code == 302
        said = Preference.objects.get()
        assert (said.any_time, said.not_before, said.windows.count()) == (*kept, 0)
        assert client.get(asked.where).context["said"].startswith(words)
        form = client.get(asked.where, {"change": ""}).context["form"]
        assert (form["when"].value(), form["revision"].value()) == (told["when"], revision + 1)


def test_nothing_is_lost_when_something_is_missing(asked, as_):
    client = as_("mum")
    for told, field in (
        ({"when": ""}, "when"),
        ({"when": "after"}, "not_before"),
        ({"when": "these"}, "can"),
    ):
        page = say(client, asked.where, access="A ramp", **told)
        assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
        assert "A ramp" in page.text
    assert not Preference.objects.exists()


def test_two_adults_of_a_household_share_one_answer_and_lose_nothing(asked, as_, cast):
    cast.aunt = f.UserFactory(school=cast.school, first_name="Aunt", role="family")
    f.GuardianshipFactory(adult=cast.aunt, student=asked.ana_student, household=asked.household)
    assert say(as_("mum"), asked.where).status_code == 302
    client = as_("aunt")
    assert "Mum said it for your household." in client.get(asked.where).text
    page = say(client, asked.where, when="never", line="We are away")
    assert page.status_code == 409
    assert page.context["form"].theirs == "Any time. At school."
    assert "We are away" in page.text
    assert Preference.objects.get().any_time
    again = say(client, asked.where, when="never", revision=page.context["form"]["revision"].value())
    assert again.status_code == 302
    assert (Preference.objects.get().by, Preference.objects.get().any_time) == (cast.aunt, False)


def test_an_answer_that_is_gone_meanwhile_is_given_anew(asked, as_):
    """Her household is another one since the page was opened, or its answer was deleted."""
    assert say(as_("mum"), asked.where, revision=3).status_code == 302
    assert Preference.objects.get().revision == 1


@pytest.mark.parametrize("change", [{"may_decide": False}, {"may_attend": False}, {"restricted": True}])
def test_who_may_not_decide_or_be_there_says_nothing(asked, as_, change):
    Guardianship.objects.filter(pk=asked.guardianship.pk).update(**change)
    assert say(as_("mum"), asked.where).status_code == 404
    page = as_("mum").get(url("conference_family", asked.conference.pk))
    assert "Say when you can come" not in page.content.decode()


def test_the_family_page_asks_and_thanks(asked, as_):
    client = as_("mum")
    address = url("conference_family", asked.conference.pk)
    assert "Say when you can come" in client.get(address).text
    say(client, asked.where)
    assert "You have said when you can come" in client.get(address).text
    soon = f.ConferenceFactory(student=asked.ana_student, round=f.RoundFactory(school=asked.school))
    page = client.get(url("conference_family", soon.pk))
    assert ("And next time?" in page.text, f'href="{asked.where}"' in page.text) == (True, True)


def test_later_it_is_read_and_not_changed(asked, as_):
    client = as_("mum")
    say(client, asked.where)
    Round.objects.filter(pk=asked.round.pk).update(state="scheduled")
    page = client.get(asked.where, {"change": ""})
    assert ("Any time." in page.text, "novalidate" in page.text) == (True, False)
    refused = say(client, asked.where, revision=1, when="never")
    assert refused.status_code == 409
    assert Preference.objects.get().any_time
    Session.objects.update(for_make_ups=True)  # the days are not known
    offered = [
        value for value, _label in as_("cora").get(enter_of(asked)).context["form"]["when"].field.choices
    ]
    assert offered == ["any", "evening", "after", "never"]
    client = as_("mum")
    Preference.objects.all().delete()
    assert "does not ask for times just now" in client.get(asked.where).text


def test_siblings_are_asked_about_together(asked, as_):
    kofi = f.StudentFactory(school=asked.school, advisory=asked.advisory)
    f.GuardianshipFactory(adult=asked.mum, student=kofi, household=asked.household)
    f.ConferenceFactory(student=kofi, round=asked.round)
    client = as_("mum")
    assert "siblings" in client.get(asked.where).context["form"].fields
    say(client, asked.where, siblings="at_once")
    assert client.get(asked.where).context["said"] == "Any time. At school. The children at the same time."


def test_a_student_of_eighteen_says_it_herself(asked, as_):
    born = timezone.localdate() - datetime.timedelta(days=19 * 366)
    type(asked.ana_student).objects.filter(pk=asked.ana_student.pk).update(born_on=born, family_follows=True)
    assert say(as_("mum"), asked.where).status_code == 404
    assert say(as_("ana"), asked.where).status_code == 302
    said = Preference.objects.get()
    assert (said.adult, said.household, "joint" in as_("ana").get(asked.where).context["form"].fields) == (
        asked.ana,
        None,
        False,
    )


def test_an_adult_of_no_household_answers_alone(asked, as_):
    f.ConferenceFactory(student=asked.ben_student, round=asked.round)
    address = url("preference_edit", asked.round.conferences.get(student=asked.ben_student).pk)
    assert say(as_("dad"), address).status_code == 302
    assert Preference.objects.get().adult == asked.dad
    assert families_of(asked.round, answers=True)[1].answer == Preference.objects.get()


# The office


def test_the_office_writes_down_what_it_hears(asked, as_):
    client = as_("cora")
    Round.objects.filter(pk=asked.round.pk).update(state="published")
    enter = enter_of(asked)
    assert say(client, enter, line="Called on Monday").status_code == 302
    said = Preference.objects.get()
    assert (said.household, said.by, said.by_office) == (asked.household, asked.cora, True)
    page = client.get(url("preference_list", asked.round.pk), {"words": "mum mensa"})
    assert [family.said for family in page.context["families"]] == ["Any time. At school."]
    assert "Any time. At school." in client.get(enter).text
    printed = client.post(url("preference_print", asked.round.pk), {"adult": asked.dad.pk})
    assert printed.url == url("preference_list", asked.round.pk)
    Round.objects.filter(pk=asked.round.pk).update(state="follow_up")
    assert say(client, enter, revision=1).status_code == 409
    assert client.get(f"{url('preference_enter', asked.round.pk)}?adult={asked.dad.pk}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(asked, as_, django_assert_num_queries, count):
    for _time in range(count):
        student, adult = f.StudentFactory(school=asked.school), f.UserFactory(school=asked.school)
        f.GuardianshipFactory(student=student, adult=adult)
        f.ConferenceFactory(student=student, round=asked.round)
    say(as_("mum"), asked.where)
    client = as_("cora")
    with django_assert_num_queries(7):
        page = client.get(url("preference_list", asked.round.pk))
    assert page.context["family_count"] == count + 1


def test_who_is_looked_for_is_found(asked, as_):
    Household.objects.filter(pk=asked.household.pk).update(reach="letter", language="es")
    client = as_("cora")
    found = [
        len(client.get(url("preference_list", asked.round.pk), told).context["families"])
        for told in ({"only": "open"}, {"only": "paper"}, {"words": "novak"}, {"words": "ÁNA"}, {"only": "x"})
    ]
    assert found == [1, 1, 0, 1, 1]


def test_the_form_on_paper_speaks_the_language_of_the_household(asked):
    Household.objects.filter(pk=asked.household.pk).update(language="ar")
    [family] = families_of(asked.round)
    sheet = sheet_of(asked.round, family)
    assert ('<article lang="ar" dir="rtl">' in sheet, "Ana" in sheet, "Mum" in sheet) == (True, True, False)


def test_it_is_printed_and_its_square_leads_on(asked, as_):
    client = as_("cora")
    answer = client.post(url("preference_print", asked.round.pk), {"household": asked.household.pk})
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    paper = f"{url('preference_paper', asked.round.pk)}?household={asked.household.pk}"
    assert (
        client.get(paper).url == f"{url('preference_enter', asked.round.pk)}?household={asked.household.pk}"
    )
    assert as_("mum").get(paper).url == asked.where
    both = {"household": asked.household.pk, "adult": asked.dad.pk}
    assert as_("cora").get(url("preference_enter", asked.round.pk), both).status_code == 302


# Time


def cells(*spells):
    """Of sessions at these times, on the clock of New York."""
    zone = ZoneInfo("America/New_York")
    sessions = [
        SimpleNamespace(starts_at=start.replace(tzinfo=zone), ends_at=end.replace(tzinfo=zone))
        for start, end in spells
    ]
    with timezone.override(zone):
        found = cells_of(sessions)
        return [(f"{timezone.localtime(cell.starts_at):%d %H:%M}", cell.day.day) for cell in found]


def test_cells_follow_the_clock_of_the_school():
    day = datetime.datetime
    assert cells((day(2027, 1, 20, 14, 10), day(2027, 1, 20, 15, 5))) == [
        ("20 14:00", 20),
        ("20 14:30", 20),
        ("20 15:00", 20),
    ]
    # An evening beyond midnight in UTC is still the school's own day; two rooms are one field of times.
    late = (day(2027, 1, 20, 21), day(2027, 1, 20, 22))
    assert cells(late, late) == [("20 21:00", 20), ("20 21:30", 20)]
    # The hour that the clock skips is not there, and the one that it says twice is there twice.
    assert cells() == []
    assert [clock for clock, _day in cells((day(2027, 3, 14, 1), day(2027, 3, 14, 4)))] == [
        "14 01:00",
        "14 01:30",
        "14 03:00",
        "14 03:30",
    ]
    assert [clock for clock, _day in cells((day(2027, 11, 7, 1), day(2027, 11, 7, 2)))] == [
        "07 01:00",
        "07 01:30",
        "07 01:00",
        "07 01:30",
    ]
    # Many days: hours are enough.
    week = [(day(2027, 1, 18 + n, 12), day(2027, 1, 18 + n, 17)) for n in range(5)]
    assert len(cells(*week)) == 25
