"""When a household can come, as it says it on a phone or the office writes it down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.models import Preference
from conferences.wishes import EVENING, by_day, joined, ticked

WHEN = [
    ("any", _("Any time is fine")),
    ("evening", _("Any evening, from 5 o’clock on")),
    ("after", _("Not before a certain time")),
    ("these", _("Only at times that we choose")),
    ("never", _("We cannot come on these days")),
]


def short(label, help_text):
    attrs = {"class": "form-control", "dir": "auto"}
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=300, widget=forms.TextInput(attrs)
    )


class PreferenceForm(forms.Form):
    """`cells` are the parts of the days to choose from; `preference` is what was said before, if anything."""

    when = forms.ChoiceField(
        label=_("When can you come?"),
        choices=WHEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of these.")},
    )
    not_before = forms.TimeField(
        label=_("Not before"),
        required=False,
        widget=forms.TimeInput({"type": "time", "class": "form-control", "step": 900}, format="%H:%M"),
    )
    can = forms.MultipleChoiceField(required=False)
    best = forms.MultipleChoiceField(required=False)
    way = forms.ChoiceField(
        label=_("Where?"), choices=Preference.Way, widget=forms.RadioSelect, initial=Preference.Way.SCHOOL
    )
    siblings = forms.ChoiceField(
        label=_("Your children’s conferences"),
        choices=Preference.Siblings,
        widget=forms.RadioSelect,
        initial=Preference.Siblings.ROW,
    )
    joint = forms.ChoiceField(
        label=_("Another household is invited, too. What suits you?"),
        choices=Preference.Joint,
        required=False,
        widget=forms.RadioSelect,
    )
    interpreter = forms.BooleanField(label=_("We would like an interpreter"), required=False)
    interpreter_language = forms.CharField(
        label=_("Into which language?"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )
    access = short(
        _("What would help you to come?"),
        _("A ramp, a seat near the door, a quiet room … Only the school reads it."),
    )
    line = short(
        _("Anything else about the time?"), _("For example: I work every second week in the evening.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, data=None, *, family, cells, homes, preference=None):
        initial = initial_of(preference, family.household, cells)
        super().__init__(data, initial=initial)
        self.cells = {cell.key: cell for cell in cells}
        choices = [(key, key) for key in self.cells]
        self.fields["can"].choices = self.fields["best"].choices = choices
        if not cells:
            self.fields["when"].choices = [choice for choice in WHEN if choice[0] != "these"]
        elif not any(cell.is_evening for cell in cells):
            self.fields["when"].choices = [choice for choice in WHEN if choice[0] != "evening"]
        if len(family.students) < 2:
            del self.fields["siblings"]
        if homes < 2:
            del self.fields["joint"]

    def days(self):
        """The days with their cells, each with whether it is ticked and best."""
        can, best = set(self["can"].value() or ()), set(self["best"].value() or ())
        return [
            (day, [(cell, cell.key in can or cell.key in best, cell.key in best) for cell in cells])
            for day, cells in by_day(self.cells.values())
        ]

    def clean(self):
        cleaned = super().clean()
        when = cleaned.get("when")
        if when == "after" and not cleaned.get("not_before") and "not_before" not in self.errors:
            self.add_error("not_before", _("From what time on?"))
        if when == "these" and not (cleaned.get("can") or cleaned.get("best")):
            self.add_error("can", _("Tap the times at which you can come."))
        return cleaned

    def said(self):
        """What is kept, of a form that is valid."""
        cleaned = self.cleaned_data
        when = cleaned["when"]
        not_before = {"evening": EVENING, "after": cleaned["not_before"]}.get(when)
        fields = {name: cleaned[name] for name in ("way", "access", "line", "interpreter")}
        fields |= {name: cleaned[name] for name in ("siblings", "joint") if name in cleaned}
        fields["interpreter_language"] = cleaned["interpreter_language"] if cleaned["interpreter"] else ""
        fields |= {"any_time": when in ("any", "evening", "after"), "not_before": not_before}
        return fields

    def windows(self):
        if self.cleaned_data["when"] != "these":
            return []
        best = [self.cells[key] for key in self.cleaned_data["best"]]
        can = {self.cells[key] for key in self.cleaned_data["can"]} | set(best)
        return joined(can, best)


def initial_of(preference, household, cells):
    """As it was said before; at first as the school knows the household."""
    if preference is None:
        if household is None:
            return {}
        language = household.interpreter_language
        return {"interpreter": household.needs_interpreter, "interpreter_language": language}
    names = ("way", "siblings", "joint", "interpreter", "interpreter_language", "access", "line", "revision")
    windows = list(preference.windows.all())
    return {name: getattr(preference, name) for name in names} | {
        "when": when_of(preference, windows, cells),
        "not_before": preference.not_before,
        "can": [cell.key for cell in ticked(windows, cells)],
        "best": [cell.key for cell in ticked([one for one in windows if one.best], cells)],
    }


def when_of(preference, windows, cells):
    if preference.any_time and preference.not_before is None:
        return "any"
    if preference.any_time:
        evening = preference.not_before == EVENING and any(cell.is_evening for cell in cells)
        return "evening" if evening else "after"
    return "these" if windows and cells else "never"


class FamilySearch(forms.Form):
    """The office looks for a family by a few letters of anybody's name."""

    words = forms.CharField(
        label=_("A name of the family"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"class": "form-control", "type": "search", "dir": "auto"}),
    )
    only = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[
            ("", _("All families")),
            ("open", _("Not answered yet")),
            ("paper", _("By letter, not answered yet")),
            ("apart", _("Two households that see it differently")),
        ],
        widget=forms.Select({"class": "form-select"}),
    )


class FamilyKey(forms.Form):
    """Which family is meant: a household, or an adult of none."""

    household = forms.IntegerField(required=False)
    adult = forms.IntegerField(required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("household") and cleaned.get("adult"):
            raise forms.ValidationError(_("One of the two."))
        return cleaned

    def key(self):
        """As `Family.key`, or None if none is meant."""
        for kind in ("household", "adult"):
            if self.cleaned_data[kind]:
                return (kind, self.cleaned_data[kind])
        return None
