"""What saves itself on a family's page, and what its adults ask for."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from conferences.forms.after import RevisedForm
from conferences.notes import HEARD, TOLD, kept_words


def lines(label, placeholder="", help_text="", rows=3):
    attrs = {"rows": rows, "class": "form-control", "dir": "auto", "placeholder": placeholder}
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=2000, widget=forms.Textarea(attrs)
    )


class KeptForm(RevisedForm):
    """Words of one adult, as she left them; `notes` are her own."""

    KINDS: tuple[str, ...] = ()

    @classmethod
    def of(cls, notes, *args, prefix_id):
        return cls(*args, initial=kept_words(notes, cls.KINDS), auto_id=f"{prefix_id}_%s")

    def said(self):
        return {kind: self.cleaned_data[kind] for kind in self.KINDS}


class ListeningForm(KeptForm):
    """One glow, one grow: either may be left out."""

    KINDS = HEARD

    glow = lines(_("Glow: something that shone"), _("I noticed …"))
    grow = lines(_("Grow: something to work on next"), _("I wonder …"))


class AboutChildForm(KeptForm):
    """The short questionnaire: all of it may stay empty."""

    KINDS = TOLD

    tell = lines(
        _("Three things about your child as a learner"),
        help_text=_("What lights up at home? What takes patience? What would surprise us?"),
        rows=4,
    )
    hope = lines(_("What do you hope for this year?"), rows=2)
    need = lines(_("What do you need from the school?"), rows=2)


class MinuteForm(forms.Form):
    line = forms.CharField(
        label=_("What it is about, if you like"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}),
    )


def call_field():
    """A link that any call can have; only addresses that are encrypted on their way."""
    field = forms.URLField(
        label=_("Link to the call"),
        help_text=_("For those who join from elsewhere. Paste the link of your video call here."),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
        error_messages={"invalid": _("This is not a link that begins with https://.")},
    )
    field.validators.append(
        URLValidator(schemes=["https"], message=_("This is not a link that begins with https://."))
    )
    return field


class CallForm(forms.Form):
    call_url = call_field()
