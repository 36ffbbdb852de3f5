from django import forms
from django.utils.translation import gettext_lazy as _

HOW_MUCH = [
    ("not", _("Not at all")),
    ("little", _("A little")),
    ("usual", _("As usual")),
    ("much", _("Very much")),
]
RULES = {
    "visit": (_("One visit for each family"), _("All children of a family on the same evening.")),
    "waiting": (_("Short waits"), _("Brothers and sisters one after the other, with time to walk.")),
    "off": (_("Wishes"), _("The times that families like best.")),
    "idle": (_("Compact evenings for advisors"), _("Few gaps between their conferences.")),
    "crowd": (_("Calm rooms"), _("Few conferences at once for each advisor.")),
}
SECONDS = [
    (20, _("Quickly: 20 seconds")),
    (60, _("Well: one minute")),
    (240, _("As well as it can be: up to four minutes")),
]


class TimetableForm(forms.Form):
    """What matters how much to this school, and for how long to look."""

    def __init__(self, *args, weights=None, **kwargs):
        super().__init__(*args, **kwargs)
        weights = weights or {}
        for name, (label, help_text) in RULES.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                help_text=help_text,
                choices=HOW_MUCH,
                initial=weights.get(name, "usual"),
                widget=forms.RadioSelect,
            )
        self.fields["seconds"] = forms.TypedChoiceField(
            label=_("How long to look"), choices=SECONDS, initial=60, coerce=int, widget=forms.RadioSelect
        )

    @property
    def rules(self):
        return [self[name] for name in RULES]

    @property
    def weights(self):
        return {name: self.cleaned_data[name] for name in RULES}


class FindForm(forms.Form):
    """What the page of a timetable shows, and for whom."""

    BY = ("rooms", "families", "unplaced", "advisors")

    by = forms.ChoiceField(choices=[(one, one) for one in BY], required=False)
    room = forms.IntegerField(required=False)
    words = forms.CharField(required=False, max_length=100)
    page = forms.IntegerField(required=False)

    def said(self):
        """What was asked for; whatever is no choice is left out."""
        self.is_valid()
        said = self.cleaned_data
        return {
            "by": said.get("by") or "rooms",
            "room": said.get("room"),
            "words": said.get("words", "").strip(),
            "page": said.get("page"),
        }


class MoveForm(forms.Form):
    """One of the times at which nobody else has to move."""

    time = forms.ChoiceField(
        label=_("Another time"), widget=forms.RadioSelect, error_messages={"required": _("Choose a time.")}
    )

    def __init__(self, *args, openings, **kwargs):
        super().__init__(*args, **kwargs)
        self.openings = {one.key: one for one in openings}
        self.fields["time"].choices = [(one.key, one.words) for one in openings]

    @property
    def chosen(self):
        return self.openings[self.cleaned_data["time"]]


class LockForm(forms.Form):
    locked = forms.BooleanField(required=False)
