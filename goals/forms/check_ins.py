import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.common import form_key, pictured
from goals.models import CheckIn, Goal, HowFar

STILL_ICONS = {
    CheckIn.Still.KEEP: "footprints",
    CheckIn.Still.CHANGE: "pencil",
    CheckIn.Still.DONE: "flag",
    CheckIn.Still.DROP: "archive",
}
# A weekly goal is looked back at when its week is over.
LOOK_BACK = [
    (CheckIn.Still.KEEP, _("One more week")),
    (CheckIn.Still.CHANGE, _("Change it for next week")),
    (CheckIn.Still.DONE, _("I finished it")),
    (CheckIn.Still.DROP, _("Set it aside")),
]

TOO_FAR = _("You are counting to %(limit_value)s. Write that when you are there.")


class CheckInForm(forms.Form):
    """Two minutes: still mine, how far on her own scale, one line, work that shows it, help."""

    has_voice = False  # she said it instead of writing it

    form_key = form_key()
    still = forms.ChoiceField(
        label=_("Is it still your goal?"),
        choices=CheckIn.Still,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. Each of them is a good answer.")},
    )
    progress = forms.IntegerField()  # as the scale of the goal asks
    line = forms.CharField(
        label=_("One line about it"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
    wants_help = forms.BooleanField(label=_("I would like help"), required=False)

    def __init__(self, data=None, *, goal, pieces):
        """`pieces` are those of her work that she may choose. What is on the goal already does no harm."""
        self.key = key_of(data)
        super().__init__(data, initial={"progress": goal.progress, "form_key": self.key})
        self.fields["progress"] = how_far_field(goal)
        self.fields["pieces"] = forms.ModelMultipleChoiceField(pieces, required=False)
        self.fields["steps"] = forms.TypedMultipleChoiceField(
            coerce=int, choices=[(step.pk, step.text) for step in goal.steps.all()], required=False
        )
        self.steps_left = [step for step in goal.steps.all() if step.done_at is None]
        self.is_look_back = goal.format == Goal.Format.WEEKLY
        if self.is_look_back:
            self.fields["still"].label = _("How did your week go?")
            self.fields["still"].choices = LOOK_BACK

    @property
    def answers(self):
        return pictured(self["still"], STILL_ICONS)

    def clean(self):
        """Changing or setting aside is a decision, and a decision has a reason."""
        data = super().clean()
        decided = data.get("still") in (CheckIn.Still.CHANGE, CheckIn.Still.DROP)
        if decided and not data.get("line") and not self.has_voice and "line" not in self.errors:
            words = _("Write or say in one line why. It helps you to remember what you decided.")
            self.add_error("line", words)
        return data


def key_of(data):
    """The key that a form came with, for what was sent before it; a new one for a new form."""
    try:
        return uuid.UUID(data["form_key"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return uuid.uuid4()


def how_far_field(goal):
    """How far she is, on the scale that she chose when she set the goal."""
    label = _("How far are you?")
    if goal.scale == Goal.Scale.COUNT:
        return forms.IntegerField(
            label=label,
            min_value=0,
            max_value=goal.top,
            widget=forms.NumberInput({"inputmode": "numeric"}),
            error_messages={
                "max_value": _("You are counting to %(limit_value)s. Write that when you are there.")
            },
        )
    choices = HowFar.choices if goal.scale != Goal.Scale.TEN else [(n, str(n)) for n in range(goal.top + 1)]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, widget=forms.RadioSelect)


class TakeUpForm(forms.Form):
    reason = forms.CharField(label=_("Why now? One line, if you like"), required=False, max_length=500)


class TickForm(forms.Form):
    """The day and the state asked for, so that two taps on one tick are one tick."""

    on = forms.DateField()
    done = forms.BooleanField(required=False)


class PiecesForm(forms.Form):
    """Which of her pieces are on the goal: a new one is ticked, one that was there is unticked."""

    def __init__(self, data=None, *, pieces, chosen):
        """`pieces` are those that she may add, `chosen` the rows of those on it already."""
        super().__init__(data)
        self.fields["add"] = forms.ModelMultipleChoiceField(pieces, required=False)
        self.fields["keep"] = chosen_field(chosen)
        self.fields["there"] = chosen_field(chosen)

    def clean(self):
        """A piece that came onto the goal on another page since stays."""
        data = super().clean()
        keep, there = data.pop("keep", []), data.pop("there", [])
        return data | {"remove": [key for key in there if key not in keep]}


def chosen_field(chosen):
    choices = [(row.evidence_id, row.evidence.title) for row in chosen]
    return forms.TypedMultipleChoiceField(coerce=int, choices=choices, required=False)
