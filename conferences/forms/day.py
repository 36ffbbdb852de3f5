"""What the welcome desk, the screens and an interpreter say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference, Place


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Child, adult or room"),
        required=False,
        max_length=100,
        widget=forms.TextInput(
            {
                "class": "form-control form-control-lg",
                "type": "search",
                "autocomplete": "off",
                "autofocus": True,
                "id": "desk-q",
                "dir": "auto",
                "enterkeyhint": "search",
            }
        ),
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=1000)


class TogetherForm(forms.Form):
    """The children of one family who are here with the same step."""

    also = forms.ModelMultipleChoiceField(
        Conference.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["also"].queryset = others


class PersonForm(forms.Form):
    """One of those who are expected, here or said by mistake."""

    person = forms.ChoiceField()
    here = forms.BooleanField(required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.key: person for person in people}
        self.fields["person"].choices = [(person.key, person.name) for person in people]

    @property
    def chosen(self):
        return self.people[self.cleaned_data["person"]]


class SeatForm(forms.Form):
    place = forms.ModelChoiceField(Place.objects.none())

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places
