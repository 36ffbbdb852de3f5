"""A round whose families were asked: one evening in Room 12 with two tables, for Ana and Ben."""

import datetime
from types import SimpleNamespace

from conferences.models import Preference, Window
from tests import factories as f

DAY = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=20)).date()


def at(hour, minutes=0, *, day=0):
    """A time of that evening, or of one some days later; the school of the tests keeps UTC."""
    date = DAY + datetime.timedelta(days=day)
    return datetime.datetime.combine(date, datetime.time(hour, minutes), datetime.UTC)


def make_evening(cast, *, tables=2):
    cast.school.timezone = "UTC"
    cast.school.save(update_fields=["timezone"])
    round_ = f.RoundFactory(school=cast.school, name="Fall", state="preferences", asks_first=True)
    session = f.SessionFactory(round=round_, starts_at=at(16), ends_at=at(18), capacity=tables)
    ana = f.ConferenceFactory(student=cast.ana_student, round=round_)
    ben = f.ConferenceFactory(student=cast.ben_student, round=round_)
    return SimpleNamespace(round=round_, session=session, ana=ana, ben=ben)


def prefer(round_, household, by, *windows, **fields):
    """What a household said; `windows` are (from, until, best)."""
    said = Preference.objects.create(
        school_id=round_.school_id, round=round_, household=household, by=by, **fields
    )
    Window.objects.bulk_create(
        Window(preference=said, starts_at=starts, ends_at=ends, best=best) for starts, ends, best in windows
    )
    return said
