import uuid

from django import forms
from django.utils.translation import gettext_lazy as _


def words(label, placeholder="", rows=2):
    attrs = {"rows": rows, "class": "form-control", "dir": "auto", "placeholder": placeholder}
    field = forms.CharField(label=label, required=False, max_length=2000, widget=forms.Textarea(attrs))
    # A browser would cut off what is too long without a word; the form says so instead.
    field.widget.attrs.pop("maxlength", None)
    return field


class CommentForm(forms.Form):
    """A glow, a grow, or both."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    glow = words(_("Glow: something strong that you see"), _("I noticed …"))
    grow = words(_("Grow: a question or a wish"), _("I wonder …"))

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["glow"] or cleaned["grow"]):
            self.add_error("glow", _("Write a line here or below."))
        return cleaned


class AnswerForm(forms.Form):
    answer = words(_("My answer"))


class TakeForm(forms.Form):
    why = forms.CharField(
        label=_("Why"),
        help_text=_("For the school alone. Neither the student nor the writer reads it."),
        max_length=500,
        widget=forms.Textarea({"rows": 2, "class": "form-control", "dir": "auto"}),
        error_messages={"required": _("A few words, so that colleagues understand it later.")},
    )
