"""Sessions as rows that know their person, so that they can be listed and ended one by one."""

import datetime

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

CARD_HOURS = 8  # a school day, on a device that others use after her
# When she was here last is written down now and then, not with every page.
SEEN_EVERY = datetime.timedelta(minutes=15)
SEEN_EVERY_SHARED = datetime.timedelta(minutes=1)
# The page itself signs out first; this is for a tablet that was shut, or that runs no scripts.
GRACE = datetime.timedelta(minutes=2)


class SessionStore(DatabaseStore):
    """What `accounts.actions.sessions.open_session` writes into it is read here:

    `card`, the card that opened it; `device`, in plain words; `made`, when; and on a device that is shared
    `idle`, minutes without use until it ends, and `until`, when it ends in any case. Times are timestamps.
    """

    user = None
    bound_to = None

    @classmethod
    def get_model_class(cls):
        from accounts.models import Session

        return Session

    def load(self):
        row = self._get_session_from_db()
        if row is None:
            return {}
        data = self.decode(row.session_data)
        self.note_use(row, data)
        return data

    def note_use(self, row, data):
        now = timezone.now()
        every = SEEN_EVERY_SHARED if "idle" in data else SEEN_EVERY
        if row.user_id is None or now - row.seen_at < every:
            return
        ends = {"expire_date": shared_end(data, now)} if "idle" in data else {}
        self.model.objects.filter(pk=row.pk).update(seen_at=now, **ends)

    def _get_session_from_db(self):
        """The row, its user, and what pages show of the user's schools, in one query."""
        try:
            row = self.model.objects.alive().get(session_key=self.session_key)
        except self.model.DoesNotExist:
            self._session_key = None
            return None
        self.user = row.user
        self.bound_to = row.bound_to
        if self.user is not None:
            self.user.roles = row.roles
            self.user.bound_to = row.bound_to
            self.user.schools = self.user.schools_from(row.schools)
            self.user.runs_district = row.runs_district
            if row.bound_to:
                self.narrow(row)
        return row

    def narrow(self, row):
        """A printed letter is about one child: of what else she is, and where, its pages say nothing."""
        self.user.roles = [role for role in row.roles if role == "family"]
        self.user.schools = {pk: one for pk, one in self.user.schools.items() if pk == row.bound_school}
        self.user.runs_district = False

    def _validate_session_key(self, key):
        """Only what we make ourselves is looked up: a cookie may hold anything, the database may not."""
        return super()._validate_session_key(key) and set(key) <= set(VALID_KEY_CHARS)

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get("_auth_user_id")
        row.card_id = data.get("card")
        row.invitation_id = data.get("invitation")
        row.device = data.get("device", "")
        if "made" in data:
            row.made_at = moment(data["made"])
        return row

    def get_expiry_date(self, **kwargs):
        if "idle" in self:
            return shared_end(self, timezone.now())
        return super().get_expiry_date(**kwargs)


def shared_end(data, now):
    """On a shared device: some minutes after its last use, and never later than `until`."""
    unused = now + datetime.timedelta(minutes=data["idle"]) + GRACE
    return min(unused, moment(data["until"]))


def moment(timestamp):
    return datetime.datetime.fromtimestamp(timestamp, tz=datetime.UTC)
