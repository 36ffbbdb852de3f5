from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Student
from goals import formats
from goals.models import Goal, Offer


class OfferForm(forms.Form):
    """One format: whether the school offers it, and from which grade to which."""

    offered = forms.BooleanField(required=False, widget=forms.CheckboxInput({"class": "form-check-input"}))
    low = forms.TypedChoiceField(
        label=_("From"), choices=Student.Grade, coerce=int, widget=forms.Select({"class": "form-select"})
    )
    high = forms.TypedChoiceField(
        label=_("To"), choices=Student.Grade, coerce=int, widget=forms.Select({"class": "form-select"})
    )

    def __init__(self, *args, format, **kwargs):
        super().__init__(*args, prefix=format.key, **kwargs)
        self.format = format
        self.fields["offered"].label = Goal.Format(format.key).label

    @property
    def grades(self):
        return [self["low"], self["high"]]

    @property
    def about(self):
        return self.format.about[1]

    def clean(self):
        data = super().clean()
        if data.get("offered") and data.get("low", 0) > data.get("high", 12):
            self.add_error("high", _("Choose a grade that is not below the first."))
        return data


class OffersForm:
    """All formats as rows of one form."""

    def __init__(self, data, offers):
        offers = list(offers)
        rows = {offer.format: offer for offer in offers}
        self.is_own = bool(offers)
        self.rows = [
            OfferForm(data, format=format, initial=self.first(rows, format)) for format in formats.WRITTEN
        ]
        self.error: str | Promise = ""

    def first(self, rows, format):
        """What the school says; before it has said anything, what Lectern proposes."""
        row = rows.get(format.key)
        low, high = (row.grade_low, row.grade_high) if row else format.grades
        return {"offered": bool(row) or not self.is_own, "low": low, "high": high}

    def is_valid(self):
        if False in [row.is_valid() for row in self.rows]:
            return False
        if not self.chosen():
            self.error = _("Offer at least one, so that everybody can set a goal.")
        return not self.error

    def chosen(self):
        """What the action writes."""
        return [
            Offer(
                format=row.format.key, grade_low=row.cleaned_data["low"], grade_high=row.cleaned_data["high"]
            )
            for row in self.rows
            if row.cleaned_data["offered"]
        ]
