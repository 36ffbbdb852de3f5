"""The rhythm of an advisory is set, holidays are rested, and a check-in is written of once."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Guardianship
from goals import actions, tasks
from goals.models import Goal, Rhythm
from tests import factories as f

DAY = datetime.timedelta(days=1)


def choices(**changes):
    return {"weeks": 2, "weekday": "", "reminds": "on", "rests_from": "", "rests_until": ""} | changes


def set_it(browser, page, pk, **changes):
    return browser.post(reverse(f"goals:{page}", args=[pk]), choices(**changes))


def due(goal):
    goal.refresh_from_db()
    return (goal.due_on - timezone.localdate()).days


def test_a_rhythm_sets_the_days_of_open_goals_anew(cast, as_):
    goal, other = (f.GoalFactory(student=student) for student in (cast.ana_student, cast.oak_student_row))
    elsewhere = f.GoalFactory(student=f.StudentFactory(school=cast.school, advisory=cast.other_advisory))
    assert set_it(as_("cora"), "school_rhythm", cast.school.pk, weeks=4).status_code == 302
    assert [due(one) for one in (goal, elsewhere, other)] == [28, 28, 14]
    bo = as_("bo")
    set_it(bo, "rhythm_edit", cast.advisory.pk, weeks=1)
    assert [due(one) for one in (goal, elsewhere)] == [7, 28]
    page = bo.get(reverse("goals:rhythm_list")).text
    assert ("Every week" in page, "Every 4 weeks" in page) == (True, False)
    for _click in range(2):
        bo.post(reverse("goals:rhythm_leave", args=[cast.advisory.pk]))
    assert (due(goal), Rhythm.objects.count()) == (28, 1)
    assert "Every 4 weeks" in bo.get(reverse("goals:rhythm_list")).text


def test_holidays_have_two_ends_and_the_last_ones_still_count(cast, as_):
    today = timezone.localdate()
    goal = f.GoalFactory(student=cast.ana_student, news_at=timezone.now() - 20 * DAY)
    cora = as_("cora")
    half, turned = {"rests_from": today}, {"rests_from": today, "rests_until": today - DAY}
    far = [
        {"rests_from": "0001-01-01", "rests_until": today},
        {"rests_from": today, "rests_until": "9999-12-31"},
    ]
    for wrong in (half, turned, *far):
        assert set_it(cora, "school_rhythm", cast.school.pk, **wrong).status_code == 422
    past = {"rests_from": today - 15 * DAY, "rests_until": today - DAY}
    set_it(cora, "school_rhythm", cast.school.pk, **past)
    assert due(goal) == 9
    set_it(cora, "school_rhythm", cast.school.pk, rests_from=today + 30 * DAY, rests_until=today + 40 * DAY)
    assert due(goal) == 9


def test_when_holidays_begin_what_is_late_moves_behind_them(cast):
    today = timezone.localdate()
    goal = f.GoalFactory(student=cast.ana_student, news_at=timezone.now() - 40 * DAY)
    f.RhythmFactory(school=cast.oak, rests_from=today - 3 * DAY, rests_until=today - DAY)
    f.RhythmFactory(
        school=cast.school, advisory=cast.other_advisory, rests_from=today - DAY, rests_until=today + DAY
    )
    actions.rest_goals()
    assert due(goal) < 0
    f.RhythmFactory(school=cast.school, rests_from=today - 2 * DAY, rests_until=today + 2 * DAY)
    for _sweep in range(2):
        actions.rest_goals()
        assert due(goal) == 3


@pytest.fixture
def owed(cast):
    """Two goals of Ana's whose day came yesterday, one of them shared; one of Ben's that is not due."""
    f.GoalFactory(student=cast.ben_student)
    late = {"student": cast.ana_student, "due_on": timezone.localdate() - DAY}
    return [f.GoalFactory(**late, shared_with_family=True), f.GoalFactory(**late)]


def letters():
    return [(letter.to, letter.subject) for letter in mail.outbox]


def test_she_is_written_to_once_of_each_day(cast, owed, run_jobs, monkeypatch):
    cast.ana.email, cast.ana.language = "ana@maple.example", "es"
    cast.ana.save()
    monkeypatch.setattr(actions, "is_time_for_letters", lambda: False)
    tasks.sweep()
    assert run_jobs() == 0
    monkeypatch.setattr(actions, "is_time_for_letters", lambda: True)
    for _night in range(2):
        tasks.sweep()
        run_jobs()
    assert [letter.to for letter in mail.outbox] == [["ana@maple.example"]]
    assert owed[0].want not in mail.outbox[0].body
    Goal.objects.filter(pk=owed[0].pk).update(reminded_at=timezone.now() - 20 * DAY)
    assert actions.deliver_check_in_reminder(cast.ana_student.pk) == 1
    assert actions.deliver_check_in_reminder(cast.ben_student.pk) == 0


def test_nobody_is_written_to_without_an_address_or_where_the_advisory_wants_none(cast, owed):
    assert actions.deliver_check_in_reminder(cast.ana_student.pk) == 0
    assert Goal.objects.filter(reminded_at=None).count() == 1  # Ben's, and so it is asked once alone
    Goal.objects.update(reminded_at=None)
    cast.ana.email = "ana@maple.example"
    cast.ana.save()
    f.RhythmFactory(school=cast.school, reminds=False)
    assert actions.deliver_check_in_reminder(cast.ana_student.pk) == 0
    cast.ana_student.left_at = timezone.now()
    cast.ana_student.save()
    Goal.objects.update(reminded_at=None)
    assert actions.deliver_check_in_reminder(cast.ana_student.pk) == 0
    assert letters() == []


def test_of_a_young_child_her_family_is_told_and_only_of_what_they_see(cast, owed):
    cast.ana.email = "ana@maple.example"
    cast.ana.save()
    cast.ana_student.grade = 1
    cast.ana_student.save()
    kept_away = f.UserFactory(school=cast.school, email="away@family.example")
    f.GuardianshipFactory(
        adult=kept_away, student=cast.ana_student, restricted=True, restricted_at=timezone.now()
    )
    f.GuardianshipFactory(adult=f.UserFactory(school=cast.school), student=cast.ana_student)
    assert actions.deliver_check_in_reminder(cast.ana_student.pk) == 1
    assert letters() == [(["mum@family.example"], "Two minutes with Ana")]  # Ruth's time has ended
    assert "look at a goal." in mail.outbox[0].body
    Goal.objects.update(reminded_at=None, shared_with_family=False)
    assert actions.deliver_check_in_reminder(cast.ana_student.pk) == 0


def test_a_letter_that_is_refused_keeps_no_other_and_makes_nobody_be_written_to_twice(
    cast, owed, monkeypatch
):
    cast.ana_student.grade = 1
    cast.ana_student.save()
    on_paper = f.HouseholdFactory(school=cast.school, reach="letter")
    for name, household in (("dad", cast.household), ("paper", on_paper)):
        adult = f.UserFactory(school=cast.school, email=f"{name}@family.example")
        f.GuardianshipFactory(adult=adult, student=cast.ana_student, household=household)

    def send(letter):
        if letter.to == ["mum@family.example"]:
            raise smtplib.SMTPRecipientsRefused({})
        mail.outbox.append(letter)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", send)
    assert [actions.deliver_check_in_reminder(cast.ana_student.pk) for _sweep in range(2)] == [1, 0]
    assert [letter.to for letter in mail.outbox] == [["dad@family.example"]]
    Goal.objects.update(reminded_at=None)
    Guardianship.objects.filter(adult__email="dad@family.example").delete()
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        actions.deliver_check_in_reminder(cast.ana_student.pk)
    assert not Goal.objects.exclude(reminded_at=None).exists()


def test_letters_come_by_day():
    hours = {hour: datetime.datetime(2030, 3, 5, hour, tzinfo=datetime.UTC) for hour in (6, 7, 17, 18)}
    with timezone.override(datetime.UTC), pytest.MonkeyPatch.context() as patch:
        for hour, moment in hours.items():
            patch.setattr(timezone, "now", lambda moment=moment: moment)
            assert (hour, actions.is_time_for_letters()) == (hour, hour in (7, 17))
