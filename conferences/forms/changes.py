"""What the office says when something changes: which day, who is away, what to tell the families."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from conferences.forms.live import DateInput
from conferences.models import Interpreter
from conferences.wishes import day_said


def told_line():
    """The school's own reason, which stands in every mail and letter."""
    return forms.CharField(
        label=_("What the families should know, in a line"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}),
        help_text=_("For example: The school is closed because of snow. It is told in your own words."),
    )


class ShiftForm(forms.Form):
    """The new day of a session whose old one cannot be, the reason, and the interpreters who come then."""

    day = forms.DateField(label=_("The new day"), widget=DateInput)
    line = told_line()
    interpreters = forms.ModelMultipleChoiceField(
        Interpreter.objects.none(),
        label=_("Who comes on the new day, too?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, round_, *args, old=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.old = old
        self.fields["interpreters"].queryset = Interpreter.objects.filter(school=round_.school_id)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise ValidationError(_("Choose a day that is still to come."))
        if day.year > 2100:
            raise ValidationError(_("Please look at the year once more."))
        if day == self.old:
            raise ValidationError(_("It is on that day already."))
        return day


class ShiftDayForm(ShiftForm):
    """The same for all rooms of one day."""

    old_day = forms.TypedChoiceField(
        label=_("The day that cannot be"),
        coerce=datetime.date.fromisoformat,
        widget=forms.Select({"class": "form-select"}),
    )
    field_order = ("old_day", "day", "line")

    def __init__(self, round_, *args, days, **kwargs):
        super().__init__(round_, *args, **kwargs)
        self.fields["old_day"].choices = [(day.isoformat(), day_said(day)) for day in days]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("day") == cleaned.get("old_day"):
            self.add_error("day", _("It is on that day already."))
        return cleaned


class LeaveForm(forms.Form):
    """Conferences leave their time: those that are ticked take the place beside them."""

    line = told_line()

    def __init__(self, plan, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["moves"] = forms.MultipleChoiceField(
            choices=[(leaver.key, "") for leaver in plan.leavers if leaver.seat], required=False
        )
        self.seats = {leaver.key: leaver for leaver in plan.leavers}

    def said(self):
        """What the actions take: the line, and by the key of the conference the place that it takes."""
        chosen = [self.seats[key] for key in self.cleaned_data["moves"]]
        moves = {leaver.conference.pk: leaver.seat.place for leaver in chosen}
        return {"line": self.cleaned_data["line"], "moves": moves}


class AwayForm(forms.Form):
    """Who is away, and on which day."""

    advisor = forms.ModelChoiceField(
        User.objects.none(), label=_("Who is away?"), widget=forms.Select({"class": "form-select"})
    )
    day = forms.TypedChoiceField(
        label=_("On which day?"),
        coerce=datetime.date.fromisoformat,
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, *args, advisors, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["advisor"].queryset = advisors
        self.fields["day"].choices = [(day.isoformat(), day_said(day)) for day in days]


class CoverForm(forms.Form):
    """A colleague who has the room in her place."""

    stand_in = forms.ModelChoiceField(
        User.objects.none(), label=_("Who stands in?"), widget=forms.Select({"class": "form-select"})
    )

    def __init__(self, *args, colleagues, at_their_own, elsewhere, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["stand_in"]
        field.queryset = colleagues
        warned = dict.fromkeys(elsewhere, _("is somewhere else then"))
        warned |= dict.fromkeys(at_their_own, _("has a room of her own then"))
        field.label_from_instance = lambda user: (
            f"{user} · {warned[user.pk]}" if user.pk in warned else str(user)
        )
