"""Every moment is a minute since 1970: a clock that is put back during an evening changes nothing."""

import datetime

from conferences.timetable.problem import Spell

A_MINUTE = datetime.timedelta(minutes=1)
EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)


def minute(moment):
    return int(moment.timestamp()) // 60


def moment(minutes):
    return EPOCH + minutes * A_MINUTE


def spell(row):
    return Spell(minute(row.starts_at), minute(row.ends_at))
