from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.common import form_key, pictured
from goals.models import CheckIn, HowFar

STILL_ICONS = {
    CheckIn.Still.KEEP: "footprints",
    CheckIn.Still.CHANGE: "pencil",
    CheckIn.Still.DONE: "flag",
    CheckIn.Still.DROP: "archive",
}


class CheckInForm(forms.Form):
    """Two minutes: still mine, how far, one line, help."""

    form_key = form_key()
    still = forms.ChoiceField(
        label=_("Is it still your goal?"),
        choices=CheckIn.Still,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. Each of them is a good answer.")},
    )
    progress = forms.TypedChoiceField(
        label=_("How far are you?"), choices=HowFar, coerce=int, widget=forms.RadioSelect
    )
    line = forms.CharField(
        label=_("One line about it"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
    wants_help = forms.BooleanField(label=_("I would like help"), required=False)

    @property
    def answers(self):
        return pictured(self["still"], STILL_ICONS)

    def clean(self):
        """Changing or setting aside is a decision, and a decision has a reason."""
        data = super().clean()
        decided = data.get("still") in (CheckIn.Still.CHANGE, CheckIn.Still.DROP)
        if decided and not data.get("line") and "line" not in self.errors:
            self.add_error("line", _("Write one line why. It helps you to remember what you decided."))
        return data
