"""When a check-in is due and a goal is quiet: by the rhythm of the advisory, holidays not counted."""

import datetime

import pytest
from django.utils import timezone

from goals import actions
from goals.models import Goal
from goals.rhythms import Beat, beat_of, beats_of_school, days_of, on_or_after
from tests import factories as f

DAY = datetime.timedelta(days=1)
FRIDAY = 4


def on(month, day):
    return datetime.date(2030, month, day)  # 2030 begins on a Tuesday


CHRISTMAS = (on(12, 21), datetime.date(2031, 1, 5))
NEXT = [
    # rhythm, day of the last word, day of the next check-in
    ("two weeks", Beat(), on(3, 5), on(3, 19)),
    ("every week, Fridays, after a Thursday", Beat(1, FRIDAY), on(3, 7), on(3, 15)),
    ("every week, Fridays, a day late", Beat(1, FRIDAY), on(3, 9), on(3, 15)),
    ("two weeks, Fridays, early in the week", Beat(2, FRIDAY), on(3, 5), on(3, 22)),
    ("holidays between", Beat(rests=(CHRISTMAS,)), on(12, 18), datetime.date(2031, 1, 17)),
    ("holidays begin on the day itself", Beat(rests=(CHRISTMAS,)), on(12, 7), datetime.date(2031, 1, 6)),
    ("said in the holidays", Beat(rests=(CHRISTMAS,)), on(12, 25), datetime.date(2031, 1, 19)),
    ("a Friday in the holidays", Beat(1, FRIDAY, True, (CHRISTMAS,)), on(12, 20), datetime.date(2031, 1, 10)),
    ("holidays long over", Beat(rests=((on(2, 1), on(2, 9)),)), on(3, 5), on(3, 19)),
]


@pytest.mark.parametrize(("story", "beat", "said", "due"), NEXT, ids=[row[0] for row in NEXT])
def test_the_next_check_in(story, beat, said, due):
    assert beat.next_after(said) == due


def goal(said, **fields):
    noon = datetime.datetime.combine(said, datetime.time(12), timezone.get_current_timezone())
    return Goal(news_at=noon, **fields)


def test_quiet_is_three_weeks_of_school_without_a_word():
    said = on(11, 26)
    assert days_of(goal(said), Beat()) == {"due_on": on(12, 10), "quiet_on": on(12, 17)}
    # An answer begins the three weeks anew; somebody who checks in rarely is quiet a week after her day.
    answered = goal(said, reviewed_at=goal(on(12, 2)).news_at)
    assert days_of(answered, Beat())["quiet_on"] == on(12, 23)
    assert days_of(goal(said), Beat(4))["quiet_on"] == datetime.date(2030, 12, 31)
    rested = days_of(goal(said), Beat(rests=((on(12, 15), on(12, 28)),)))
    assert rested == {"due_on": on(12, 10), "quiet_on": on(12, 31)}
    ended = goal(said, ended_at=timezone.now())
    assert days_of(ended, Beat()) == {"due_on": None, "quiet_on": None}


def test_a_week_ends_and_so_does_the_time_of_a_goal():
    tuesday = on(3, 5)
    assert days_of(goal(tuesday, format="weekly"), Beat())["due_on"] == on(3, 8)
    assert days_of(goal(tuesday, format="weekly"), Beat(2, 0))["due_on"] == on(3, 11)
    assert days_of(goal(on(3, 8), format="weekly"), Beat())["due_on"] == on(3, 15)
    assert days_of(goal(tuesday, until=on(3, 12)), Beat())["due_on"] == on(3, 12)
    assert days_of(goal(tuesday, until=tuesday), Beat())["due_on"] == on(3, 19)


def test_nothing_is_due_in_the_holidays_late_or_not():
    today = timezone.localdate()
    now = Beat(rests=((today - DAY, today + 3 * DAY),))
    late = days_of(goal(today - 40 * DAY), now)
    assert late == {"due_on": today + 4 * DAY, "quiet_on": today + 11 * DAY}


def test_holidays_of_the_school_are_everybodys_and_an_advisory_adds_its_own(cast):
    assert beat_of(cast.ana_student) == Beat()
    f.RhythmFactory(school=cast.oak, weeks=8)
    f.RhythmFactory(school=cast.school, weeks=3, reminds=False, rests_from=on(2, 1), rests_until=on(2, 9))
    assert beat_of(cast.ana_student) == Beat(3, None, False, ((on(2, 1), on(2, 9)),))
    own = f.RhythmFactory(
        school=cast.school,
        advisory=cast.advisory,
        weeks=1,
        weekday=4,
        rests_from=on(2, 10),
        rests_until=on(2, 12),
    )
    hers = Beat(1, 4, True, ((on(2, 1), on(2, 12)),))
    assert beat_of(cast.ana_student) == hers
    beats = beats_of_school(cast.school.pk)
    assert (beats(own.advisory_id), beats(cast.other_advisory.pk).weeks, beats(None).weeks) == (hers, 3, 3)


def kept(goal):
    goal.refresh_from_db()
    return goal.due_on, goal.quiet_on


def test_every_action_keeps_the_day(cast):
    today = timezone.localdate()
    goal = f.GoalFactory(student=cast.ana_student, news_at=timezone.now() - 40 * DAY)
    assert [one.want for one in Goal.objects.due()] == [goal.want]
    assert [one.want for one in Goal.objects.quiet()] == [goal.want]
    actions.reply_to_goal(goal, text="", seen_news_at=goal.news_at, by=cast.bo)
    assert kept(goal)[1] == today + 21 * DAY
    actions.check_in(goal, still="keep", progress=1, by=cast.ana)
    assert kept(goal) == (today + 14 * DAY, today + 21 * DAY)
    until = {"want": goal.want, "until": today + 3 * DAY}
    actions.edit_goal(goal, revision=0, by=cast.ana, **until)
    assert kept(goal)[0] == today + 3 * DAY
    actions.check_in(goal, still="drop", progress=1, line="Not now", by=cast.ana)
    assert kept(goal) == (None, None)
    actions.take_up_goal(goal, by=cast.ana)
    assert kept(goal)[0] == today + 3 * DAY


def test_a_week_that_is_not_finished_goes_on(cast):
    today = timezone.localdate()
    goal = f.GoalFactory(student=cast.ana_student, format="weekly", until=today)
    actions.check_in(goal, still="keep", progress=1, by=cast.ana)
    friday = on_or_after(today + DAY, FRIDAY)
    goal.refresh_from_db()
    assert (goal.due_on, goal.until) == (friday, friday)
    actions.check_in(goal, still="keep", progress=2, by=cast.ana)
    goal.refresh_from_db()
    assert goal.until == friday
