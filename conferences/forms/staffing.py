"""Who is there in a round, who is not, and what happens when."""

import datetime

from django import forms
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisory, Student, User
from conferences import interpreting
from conferences.forms.rounds import advisories_of, moment
from conferences.models import Interpreter, Milestone, Round
from conferences.querysets.rounds import students_of

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
DAY_BOX = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SpellForm(forms.Form):
    """A day, from when until when, on the school's clock."""

    day = forms.DateField(label=_("Day"), widget=DAY)
    begins = forms.TimeField(label=_("From"), widget=CLOCK)
    ends = forms.TimeField(label=_("Until"), widget=CLOCK)

    def __init__(self, *args, round_, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round_
        first = round_.first_session
        if first:
            starts, ends = timezone.localtime(first.starts_at), timezone.localtime(first.ends_at)
            self.initial = {"day": starts.date(), "begins": starts.time(), "ends": ends.time()} | self.initial

    def clean_day(self):
        """A slip of the keyboard such as 0202 or 9999 is a day that no clock can show."""
        day = self.cleaned_data["day"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError(gettext("Please look at the year once more."))
        return day

    def clean(self):
        cleaned = super().clean()
        if {"day", "begins", "ends"} <= cleaned.keys():
            cleaned["starts_at"] = moment(cleaned["day"], cleaned["begins"])
            cleaned["ends_at"] = moment(cleaned["day"], cleaned["ends"])
            if cleaned["ends"] == datetime.time(0):
                cleaned["ends_at"] = moment(cleaned["day"] + datetime.timedelta(days=1), cleaned["ends"])
            if cleaned["ends_at"] <= cleaned["starts_at"]:
                self.add_error("ends", gettext("This is before the beginning."))
        return cleaned

    def said(self, *names):
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", *names)}


class ShiftForm(SpellForm):
    """When an interpreter is there."""

    interpreter = forms.ModelChoiceField(label=_("Interpreter"), queryset=Interpreter.objects.none())
    field_order = ["interpreter"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["interpreter"].queryset = Interpreter.objects.at(self.round.school_id).current()


class AbsenceForm(SpellForm):
    """When an advisor cannot be there."""

    advisor = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    field_order = ["advisor"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        advisors = User.objects.filter(advisories__in=advisories_of(self.round)).distinct()
        self.fields["advisor"].queryset = advisors.order_by("last_name", "first_name", "pk")


def lines_in(text):
    """Its lines as names are compared, each once."""
    lines = [" ".join(line.split()).casefold() for line in text.splitlines()]
    return list(dict.fromkeys(filter(None, lines)))


class Named:
    """Of a form: students by their names, a line each."""

    def named(self, lines, students):
        """By name; a name that nobody has, or that several have, is said and nothing is saved."""
        known: dict[str, list] = {}
        for student in students.select_related("user").order_by("pk"):
            for name in {student.name.casefold(), student.user.get_full_name().casefold()}:
                known.setdefault(name, []).append(student)
        wrong = [line for line in lines if len(known.get(line, [])) != 1]
        if wrong:
            words = gettext("We do not know who this is: %(names)s. Please look at the spelling.")
            self.add_error("names", words % {"names": ", ".join(wrong)})
            return {}
        return {known[line][0].pk: known[line][0] for line in lines}


class BusyForm(Named, SpellForm):
    """Students who have something else: a team, a choir, a whole advisory."""

    line = forms.CharField(
        label=_("What it is"), max_length=100, required=False, help_text=_("For example: basketball, away")
    )
    names = forms.CharField(
        label=_("Who"),
        required=False,
        max_length=10000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("A name on each line, as in the list of students. A whole list can be pasted."),
    )
    advisories = forms.ModelMultipleChoiceField(
        label=_("Or whole advisories"),
        queryset=Advisory.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["line", "names", "advisories"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["advisories"].queryset = advisories_of(self.round)

    def clean(self):
        cleaned = super().clean()
        lines = lines_in(cleaned.get("names", ""))
        students = Student.objects.current().filter(school=self.round.school_id)
        found = self.named(lines, students) if lines else {}
        if cleaned.get("advisories"):
            found |= {row.pk: row for row in students.filter(advisory__in=cleaned["advisories"])}
        if not found and not self.errors:
            self.add_error("names", gettext("Who is it? A name, or an advisory below."))
        cleaned["students"] = [found[key] for key in sorted(found)]
        return cleaned


class LeaveOutForm(Named, forms.Form):
    """Students who have no conference in this round, by name, and why."""

    names = forms.CharField(
        label=_("Who"),
        max_length=10000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("A name on each line, as in the list of students. A whole list can be pasted."),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=200, required=False, help_text=_("For the office alone.")
    )

    def __init__(self, *args, round_, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round_

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("names"):
            found = self.named(lines_in(cleaned["names"]), students_of(self.round))
            cleaned["students"] = [found[key] for key in sorted(found)]
        return cleaned


class InterpreterForm(forms.ModelForm):
    """Who, which languages, and how to reach her."""

    languages = forms.CharField(
        label=_("Languages"), max_length=300, help_text=_("As families name them. Several with a comma.")
    )

    class Meta:
        model = Interpreter
        fields = ["name", "languages", "email", "phone", "by_video"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["languages"] = ", ".join(self.instance.languages)

    def clean_languages(self):
        said = [" ".join(part.split()) for part in self.cleaned_data["languages"].split(",")]
        languages = list(dict.fromkeys(filter(None, said)))
        if not languages or any(len(name) > 60 for name in languages):
            raise forms.ValidationError(gettext("Please name each language, with a comma in between."))
        return languages

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email:
            validate_email(email)
        return email


class GiveInterpreterForm(forms.Form):
    """Who interprets at the time of one place, of those who are there then; nobody is nobody yet."""

    interpreter = forms.ModelChoiceField(
        label=_("Interpreter"),
        queryset=Interpreter.objects.none(),
        required=False,
        empty_label=_("Without an interpreter yet"),
        help_text=_("Whoever is there at this time. Words said twice take twice the time."),
    )

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, initial={"interpreter": place.interpreter_id}, **kwargs)
        field = self.fields["interpreter"]
        field.queryset, taken = interpreting.who_could(place)
        field.label_from_instance = lambda one: " · ".join(
            [
                one.name,
                ", ".join(one.languages),
                *([gettext("is somewhere else then")] if one.pk in taken else []),
            ]
        )


class LoadsForm(forms.Form):
    """For each advisory how many conferences at once, where it is not as the round says."""

    def __init__(self, *args, round_, **kwargs):
        super().__init__(*args, **kwargs)
        known = dict(round_.loads.values_list("advisory", "at_once"))
        self.advisories = list(advisories_of(round_).prefetch_related("advisors"))
        for advisory in self.advisories:
            people = ", ".join(str(person) for person in advisory.advisors.all())
            self.fields[f"advisory_{advisory.pk}"] = forms.IntegerField(
                label=f"{advisory.name} · {people}" if people else advisory.name,
                min_value=1,
                max_value=12,
                required=False,
                initial=known.get(advisory.pk),
                widget=forms.NumberInput({"placeholder": round_.at_once}),
            )

    @property
    def loads(self):
        return {advisory: self.cleaned_data[f"advisory_{advisory.pk}"] for advisory in self.advisories}


class CalendarForm(forms.Form):
    """A day for each thing that happens, and what the school adds; without a day it is left out."""

    def __init__(self, *args, round_, **kwargs):
        super().__init__(*args, **kwargs)
        known = {row.kind: row for row in round_.milestones.all()}
        kinds = list(Milestone.Kind.choices)
        order = {kind: place for place, (kind, _label) in enumerate(kinds)}
        late = datetime.date.max
        kinds.sort(key=lambda kind: (known[kind[0]].day if kind[0] in known else late, order[kind[0]]))
        self.kinds = kinds
        for kind, label in kinds:
            row = known.get(kind)
            self.fields[f"day_{kind}"] = forms.DateField(
                label=label, required=False, initial=row and row.day, widget=DAY_BOX
            )
            self.fields[f"line_{kind}"] = forms.CharField(
                label=_("What the school adds"),
                required=False,
                max_length=200,
                initial=row.line if row else "",
                widget=forms.TextInput(
                    {"class": "form-control", "dir": "auto", "placeholder": _("What the school adds")}
                ),
            )

    @property
    def rows(self):
        return [(self[f"day_{kind}"], self[f"line_{kind}"]) for kind, _label in self.kinds]

    def clean(self):
        cleaned = super().clean()
        for kind, _label in self.kinds:
            day = cleaned.get(f"day_{kind}")
            if day and not 2000 <= day.year <= 2100:
                self.add_error(f"day_{kind}", gettext("Please look at the year once more."))
        return cleaned

    @property
    def days(self):
        data = self.cleaned_data
        return {kind: (data[f"day_{kind}"], data[f"line_{kind}"]) for kind, _label in self.kinds}


class CopyForm(forms.Form):
    """Which days, of this round or another one, and the day on which the first of them is again."""

    source = forms.ChoiceField(label=_("What to copy"))
    day = forms.DateField(label=_("The first day is then"), widget=DAY)

    def __init__(self, *args, round_, rounds, **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions: dict[str, list] = {}
        names: dict[str, str] = {}
        for source in sorted(rounds, key=lambda other: other != round_):
            for session in source.sessions_kept:
                day = timezone.localdate(session.starts_at)
                every = f"round-{source.pk}"
                names[every] = gettext("%(round)s: all days") % {"round": source.name}
                self.sessions.setdefault(every, []).append(session)
                one = f"day-{source.pk}-{day:%Y-%m-%d}"
                names[one] = f"{source.name}: {session_day(session)}"
                self.sessions.setdefault(one, []).append(session)
        self.fields["source"].choices = list(names.items())

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < timezone.localdate() or day.year > 2100:
            raise forms.ValidationError(gettext("Choose a day that is still to come."))
        return day

    @property
    def chosen(self):
        return self.sessions[self.cleaned_data["source"]]

    @property
    def days(self):
        first = min(timezone.localdate(session.starts_at) for session in self.chosen)
        return (self.cleaned_data["day"] - first).days


def session_day(session):
    return date_format(timezone.localtime(session.starts_at), "DATE_FORMAT")


class PleaseMeetForm(forms.Form):
    """Keys of conferences; of her own students alone, whatever is sent (`set_please_meet`)."""

    wanted = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args, conferences, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wanted"].choices = [(one.pk, one.student.name) for one in conferences]


class BackForm(forms.Form):
    """Where the round was when the button was seen."""

    seen = forms.ChoiceField(choices=Round.State.choices)
