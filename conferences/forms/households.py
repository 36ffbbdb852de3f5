from django import forms
from django.utils.translation import gettext_lazy as _


class ApartForm(forms.Form):
    """Which household has a conference of its own."""

    refused = ""  # why two do not become one

    household = forms.TypedChoiceField(
        label=_("Who has a conference of their own?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a household.")},
    )

    def __init__(self, data=None, *, households):
        super().__init__(data)
        known = {str(household.pk): household for household in households}
        self.fields["household"].choices = [(key, household.name) for key, household in known.items()]
        self.fields["household"].coerce = known.get
