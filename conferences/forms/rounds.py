import datetime

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisory, Student
from conferences.forms.families import call_field
from conferences.models import Round


class RoundForm(forms.ModelForm):
    """Which grades, and how long a conference is."""

    grade_low = forms.TypedChoiceField(label=_("From grade"), choices=Student.Grade.choices, coerce=int)
    grade_high = forms.TypedChoiceField(
        label=_("To grade"), choices=Student.Grade.choices, coerce=int, initial=12
    )
    minutes = forms.IntegerField(
        label=_("Minutes for each conference"), min_value=5, max_value=120, initial=20
    )
    turnover = forms.IntegerField(
        label=_("Minutes between two conferences"), min_value=0, max_value=60, initial=5
    )

    class Meta:
        model = Round
        fields = ["name", "grade_low", "grade_high", "minutes", "turnover"]
        labels = {"name": _("Name")}
        help_texts = {"name": _("For example: Fall 2026")}

    def clean(self):
        cleaned = super().clean()
        low, high = cleaned.get("grade_low"), cleaned.get("grade_high")
        if low is not None and high is not None and low > high:
            self.add_error("grade_high", _("This grade comes before the first one."))
        return cleaned


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

    call_url = call_field()

    def __init__(self, *args, round_, session=None, **kwargs):
        if session is not None:
            kwargs["initial"] = initial_of(session)
        super().__init__(*args, **kwargs)
        self.fields["advisories"].queryset = Advisory.objects.filter(
            school=round_.school_id, ended_at=None
        ).order_by("name")

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
        return cleaned

    def fields_of_session(self):
        """What the actions take."""
        names = ("room", "starts_at", "ends_at", "capacity", "advisories", "call_url")
        return {name: self.cleaned_data[name] for name in names}


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
    }
