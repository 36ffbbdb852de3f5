"""Letters and lists of a round on paper: letters in each family's language, lists in the office's."""

from collections import defaultdict

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.actions.letters import language_of
from accounts.pdf import render_pdf
from accounts.qr import qr_path
from conferences import sheets
from conferences.day import address_of_door
from conferences.letters import item_of
from conferences.models import Conference, Notice, Place, Preference
from conferences.querysets.households import attending_each
from conferences.readers import readers_of


def press_letters(school, notices):
    """One PDF, a letter for each household on paper, and how many letters that are."""
    letters = [letter_of(school, of_home) for of_home in by_household(notices)]
    context = {"letters": letters, "title": _("Letters to families")}
    return render_pdf("conferences/pdf/letters.html", context, css="letter.css"), len(letters)


def by_household(notices):
    """What goes into one envelope, the households in the order of their names."""
    homes = defaultdict(list)
    for notice in notices:
        home = notice.reader.household
        homes[(0, home.name, home.pk) if home else (1, str(notice.adult), notice.adult_id)].append(notice)
    return [homes[key] for key in sorted(homes)]


def letter_of(school, notices):
    """One letter as HTML, in the language of its household and on the school's calendar."""
    first = notices[0]
    home = first.reader.household
    adults = {notice.adult_id: str(notice.adult) for notice in notices}
    # Two adults of a home read the same about a child; the later word holds.
    latest = {notice.conference_id: notice for notice in sorted(notices, key=lambda one: one.pk or 0)}
    words = in_order(latest.values())
    coming = next((notice.conference for notice in words if notice.starts_at), None)
    language = language_of(first.adult if home is None else None, home, school)
    with translation.override(language), timezone.override(school.timezone):
        return render_to_string(
            "conferences/pdf/letter.html",
            {
                "language": translation.get_language(),
                "bidi": translation.get_language_bidi(),
                "school": school,
                "today": timezone.localdate(),
                "names": list(adults.values()),
                "address": home.address if home else "",
                "items": [item_of(notice, paper=True) for notice in words],
                "path": qr_path(address_of_door(coming)) if coming else None,
            },
        )


def in_order(notices):
    return sorted(notices, key=lambda one: (one.starts_at is None, one.starts_at, one.conference_id))


def times_on_paper(round_):
    """As notices that are written nowhere: the time of everybody in this round who has letters on paper."""
    conferences = list(Conference.objects.announced().of_round(round_).to_come_with_time())
    readers = readers_of(conferences, Notice.Kind.TIME)
    found = []
    for conference in conferences:
        for reader in readers[conference.pk]:
            if reader.on_paper and not reader.is_guest:
                notice = Notice(conference=conference, adult=reader.adult, kind=Notice.Kind.TIME)
                notice.starts_at, notice.room = conference.starts_at, conference.place.session.room
                notice.reader = reader
                found.append(notice)
    return found


def press_sheets(printout):
    """One PDF, a table for each sheet, and how many sheets that are."""
    places = Place.objects.on_lists(printout.round_id, printout.day)
    own = printout.what == printout.What.OWN
    places = list(places.advised_by(printout.by) if own else places)
    languages = languages_of([place.conference for place in places])
    made = sheets.sheets_of(printout.what, places, languages, reader=printout.by_id)
    context = {
        "title": printout.get_what_display(),
        "what": printout.what,
        "school": printout.school,
        "round": printout.round,
        "sheets": made,
        "at": timezone.now(),
        "wide": printout.what == printout.What.EVENING,
    }
    return render_pdf("conferences/pdf/sheets.html", context, css="pdf/sheets.css"), len(made)


def languages_of(conferences):
    """Of those whose family needs an interpreter, the language as the family names it, by conference."""
    rounds = {conference.round_id for conference in conferences}
    said = Preference.objects.filter(round__in=rounds, interpreter=True)
    by_home = {answer.household_id or ("adult", answer.adult_id): answer for answer in said}
    found = {}
    for pk, rows in attending_each(conferences).items():
        for row in rows:
            answer = by_home.get(row.household_id) or by_home.get(("adult", row.adult_id))
            home = row.household
            if answer:
                found[pk] = answer.interpreter_language or _("yes")
            elif home and home.needs_interpreter:
                found.setdefault(pk, home.interpreter_language or _("yes"))
    return found
