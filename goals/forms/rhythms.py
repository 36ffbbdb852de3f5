from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goals.models import Rhythm

MOST_YEARS = 5  # from now; holidays further away are a slip of the finger, and days end in the year 9999
OFTEN = (1, 2, 3, 4, 6, 8)
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
REMINDS = _("One letter when a check-in is due. For children up to grade 2 it goes to the family.")


class RhythmForm(forms.ModelForm):
    """How often goals are looked at, on which day, and when everybody rests."""

    class Meta:
        model = Rhythm
        fields = ("weeks", "weekday", "reminds", "rests_from", "rests_until")
        widgets = dict.fromkeys(("rests_from", "rests_until"), DAY)
        help_texts = {"reminds": REMINDS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        weeks = [(n, ngettext("Every week", "Every %(n)s weeks", n) % {"n": n}) for n in OFTEN]
        self.fields["weeks"] = forms.TypedChoiceField(
            label=_("How often do we check in?"),
            choices=weeks,
            coerce=int,
            initial=Rhythm().weeks,
            widget=forms.RadioSelect,
        )
        self.fields["weekday"] = forms.TypedChoiceField(
            label=_("On which day?"),
            choices=[("", _("Any day")), *WEEKDAYS.items()],
            coerce=int,
            empty_value=None,
            required=False,
        )

    def clean(self):
        data = super().clean()
        for name in ("rests_from", "rests_until"):
            day = data.get(name)
            if day and abs(day.year - timezone.localdate().year) > MOST_YEARS:
                self.add_error(name, self.fields[name].error_messages["invalid"])
        first, last = data.get("rests_from"), data.get("rests_until")
        if not self.errors and (first is None) != (last is None):
            self.add_error("rests_until", _("Two days, please: the first and the last of the holidays."))
        elif first and last and first > last:
            self.add_error("rests_until", _("This is before the first day."))
        return data
