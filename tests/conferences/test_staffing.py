"""Interpreters and their hours, who is away, who must be free, and whom an advisor asks to come."""

import datetime
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord
from conferences import shortages
from conferences.actions import rounds, staffing
from conferences.models import Absence, Busy, Conference, Interpreter, Load, Place, Shift
from tests import factories as f


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


DAY = {"day": "2027-12-03", "begins": "17:00", "ends": "19:00"}
FIVE = datetime.datetime(2027, 12, 3, 22, 0, tzinfo=datetime.UTC)
TWO = datetime.timedelta(hours=2)


def test_an_interpreter_and_her_hours(world, as_):
    client, page = as_("cora"), url("round_people", world.round.pk)
    world.household.needs_interpreter, world.household.interpreter_language = True, "Somali"
    world.household.save()
    f.InterpreterFactory(school=world.oak, name="Olga Far")
    text = client.get(page).text
    assert "hours needed: 0.5, planned: 0" in text
    assert "not enough yet" in text
    assert "Olga" not in text
    words = {"name": "Amina", "languages": " Somali ,Arabic,Somali", "email": "amina@away.example"}
    assert client.post(url("interpreter_add", world.round.pk), words)["Location"] == url(
        "shift_add", world.round.pk
    )
    amina = Interpreter.objects.get(name="Amina")
    assert (amina.school, amina.languages) == (world.school, ["Somali", "Arabic"])
    refused = client.post(url("interpreter_edit", amina.pk), words | {"languages": " , "})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["languages"])
    client.post(url("interpreter_edit", amina.pk), words | {"name": "Amina B.", "by_video": "on"})
    client.post(url("shift_add", world.round.pk), DAY | {"interpreter": amina.pk})
    text = client.get(page).text
    for said in ("Amina B.", "by video or telephone", "5:00 PM", "enough"):
        assert said in text
    shift = Shift.objects.get()
    assert (shift.starts_at, shift.ends_at) == (FIVE, FIVE + TWO)
    client.post(url("shift_remove", shift.pk))
    assert not Shift.objects.exists()
    client.post(url("interpreter_end", amina.pk))
    assert "Amina" not in client.get(page).text


@pytest.mark.parametrize(
    ("change", "field"),
    [({"ends": "16:00"}, "ends"), ({"day": "0202-12-03"}, "day"), ({"interpreter": ""}, "interpreter")],
)
def test_a_refused_time_says_why_beside_the_field(world, as_, change, field):
    amina = f.InterpreterFactory(school=world.school)
    response = as_("cora").post(url("shift_add", world.round.pk), DAY | {"interpreter": amina.pk} | change)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_hours_that_touch_are_one_time_and_what_counts_on_them_stays(world):
    amina = f.InterpreterFactory(school=world.school)
    for after in (0, 4, 2):
        starts = FIVE + datetime.timedelta(hours=after)
        shift = staffing.add_shift(
            world.round, interpreter=amina, starts_at=starts, ends_at=starts + TWO, by=world.cora
        )
    assert [(row.starts_at, row.ends_at) for row in Shift.objects.all()] == [(FIVE, FIVE + 3 * TWO)]
    world.session.starts_at, world.session.ends_at = FIVE, FIVE + TWO
    world.session.save()
    place = world.place
    place.starts_at, place.ends_at = FIVE, FIVE + datetime.timedelta(minutes=20)
    place.conference, place.taken_at, place.interpreter = world.conference, timezone.now(), amina
    place.save()
    with pytest.raises(ValidationError, match="count on this time"):
        staffing.remove_shift(shift, by=world.cora)
    with pytest.raises(ValidationError, match="count on her"):
        staffing.end_interpreter(amina, by=world.cora)


def test_the_office_says_who_interprets(world, as_):
    """Snow or the flu has left a table without: somebody who is there then, at one table at a time."""
    place, later = world.place, world.place.starts_at + TWO
    Place.objects.filter(pk=place.pk).update(conference=world.conference, taken_at=timezone.now())
    world.household.needs_interpreter, world.household.interpreter_language = True, "Somali"
    world.household.save()
    amina, ubah, far = (
        f.InterpreterFactory(school=world.school, name=name) for name in ("Amina", "Ubah", "Far")
    )
    for one, starts in ((amina, place.starts_at), (ubah, place.starts_at), (far, later)):
        f.ShiftFactory(round=world.round, interpreter=one, starts_at=starts, ends_at=starts + TWO)
    bens = f.ConferenceFactory(student=world.ben_student, round=world.round)
    f.PlaceFactory(session=world.session, table=2, conference=bens, taken_at=timezone.now(), interpreter=ubah)
    client, listed = as_("cora"), url("interpreting_list", world.round.pk)
    rows = client.get(listed).context["places"]
    assert [(row.conference, row.language, row.interpreter) for row in rows] == [
        (world.conference, "Somali", None),
        (bens, "", ubah),
    ]
    page = url("interpreter_give", world.conference.pk)
    names = [
        label.split(" · ")[0]
        for _key, label in client.get(page).context["form"].fields["interpreter"].choices
    ]
    assert names == ["Without an interpreter yet", "Amina", "Ubah"]
    refused = client.post(page, {"interpreter": ubah.pk})
    assert (refused.status_code, "Ubah is at another table then." in refused.text) == (422, True)
    assert client.post(page, {"interpreter": amina.pk})["Location"] == listed
    place.refresh_from_db()
    assert (place.interpreter, place.ends_at - place.starts_at) == (amina, datetime.timedelta(minutes=40))
    assert Conference.objects.get(pk=world.conference.pk).minutes == 40
    client.post(page, {"interpreter": ""})
    place.refresh_from_db()
    assert place.interpreter is None
    assert AuditRecord.objects.filter(verb="conference.interpreter").count() == 2
    # Where the next time at the table is taken she comes for the shorter one.
    Place.objects.filter(pk=place.pk).update(ends_at=place.starts_at + datetime.timedelta(minutes=20))
    Conference.objects.filter(pk=world.conference.pk).update(minutes=20)
    zoe = f.ConferenceFactory(student=f.StudentFactory(school=world.school), round=world.round)
    f.PlaceFactory(
        session=world.session,
        table=place.table,
        starts_at=place.starts_at + datetime.timedelta(minutes=25),
        conference=zoe,
        taken_at=timezone.now(),
    )
    client.post(page, {"interpreter": amina.pk})
    place.refresh_from_db()
    assert (place.interpreter, place.ends_at - place.starts_at) == (amina, datetime.timedelta(minutes=20))
    Place.objects.filter(pk=place.pk).update(conference=None, taken_at=None)
    assert client.get(page).status_code == 404
    with pytest.raises(ValidationError, match="changed meanwhile"):
        staffing.give_interpreter(world.conference, interpreter=amina, by=world.cora)


def test_the_places_of_a_room_are_locked_in_one_order(world):
    """Before anything of the room is changed: of two who change it at once one waits for the other."""
    Place.objects.filter(pk=world.place.pk).update(conference=world.conference, taken_at=timezone.now())
    for act in (
        partial(rounds.set_double_time, world.conference, double=True),
        partial(staffing.give_interpreter, world.conference, interpreter=None),
    ):
        with CaptureQueriesContext(connection) as queries:
            act(by=world.cora)
        locking = [query["sql"] for query in queries if "UPDATE" in query["sql"]]
        first = next(sql for sql in locking if '"conferences_place"' in sql)
        assert first.startswith('SELECT "conferences_place"."id" AS "pk" FROM')
        assert first.endswith('ORDER BY 1 ASC FOR UPDATE OF "conferences_place"')


def test_what_is_short_is_said_by_language(world):
    home = world.household
    home.needs_interpreter, home.interpreter_language = True, "Klingon"
    home.save()
    [row] = shortages.languages_of(world.round)
    assert (row.language, row.needed, row.planned, row.is_short) == ("Klingon", 40, 0, True)
    assert (row.needed_hours, row.planned_hours) == (0.5, 0)
    shift = f.ShiftFactory(round=world.round, interpreter__school=world.school)
    Interpreter.objects.update(languages=["klingon", "Arabic"])
    assert shortages.languages_of(world.round)[0].planned_hours == 2
    assert shift.interpreter
    Conference.objects.filter(pk=world.conference.pk).update(state="not_held")
    assert shortages.languages_of(world.round) == []


def test_students_are_kept_free_by_name_or_by_advisory(world, as_):
    client, page = as_("cora"), url("busy_add", world.round.pk)
    olu = world.oak_student_row
    for names in ("", f"{world.ben_student.user.get_full_name()}\nNobody Known", olu.user.get_full_name()):
        response = client.post(page, DAY | {"names": names, "line": "Match"})
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["names"])
    assert "nobody known" in client.post(page, DAY | {"names": "Nobody Known"}).text
    assert not Busy.objects.exists()
    client.post(page, DAY | {"names": f" {world.ben_student.user.get_full_name()}\n", "line": "Match"})
    client.post(page, DAY | {"advisories": [world.advisory.pk], "ends": "00:00"})
    assert Busy.objects.filter(line="Match").get().student == world.ben_student
    trip = Busy.objects.filter(line="").get(student=world.ana_student)
    assert trip.ends_at == datetime.datetime(2027, 12, 4, 5, 0, tzinfo=datetime.UTC)
    text = client.get(url("round_people", world.round.pk)).text
    assert "Match" in text
    assert "Something else" in text
    client.post(url("busy_remove", trip.pk))
    assert list(Busy.objects.values_list("line", flat=True)) == ["Match"]


def test_an_advisor_is_away_and_is_there_after_all(world, as_):
    client = as_("cora")
    response = client.post(url("absence_add", world.round.pk), DAY | {"advisor": world.oak_advisor.pk})
    assert list(response.context["form"].errors) == ["advisor"]
    client.post(url("absence_add", world.round.pk), DAY | {"advisor": world.bo.pk})
    absence = Absence.objects.get()
    assert (absence.advisor, absence.starts_at, absence.by) == (world.bo, FIVE, world.cora)
    assert str(world.bo) in client.get(url("round_people", world.round.pk)).text
    client.post(url("absence_remove", absence.pk))
    assert not Absence.objects.exists()


def test_some_have_more_or_fewer_conferences_at_once(world, as_):
    client, page = as_("cora"), url("loads_edit", world.round.pk)
    field, other = f"advisory_{world.advisory.pk}", f"advisory_{world.other_advisory.pk}"
    assert client.post(page, {field: 13}).status_code == 422
    client.post(page, {field: 2, other: world.round.at_once})
    assert list(Load.objects.values_list("advisory", "at_once")) == [(world.advisory.pk, 2)]
    assert client.get(page).context["form"][field].initial == 2
    client.post(page, {field: ""})
    assert not Load.objects.exists()


def test_an_advisor_asks_families_of_her_own_students_to_come(world, as_):
    others = f.ConferenceFactory(
        student=f.StudentFactory(school=world.school, user__first_name="Zed"), round=world.round
    )
    client, page = as_("bo"), url("please_meet", world.round.pk)
    text = client.get(page).text
    assert world.ana_student.name in text
    assert others.student.name not in text
    client.post(page, {"wanted": [others.pk]})
    assert not Conference.objects.filter(please_meet=True).exists()
    client.post(page, {"wanted": [world.conference.pk]})
    staffing.set_please_meet(world.round, [world.conference.pk, others.pk], by=world.bo)
    assert list(Conference.objects.filter(please_meet=True)) == [world.conference]
    assert AuditRecord.objects.filter(verb="conference.please_meet").count() == 1
    client.post(page, {})
    assert not Conference.objects.filter(please_meet=True).exists()
    world.round.state = "closed"
    world.round.save()
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_round_people_costs_the_same(world, as_, django_assert_num_queries, count):
    for _ in range(count):
        f.ShiftFactory(round=world.round, interpreter__school=world.school)
        f.AbsenceFactory(round=world.round, advisor=world.ida, by=world.cora)
        f.BusyFactory(round=world.round, student=world.ben_student)
        Load.objects.create(round=world.round, advisory=f.AdvisoryFactory(school=world.school), at_once=2)
    client = as_("cora")
    with django_assert_num_queries(12):
        client.get(url("round_people", world.round.pk))
