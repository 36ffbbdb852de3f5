"""What a family writes on its page."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from conferences.models import Participant

MOST_GUESTS = 6


class AttendanceForm(forms.Form):
    """Who comes, and what would help."""

    coming = forms.ChoiceField(
        label=_("Will you be there?"),
        choices=[
            (Participant.Coming.YES, _("I will come")),
            (Participant.Coming.VIDEO, _("I will join by video")),
            (Participant.Coming.NO, _("I cannot come")),
        ],
        widget=forms.RadioSelect,
    )
    others = forms.CharField(
        label=_("Who comes with you?"),
        help_text=_("One name on each line."),
        required=False,
        max_length=700,
        widget=forms.Textarea({"rows": 2, "class": "form-control", "dir": "auto"}),
    )
    interpreter = forms.BooleanField(label=_("An interpreter would help us"), required=False)
    needs = forms.CharField(
        label=_("Anything else that would help?"),
        help_text=_("A ramp, a quiet corner, a toy for a little one …"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )

    def clean_others(self):
        names = [" ".join(name.split()) for name in self.cleaned_data["others"].splitlines()]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > MOST_GUESTS:
            raise ValidationError(
                _("That is a lovely crowd. Please name up to %(most)s people."), params={"most": MOST_GUESTS}
            )
        if any(len(name) > 100 for name in names):
            raise ValidationError(_("Please put each name on a line of its own."))
        return names


class OnceForm(forms.Form):
    """A form that may be sent twice and counts once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class QuestionForm(OnceForm):
    text = forms.CharField(
        label=_("A question or a wish for the conference"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "class": "form-control", "dir": "auto"}),
        error_messages={"required": _("Write your question here.")},
    )


class NoteForm(OnceForm):
    """One glow, one grow: either may be left out, not both."""

    glow = forms.CharField(
        label=_("Glow: something that shone"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(
            {"rows": 3, "class": "form-control", "dir": "auto", "placeholder": _("I noticed …")}
        ),
    )
    grow = forms.CharField(
        label=_("Grow: something to work on next"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(
            {"rows": 3, "class": "form-control", "dir": "auto", "placeholder": _("I wonder …")}
        ),
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["glow"] or cleaned["grow"]):
            self.add_error("glow", _("Write a line here or below."))
        return cleaned
