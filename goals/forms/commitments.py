from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.common import form_key, pictured
from goals.models import Commitment

STATE_ICONS = {
    Commitment.State.KEPT: "check",
    Commitment.State.OPEN: "footprints",
    Commitment.State.CHANGED: "pencil",
    Commitment.State.LET_GO: "archive",
}


class CommitmentForm(forms.Form):
    """Did it happen? Four kind answers and one line."""

    STATES = [
        (Commitment.State.KEPT, _("It happened")),
        (Commitment.State.OPEN, _("Under way")),
        (Commitment.State.CHANGED, _("We changed it")),
        (Commitment.State.LET_GO, _("We let it go")),
    ]
    form_key = form_key()
    seen = forms.DateTimeField(required=False)  # when it was last checked, as the page knew it
    state = forms.ChoiceField(
        label=_("How did it go?"),
        choices=STATES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. Each of them is a good answer.")},
    )
    line = forms.CharField(
        label=_("One line about it"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )

    @property
    def answers(self):
        return pictured(self["state"], STATE_ICONS)
