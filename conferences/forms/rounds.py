import datetime

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisory, Student
from conferences.forms.families import call_field
from conferences.models import Round, Session
from conferences.models.agendas import grade_words

# Grades that schools give another length: kindergarten's stations, and the last year's portfolio.
BANDS = ((0, 2), (3, 5), (6, 8), (9, 11), (12, 12))


FINER = ("travel", "at_once", "changes", "last_change")


class RoundForm(forms.ModelForm):
    """Which grades, how long a conference is, and how families come to their times."""

    grade_low = forms.TypedChoiceField(label=_("From grade"), choices=Student.Grade.choices, coerce=int)
    grade_high = forms.TypedChoiceField(
        label=_("To grade"), choices=Student.Grade.choices, coerce=int, initial=12
    )
    asks_first = forms.TypedChoiceField(
        label=_("How families come to their time"),
        choices=[
            ("yes", _("They say when they can come, and Lectern makes a fair timetable")),
            ("no", _("They choose a free time themselves, first come first served")),
        ],
        coerce=lambda value: value != "no",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=_("Minutes for each conference"), min_value=5, max_value=120, initial=20
    )
    turnover = forms.IntegerField(
        label=_("Minutes between two conferences"), min_value=0, max_value=60, initial=5
    )
    travel = forms.IntegerField(
        label=_("Minutes to walk from one room to another"),
        min_value=0,
        max_value=60,
        required=False,
        help_text=_("For brothers and sisters one after the other."),
    )
    at_once = forms.IntegerField(
        label=_("Conferences at once for each advisor"), min_value=1, max_value=12, required=False
    )
    changes = forms.IntegerField(
        label=_("How often a household may change its times"), min_value=0, max_value=20, required=False
    )
    last_change = forms.IntegerField(
        label=_("Until how many days before"), min_value=0, max_value=30, required=False
    )

    class Meta:
        model = Round
        fields = [
            "name",
            "grade_low",
            "grade_high",
            "asks_first",
            "minutes",
            "turnover",
            "travel",
            "at_once",
            "changes",
            "last_change",
        ]
        labels = {"name": _("Name")}
        help_texts = {"name": _("For example: Fall 2026")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        round_ = self.instance
        # Kept before the form writes what was left empty into its instance.
        self.known = {name: getattr(round_, name) for name in FINER}
        self.initial = self.known | self.initial
        self.initial["asks_first"] = "yes" if round_.pk is None or round_.asks_first else "no"
        known = {row.grade_low: row.minutes for row in round_.lengths.all()} if round_.pk else {}
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect):
                kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
                field.widget.attrs.setdefault("class", kind)
        for low, high in BANDS:
            self.fields[f"length_{low}"] = forms.IntegerField(
                label=grade_words(low, high),
                min_value=5,
                max_value=120,
                required=False,
                initial=known.get(low),
                widget=forms.NumberInput({"class": "form-control"}),
            )

    @property
    def grades(self):
        return [self["grade_low"], self["grade_high"]]

    @property
    def usual(self):
        return [self["minutes"], self["turnover"]]

    @property
    def lengths(self):
        return [self[f"length_{low}"] for low, _high in BANDS]

    @property
    def finer(self):
        """What most schools leave as it is."""
        return [self[name] for name in FINER]

    @property
    def is_finer_wrong(self):
        return any(field.errors for field in [*self.lengths, *self.finer])

    def clean(self):
        cleaned = super().clean()
        low, high = cleaned.get("grade_low"), cleaned.get("grade_high")
        if low is not None and high is not None and low > high:
            self.add_error("grade_high", _("This grade comes before the first one."))
        return cleaned

    def fields_of_round(self):
        """What the actions take. What was left empty is as it was, or as schools usually have it."""
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        fields |= {name: self.known[name] for name in FINER if fields[name] is None}
        fields["asks_first"] = fields["asks_first"] is not False  # left out, families are asked
        said = {band: self.cleaned_data[f"length_{band[0]}"] for band in BANDS}
        return fields | {"lengths": {band: minutes for band, minutes in said.items() if minutes}}


class SessionForm(forms.Form):
    """One room, one day, from when until when, and how many conferences at once."""

    room = forms.CharField(label=_("Room"), max_length=100)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    capacity = forms.IntegerField(
        label=_("Conferences at once"),
        min_value=1,
        max_value=12,
        initial=4,
        help_text=_("One table for each."),
    )
    advisories = forms.ModelMultipleChoiceField(
        label=_("Whose students meet here"),
        queryset=Advisory.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none, and every advisory of the round meets here."),
    )

    kind = forms.TypedChoiceField(
        label=_("How they meet here"),
        choices=Session.Kind.choices,
        initial=Session.Kind.TABLES,
        empty_value=Session.Kind.TABLES,
        required=False,
        help_text=_("One at a time is for what nobody else should hear."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes for each conference"),
        min_value=5,
        max_value=120,
        required=False,
        help_text=_("Empty: as long as the round says for the grades that meet here."),
    )
    pauses = forms.CharField(
        label=_("Breaks"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"placeholder": "18:00-18:20", "autocomplete": "off", "dir": "ltr"}),
        help_text=_("From when until when, such as 18:00-18:20. Several with a comma."),
    )
    for_make_ups = forms.BooleanField(
        label=_("For make-ups alone"),
        required=False,
        help_text=_("Families whose conference was missed choose here, and nobody else."),
    )
    call_url = call_field()

    def __init__(self, *args, round_, session=None, **kwargs):
        if session is not None:
            kwargs["initial"] = initial_of(session)
        super().__init__(*args, **kwargs)
        self.fields["advisories"].queryset = advisories_of(round_, session)

    @property
    def spell(self):
        return [self["day"], self["begins"], self["ends"]]

    @property
    def finer(self):
        """What most rooms leave as it is."""
        return [self[name] for name in ("kind", "minutes", "pauses", "for_make_ups", "call_url")]

    @property
    def is_finer_open(self):
        """Something is said there, or has to be said otherwise."""
        return any(
            field.errors or field.value() not in (None, "", False, Session.Kind.TABLES)
            for field in self.finer
        )

    def clean_day(self):
        """A slip of the keyboard such as 0202 or 9999 is a day that no clock can show."""
        day = self.cleaned_data["day"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError(_("Please look at the year once more."))
        return day

    def clean(self):
        cleaned = super().clean()
        if {"day", "begins", "ends"} <= cleaned.keys():
            cleaned["starts_at"] = moment(cleaned["day"], cleaned["begins"])
            cleaned["ends_at"] = moment(cleaned["day"], cleaned["ends"])
            if cleaned["ends"] == datetime.time(0):
                cleaned["ends_at"] += datetime.timedelta(days=1)
            if cleaned["ends_at"] <= cleaned["starts_at"]:
                self.add_error("ends", _("This is before the beginning."))
            else:
                self.clean_breaks(cleaned)
        if cleaned.get("kind") == Session.Kind.SOLO:
            cleaned["capacity"] = 1
        return cleaned

    def clean_breaks(self, cleaned):
        """Each inside the time of the room; the evening goes past midnight where the room does."""
        try:
            breaks = spells_of(cleaned["day"], cleaned.get("pauses", ""))
        except (ValueError, TypeError):  # "18:00Z" is a time of another kind
            self.add_error("pauses", _("Please write each break as 18:00-18:20."))
            return
        if any(starts < cleaned["starts_at"] or ends > cleaned["ends_at"] for starts, ends in breaks):
            self.add_error("pauses", _("A break is not within the time above."))
        cleaned["breaks"] = breaks

    def fields_of_session(self):
        """What the actions take."""
        where = ["room", "starts_at", "ends_at", "capacity", "advisories", "call_url"]
        names = [*where, "kind", "minutes", "breaks", "for_make_ups"]
        return {name: self.cleaned_data[name] for name in names}


def advisories_of(round_, session=None):
    """Those with students of its grades, and whoever meets here already; while nobody is in them, all."""
    current = Advisory.objects.filter(school=round_.school_id, ended_at=None).order_by("name", "pk")
    keys = set(round_.grades_by_advisory)
    if keys and session is not None:
        keys |= set(session.advisories.values_list("pk", flat=True))
    return current.filter(pk__in=keys) if keys else current


def spells_of(day, text):
    """Breaks as they are written, "18:00-18:20, 19:30-19:40", on the school's clock."""
    spells = []
    for part in text.replace("–", "-").replace(";", ",").split(","):
        if part.strip():
            begins, ends = (clock_of(words.strip()) for words in part.split("-"))
            if ends <= begins:
                raise ValueError(part)
            spells.append((moment(day, begins), moment(day, ends)))
    return sorted(spells)


def clock_of(words):
    """18:00, or 18 where somebody is in a hurry."""
    return datetime.time.fromisoformat((words if ":" in words else f"{words}:00").zfill(5))


def moment(day, clock):
    """A time on the school's clock."""
    return from_current_timezone(datetime.datetime.combine(day, clock))


def initial_of(session):
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "room": session.room,
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "capacity": session.capacity,
        "advisories": session.advisories.all(),
        "call_url": session.call_url,
        "kind": session.kind,
        "minutes": session.minutes,
        "for_make_ups": session.for_make_ups,
        "pauses": ", ".join(
            f"{timezone.localtime(row.starts_at):%H:%M}-{timezone.localtime(row.ends_at):%H:%M}"
            for row in session.breaks.all()
        ),
    }
