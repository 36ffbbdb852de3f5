"""The day itself: who is expected, who has come, where there is a table now."""

import datetime

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Now
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from accounts.models import Guardianship
from accounts.querysets.people import spoken_name
from accounts.search import PlainWords, names_of
from conferences.querysets.conferences import missed
from conferences.querysets.households import attending_at

TO_COME = ("not_started", "building", "ready")
BEGUN = datetime.timedelta(minutes=10)  # so long ago a time may have begun, and a walk-in still has it
STILL_EXPECTED = datetime.timedelta(minutes=90)  # after its time a family is looked for no more
ALIKE = 0.35  # how much of a word is still alike, where it was heard and not read
WORDS = 5  # of which somebody at the desk types no more


def day_bounds(day=None):
    """From when until when a day lasts on the school's clock: 23, 24 or 25 hours, whatever UTC calls it."""
    day = day or timezone.localdate()
    midnight = datetime.datetime.combine(day, datetime.time())
    return tuple(timezone.make_aware(one) for one in (midnight, midnight + datetime.timedelta(days=1)))


def today(rows, way=""):
    """Sessions of this day, or what hangs on one of them (`way` leads there); none that was called off."""
    first, last = day_bounds()
    # Of the day on which it begins: one that ends after midnight is not tomorrow's, too.
    return rows.filter(
        **{f"{way}starts_at__gte": first, f"{way}starts_at__lt": last, f"{way}called_off_at": None}
    )


def open_today(rows, way=""):
    """As `today`, of rounds that go on."""
    return today(rows, way).exclude(**{f"{way}round__state__in": ("draft", "co_design", "closed")})


def attending(way=""):
    """The adults who may be at a conference today, as `households.attending_at`; `way` leads there."""
    own = apps.get_model("conferences", "Conference").objects.filter(
        student=OuterRef("student"), round=OuterRef(OuterRef(f"{way}round")), household=OuterRef("household")
    )
    rows = Guardianship.objects.current().attending().filter(student=OuterRef(f"{way}student"))
    home = ExpressionWrapper(OuterRef(f"{way}household"), output_field=BigIntegerField())
    return rows.alias(home=home).filter(Q(household=F("home")) | Q(~Exists(own), home=None))


def language_spoken(way=""):
    """In which language somebody interprets for them: nothing where nobody asks for one.

    As the household says it; if it says nothing, the language of its letters.
    """
    wanting = attending(way).filter(household__needs_interpreter=True).order_by("pk")
    name = Case(
        When(household__interpreter_language="", then=F("household__language")),
        default=F("household__interpreter_language"),
        output_field=TextField(),
    )
    return Subquery(wanting.values(said=name)[:1])


def comers():
    return apps.get_model("conferences", "Participant").objects.welcome().filter(conference=OuterRef("pk"))


def for_the_desk(conferences):
    """With what a row at the welcome desk says: who, when, where, with whom, and what to think of."""
    people = comers().exclude(coming="no")
    return conferences.select_related(
        "student__user", "student__advisory", "round", "place__session", "place__interpreter"
    ).annotate(
        adults=ArraySubquery(attending().order_by("pk").values(spoken=spoken_name("adult__"))),
        here=ArraySubquery(people.filter(arrived_at__isnull=False).order_by("pk").values("name")),
        language=language_spoken(),
        asks_interpreter=Exists(people.filter(interpreter=True)),
        **missed(),
    )


def on_day(conferences):
    return open_today(conferences, "place__session__")


def expected(conferences):
    """Those of today who are not here yet, late ones first."""
    since = Now() - STILL_EXPECTED
    rows = on_day(conferences).filter(state__in=TO_COME, arrived_at=None, place__starts_at__gt=since)
    return rows.order_by("place__starts_at", "place__session__room", "place__table", "pk")


def waiting(conferences):
    """Those who have come and sit in the waiting area, in the order of their times."""
    rows = on_day(conferences).filter(state__in=TO_COME, arrived_at__isnull=False)
    return rows.order_by("place__starts_at", "arrived_at", "pk")


def counts_of_day(conferences):
    """How many of today's are still expected, wait, run and are over."""
    state = Q(state__in=TO_COME)
    return on_day(conferences).aggregate(
        expected=Count("pk", filter=state & Q(arrived_at=None)),
        waiting=Count("pk", filter=state & Q(arrived_at__isnull=False)),
        running=Count("pk", filter=Q(state="live")),
        held=Count("pk", filter=Q(state="held")),
    )


def looked_for(conferences, words, *, loose=False):
    """Whom somebody at the desk means: a child, an adult who may be there, a guest, or a room of today.

    Without accents or capitals, and spelled nearly right; `loose`: not even that. Today's first, then those
    of a round that is on today: who walks in without a time sits down there. An adult whom the school keeps
    away is nobody's here.
    """
    words = words.split()[:WORDS]
    if not words:
        return conferences.none()
    first, last = day_bounds()
    is_today = Q(place__session__starts_at__gte=first, place__session__starts_at__lt=last)
    holding, near, guests, rooms = Q(), Q(), Q(), Q()
    for word in words:
        plain = PlainWords(Value(word))
        holding &= Q(names__contains=plain)
        near &= Q(names__contains=plain) | alike(plain, loose)
        guests &= Q(name__icontains=word)
        rooms &= Q(place__session__room__icontains=word)
    adults = attending().alias(names=names_of("adult__"))
    exact = holding | Exists(adults.filter(holding))
    sessions = open_today(apps.get_model("conferences", "Session").objects.filter(round=OuterRef("round")))
    found = conferences.of_current_rounds().annotate(is_on=Exists(sessions))
    found = found.alias(names=names_of("student__user__"))
    turn = Case(
        When(is_today & exact, then=Value(0)),
        When(is_today, then=Value(1)),
        When(Q(is_on=True) & exact, then=Value(2)),
        When(exact, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    # Who has left the school is expected by nobody.
    return (
        found.filter(
            near | Exists(adults.filter(near)) | Exists(comers().filter(guests)) | (rooms & is_today),
            student__left_at=None,
        )
        .annotate(turn=turn)
        .order_by("turn", F("place__starts_at").asc(nulls_last=True), "student__user__last_name", "pk")
    )


def alike(plain, loose):
    """As near as Postgres calls similar by itself, or only about half of it right."""
    if loose:
        return Q(GreaterThan(TrigramWordSimilarity(plain, F("names")), Value(ALIKE)))
    return Q(names__trigram_word_similar=plain)


def siblings(conferences, conference):
    """Other children's conferences today to which one of the same adults comes."""
    theirs = attending().filter(adult__in=attending_at(conference).values("adult"))
    rows = on_day(conferences).filter(Exists(theirs), state__in=TO_COME)
    return rows.exclude(student=conference.student_id).order_by("place__starts_at", "pk")


# Rooms: the overview, and the screens of the hall


def for_rooms(sessions):
    """With whose students meet there, by room."""
    through = apps.get_model("conferences", "Session").advisories.through.objects
    meeting = through.filter(session=OuterRef("pk")).order_by("advisory").values("advisory")
    rows = sessions.select_related("round").annotate(meeting_here=ArraySubquery(meeting))
    return rows.order_by("room", "starts_at", "pk")


def stamp_of(sessions):
    """Changes when a board of today does, and every two minutes: somebody may be late by now."""
    told = sessions.order_by().aggregate(boards=Count("pk"), revisions=Sum("revision"))
    minutes = int(timezone.now().timestamp()) // 120
    return f"{told['boards']}-{told['revisions'] or 0}-{minutes}"


def unnamed():
    """Exists: the school keeps an adult away from this child, so no screen in the hall says her name."""
    kept_away = Guardianship.objects.filter(student=OuterRef("conference__student"))
    return Exists(kept_away.filter(Q(restricted=True) | Q(may_attend=False)))


def taken_today(sessions):
    """The taken places of these sessions, with what a room says of each."""
    places = apps.get_model("conferences", "Place").objects.filter(
        session__in=sessions.values("pk"), conference__isnull=False
    )
    return (
        places.select_related("conference__student__user", "interpreter")
        .annotate(is_unnamed=unnamed(), room=F("session__room"))
        .order_by("starts_at", "table", "pk")
    )


def with_needs(places):
    """For the office alone: whether somebody calls, and who needs an interpreter."""
    signals = apps.get_model("conferences", "Signal").objects.filter(visited_at=None)
    people = apps.get_model("conferences", "Participant").objects.welcome().exclude(coming="no")
    households = Guardianship.objects.current().attending().filter(household__needs_interpreter=True)
    own = OuterRef("conference")
    return places.annotate(
        calls=Exists(signals.filter(conference=own)),
        wants_interpreter=Exists(people.filter(conference=own, interpreter=True))
        | Exists(households.filter(student=OuterRef("conference__student"))),
    )


def interpreters_today(school):
    """Who interprets at this school today, and since when she is here."""
    shifts = apps.get_model("conferences", "Shift").objects.at(school).within(*day_bounds())
    return shifts.select_related("interpreter").order_by("starts_at", "interpreter__name", "pk")


def absent_today(school):
    """Advisors who are away today, and who stands in for them."""
    first, last = day_bounds()
    absences = apps.get_model("conferences", "Absence").objects.filter(
        round__school=school, starts_at__lt=last, ends_at__gt=first
    )
    return absences.select_related("advisor", "stand_in").order_by("starts_at", "pk")


def walked_in(conferences):
    """Running just now without a place of today."""
    first, last = day_bounds()
    seated = Q(place__session__starts_at__gte=first, place__session__starts_at__lt=last)
    return conferences.filter(state="live").exclude(seated).select_related("student__user")


# An interpreter's own list


def interpreted_by(places, interpreter):
    """Her conferences from today on, with the first name and no more of a child."""
    first, _last = day_bounds()
    return (
        places.filter(
            interpreter=interpreter,
            conference__isnull=False,
            starts_at__gte=first,
            session__called_off_at=None,
            conference__student__left_at=None,
        )
        .exclude(session__round__state__in=("draft", "co_design", "closed"))
        .select_related("session", "conference__student__user", "conference__school")
        .annotate(language=language_spoken("conference__"))
        .order_by("starts_at", "pk")
    )
