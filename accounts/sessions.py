"""Sessions as rows that know their person, so that they can be listed and ended one by one."""

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

CARD_AGE = 8 * 3600  # seconds: a card opens a school day, on a device that others use after her


class SessionStore(DatabaseStore):
    user = None

    @classmethod
    def get_model_class(cls):
        from accounts.models import Session

        return Session

    def _get_session_from_db(self):
        """The row, its user and the user's school in one query."""
        try:
            row = self.model.objects.with_person().get(
                session_key=self.session_key, expire_date__gt=timezone.now()
            )
        except self.model.DoesNotExist:
            self._session_key = None
            return None
        self.user = row.user
        if self.user is not None:
            self.user.roles = row.roles
            self.user.bound_to = row.bound_to
        return row

    def _validate_session_key(self, key):
        """Only what we make ourselves is looked up: a cookie may hold anything, the database may not."""
        return super()._validate_session_key(key) and set(key) <= set(VALID_KEY_CHARS)

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get("_auth_user_id")
        row.card_id = data.get("card")
        row.invitation_id = data.get("invitation")
        return row

    def get_session_cookie_age(self):
        return CARD_AGE if "card" in self else super().get_session_cookie_age()
