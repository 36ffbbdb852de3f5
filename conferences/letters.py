"""What an adult reads about the times of conferences, by mail and on paper, in her own words."""

from dataclasses import dataclass
from email.message import MIMEPart

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.letters import language_of, letter_to
from conferences.calendars import CANCEL, REQUEST, call_of, summary_of
from conferences.models import Conference, Notice

Kind = Notice.Kind
SUBJECTS = {
    Kind.ASKED: _("%(what)s: when can you come?"),
    Kind.TIME: _("%(what)s: %(when)s"),
    Kind.CONFIRMED: _("%(what)s: %(when)s"),
    Kind.MOVED: _("%(what)s has moved: %(when)s"),
    Kind.CALLED_OFF: _("%(what)s does not take place on %(before)s"),
    Kind.OFFERED: _("%(what)s: another time is free"),
    Kind.REMINDER: _("%(what)s is soon: %(when)s"),
    Kind.TOMORROW: _("%(what)s is tomorrow: %(when)s"),
    Kind.MAKE_UP: _("%(what)s takes place after all"),
}
SENTENCES = {
    Kind.ASKED: _("Say on your page when you can come. Any time is a fine answer, too."),
    Kind.TIME: _("This is your time. If it does not suit you, ask for another one on your page."),
    Kind.CONFIRMED: _("It is settled. We look forward to it."),
    Kind.MOVED: _("Before, it was %(before)s. If the new time does not suit you, say so on your page."),
    Kind.CALLED_OFF: _("It was to be %(before)s. Choose another time on your page, or call us."),
    Kind.OFFERED: _("This time is free for you now. If it suits you, take it on your page."),
    Kind.REMINDER: _("There is nothing that you have to bring. Just come and listen."),
    Kind.TOMORROW: _("There is nothing that you have to bring. Just come and listen."),
    Kind.MAKE_UP: _("There is a new time after all."),
}
STAYS = _("The time stays as it is; only the room is another one.")
CHOOSE = _("Choose a new time on your page.")
GIVEN_BACK = _("You gave this time back: %(before)s. Choose another one on your page when it suits you.")
LEFT_OUT = _(
    "It was to be %(before)s. There will be no other one in this round; call us if you have a question."
)
CALL = _("Call the school office for a new time.")
# Said to somebody without a page to look at.
ON_PAPER = {
    Kind.ASKED: _("Please tell the school office when you can come. Any time is a fine answer, too."),
    Kind.OFFERED: _("This time is free for you now. If it suits you, call the school office."),
    Kind.CALLED_OFF: _("It was to be %(before)s. Call the school office for another time."),
    Kind.TIME: _("This is your time. If it does not suit you, call the school office."),
    Kind.MOVED: _("Before, it was %(before)s. If the new time does not suit you, call the school office."),
}


@dataclass(frozen=True)
class Item:
    """One conference in a letter."""

    what: str
    when: str
    where: str
    sentence: str
    line: str
    interpreter: bool
    link: str


def item_of(notice, *, paper=False):
    """In the language and on the clock that are active."""
    place = getattr(notice.conference, "place", None)
    return Item(
        what=what(notice),
        when=when(notice.starts_at),
        where=where(notice, paper=paper),
        sentence=sentence(notice, paper=paper),
        line=notice.line,
        interpreter=bool(place and place.interpreter_id and notice.starts_at),
        link=settings.SITE_URL + page_of(notice),
    )


def what(notice):
    if is_own(notice):
        return gettext("Your conference")
    return summary_of(notice.conference)


def is_own(notice):
    return notice.conference.student.user_id == notice.adult_id


def when(moment):
    """Tuesday, October 6, 2026, 5:20 p.m."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return (
        f"{date_format(local, 'l')}, {date_format(local, 'DATE_FORMAT')}, {date_format(local, 'TIME_FORMAT')}"
    )


def where(notice, *, paper=False):
    if notice.starts_at is None or not notice.room:
        return ""
    if is_by_video(notice.conference) and paper:
        return gettext("By video. The school office gives you the link.")
    if is_by_video(notice.conference):
        return gettext("By video. The link is on your page.")
    return f"{notice.room}, {notice.conference.school.name}"


def is_by_video(conference):
    place = getattr(conference, "place", None)
    kind = place.session.kind if place else ""
    return "remote" in (conference.way, kind)


def sentence(notice, *, paper=False):
    if notice.stays:
        return str(STAYS)
    if notice.kind == Kind.MAKE_UP and notice.starts_at is None:
        return str(CALL if paper else CHOOSE)
    words = ON_PAPER.get(notice.kind) if paper else None
    if notice.kind == Kind.CALLED_OFF and notice.by_id == notice.adult_id:
        words = GIVEN_BACK
    if notice.kind == Kind.CALLED_OFF and notice.conference.put_aside_at:
        words = LEFT_OUT
    return str(words or SENTENCES[notice.kind]) % {"before": when(notice.before)}


def subject(notice):
    words = {"what": what(notice), "when": when(notice.starts_at), "before": when(notice.before)}
    return str(SUBJECTS[notice.kind]) % words


def page_of(notice):
    """Where the reader sees it: the family's page; home, for the student herself and once it is no more."""
    if notice.reader.is_guest and not notice.conference.put_aside_at:
        return reverse("conferences:conference_guest", args=[notice.conference_id])
    if is_own(notice) or notice.conference.put_aside_at:
        return reverse("home")
    return reverse("conferences:conference_family", args=[notice.conference_id])


class Invite(EmailMultiAlternatives):
    """A mail with entries for the calendar.

    The first stands beside the text, where calendar apps look for an invitation; all of them are attached,
    one file for each conference, as one entry of a calendar has one UID (RFC 5546).
    """

    def __init__(self, letter, entries):
        super().__init__(letter.subject, letter.body, to=letter.to, alternatives=letter.alternatives)
        self.entries = entries

    def message(self, **kwargs):
        message = super().message(**kwargs)
        for part in message.walk():
            if part.get_content_type() == "multipart/alternative" and self.entries:
                method, text = self.entries[0]
                part.add_alternative(text, subtype="calendar", params={"method": method})
                break
        return message


def mail_notices(notices):
    """One letter of all these, which have one reader, in her language and on her school's clock."""
    first = notices[0]
    school, adult = first.conference.school, first.adult
    home = next((one.reader.household for one in notices if one.reader.household), None)
    language = language_of(adult, home, school)
    with translation.override(language), timezone.override(school.timezone):
        words = {"school": school, "items": [item_of(notice) for notice in notices]}
        title = subject(first) if len(notices) == 1 else several(school)
        letter = letter_to("conferences/mail/times", adult, language, title=title, **words)
        entries = [entry for notice in notices if (entry := entry_of(notice))]
    invite = Invite(letter, entries)
    for count, (method, text) in enumerate(entries, 1):
        invite.attach(file_of(method, text, count))
    invite.extra_headers["Message-ID"] = message_id(first)
    invite.send()


def several(school):
    return gettext("Your times at %(school)s") % {"school": school.name}


def entry_of(notice):
    """`(method, text)` of the entry that a calendar takes in, or None: a reminder changes nothing there."""
    if notice.kind not in Notice.OF_TIMES or not (notice.starts_at or notice.before):
        return None
    method = CANCEL if notice.kind == Kind.CALLED_OFF else REQUEST
    link = settings.SITE_URL + page_of(notice)
    return method, call_of(notice, method=method, url=link, entry=entry_key(notice)).decode()


def entry_key(notice):
    """Of a household's own conference it is asked for; every other entry has the key of its conference."""
    if notice.conference.household_id is None:
        return notice.conference_id
    own = Conference.everything.with_entry(notice.adult).filter(pk=notice.conference_id)
    return own.values_list("entry", flat=True).get()


def file_of(method, text, count):
    part = MIMEPart()
    name = "conference.ics" if count == 1 else f"conference-{count}.ics"
    part.set_content(
        text, subtype="calendar", params={"method": method}, disposition="attachment", filename=name
    )
    return part


def message_id(notice):
    """The same for the same letter: sent twice after a crash, a mailbox keeps it once."""
    domain = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"<notice-{notice.pk}-{notice.sequence}@{domain}>"
