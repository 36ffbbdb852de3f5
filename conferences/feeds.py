"""What a feed tells a calendar: when, where and the first name; nothing else of a child."""

import hashlib

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.actions.letters import household_of, language_of
from conferences.calendars import feed_of


def words_of(feed, conferences):
    """The bytes and their ETag: the same, as long as she would read the same."""
    user = feed.user
    school = user.school
    with (
        translation.override(language_of(user, household_of(user), school)),
        timezone.override(school.timezone if school else None),
    ):
        home = settings.SITE_URL + reverse("home")
        told = feed_of(conferences, name=_("Conferences"), url_of=lambda conference: home)
    return told, f'"{hashlib.sha256(told).hexdigest()[:32]}"'


def address_of(token):
    return settings.SITE_URL + reverse("conferences:calendar_read", args=[token])
