"""What a presenting device tells, and what is added on the spot."""

import uuid
from datetime import timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.models import Turn
from conferences.turns import ADD, LONGEST, Told
from portfolios.models import Evidence

MOST = 500  # things told at once: an evening has some thirty
VERBS = {*Turn.Verb.values, ADD}
FAR = int(LONGEST.total_seconds() * 1000)


class TurnsForm(forms.Form):
    """`turns` is a list of what was done, oldest first; `ago` says how many milliseconds ago."""

    device = forms.UUIDField()
    turns = forms.JSONField()

    def clean_turns(self):
        said = self.cleaned_data["turns"]
        try:
            return [told(one) for one in said[:MOST]]
        except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
            raise forms.ValidationError(_("This is not a list of turns.")) from None


def told(one):
    """A dict that a device sent, as what it means."""
    if one["verb"] not in VERBS:
        raise ValueError(one["verb"])
    ago = int(min(max(float(one.get("ago", 0)), 0), FAR))
    # Half of an emoji, cut off by a device, is no letter that can be kept.
    words = str(one.get("title", "")).encode("utf-8", "ignore").decode()
    title = words.replace("\x00", "").strip()[:120]
    order = tuple(str(name)[:40] for name in one.get("order", ()))
    card = str(one.get("card", ""))[:40]
    return Told(UUID(one["key"]), one["verb"], card, timedelta(milliseconds=ago), title, order)


class MoveLiveForm(forms.Form):
    """One card a place up or down, on a page without a script."""

    up = forms.IntegerField(required=False)
    down = forms.IntegerField(required=False)

    def __init__(self, *args, order, **kwargs):
        super().__init__(*args, **kwargs)
        self.order = list(order)

    def clean(self):
        cleaned = super().clean()
        for name, step in (("up", -1), ("down", 1)):
            pk = cleaned.get(name)
            if pk in self.order:
                place = self.order.index(pk)
                self.order.insert(max(0, place + step), self.order.pop(place))
        return cleaned | {"order": self.order}


class StageAddForm(forms.Form):
    """Something more to show: words, or a piece of her own."""

    title = forms.CharField(label=_("What is it?"), required=False, max_length=120)
    evidence = forms.ModelChoiceField(Evidence.objects.none(), required=False)
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, evidence, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = evidence
        self.fields["title"].widget.attrs |= {"class": "form-control", "autocomplete": "off", "dir": "auto"}
