from django import forms
from django.utils.translation import gettext_lazy as _

from portfolios.forms.finding import FindForm
from portfolios.querysets.stream import unplaced


class StreamForm(FindForm):
    """What an advisor looks for among the work of her advisory."""

    student = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)
    waits = forms.ChoiceField(
        label=_("My view"), choices=[("", _("All pieces")), ("1", _("Without my view"))], required=False
    )
    field_order = ["q", "student", "waits"]

    def __init__(self, data, *, pieces, students):
        self.students = [(student.pk, student.name) for student in students]
        super().__init__(data, pieces=pieces)

    def prepare(self):
        self.fields["student"].choices = [("", _("Everybody")), *self.students]

    def filters(self):
        return [field for field in super().filters() if field.name != "waits"] + [self["waits"]]

    def found(self, pieces, user):
        wish = self.cleaned_data.get
        pieces = pieces.of(wish("student")) if wish("student") else pieces
        pieces = unplaced(pieces) if wish("waits") else pieces
        return super().found(pieces, user)


class SeenForm(forms.Form):
    """Up to which piece she has seen everything."""

    until = forms.DateTimeField()
