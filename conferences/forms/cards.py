"""How a part looks, and how an agenda starts."""

from django import forms

from conferences.models.agendas import Color
from conferences.pictures import CHOICES


class LookForm(forms.Form):
    """Another color, or another picture; whichever was touched."""

    color = forms.ChoiceField(choices=Color, required=False)
    picture = forms.ChoiceField(choices=CHOICES, required=False)

    def told(self):
        return {name: value for name, value in self.cleaned_data.items() if value}


class PickForm(forms.Form):
    """A part of her own, by its picture."""

    picture = forms.ChoiceField(choices=CHOICES)


class StartForm(forms.Form):
    """From the plan of her grade, from her last conference, or from that for another household."""

    start = forms.ChoiceField(choices=[(way, way) for way in ("plan", "last", "pair")], required=False)
