from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class CarryForm(forms.Form):
    """What becomes of one goal after the summer. She may leave it for another day."""

    class Choice(models.TextChoices):
        CARRY = "carry", _("Carry on")
        CHANGE = "change", _("Change it")
        DROP = "drop", _("Set it aside")

    ICONS = {Choice.CARRY: "footprints", Choice.CHANGE: "pencil", Choice.DROP: "archive"}

    choice = forms.ChoiceField(
        label=_("What becomes of it?"), choices=Choice, widget=forms.RadioSelect, required=False
    )
    line = forms.CharField(
        label=_("One line about it"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )

    def __init__(self, *args, goal, **kwargs):
        super().__init__(*args, prefix=f"goal-{goal.pk}", **kwargs)
        self.goal = goal

    @property
    def choices(self):
        return [(radio, self.ICONS[radio.data["value"]]) for radio in self["choice"]]

    def clean(self):
        """Changing or setting aside is a decision, and a decision has a reason."""
        data = super().clean()
        decided = data.get("choice") in (self.Choice.CHANGE, self.Choice.DROP)
        if decided and not data.get("line") and "line" not in self.errors:
            self.add_error("line", _("Write one line why. It helps you to remember what you decided."))
        return data
