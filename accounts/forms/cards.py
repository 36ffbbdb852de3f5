from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.emblems import PICTURES
from accounts.forms.signin import PlainForm
from accounts.models import Advisory, School, Student


class PictureForm(forms.Form):
    """Which picture was tapped; `sure` when she was shown her choice and said yes."""

    picture = forms.ChoiceField(choices=[(name, words) for name, (words, _area) in PICTURES.items()])
    sure = forms.BooleanField(required=False)


class CardRulesForm(PlainForm, forms.ModelForm):
    AS_GRADE = [("", _("As the grade says")), ("True", _("Yes")), ("False", _("No"))]

    idle_minutes = forms.IntegerField(
        label=_("A tablet that nobody touches signs out after so many minutes"), min_value=2, max_value=120
    )
    asks_picture = forms.NullBooleanField(
        label=_("After the card, each child taps a secret picture"),
        widget=forms.Select(choices=AS_GRADE),
        required=False,
    )

    class Meta:
        model = Advisory
        fields = ("idle_minutes", "cards_anytime", "asks_picture")


class SchoolCardRulesForm(PlainForm, forms.ModelForm):
    picture_up_to_grade = forms.TypedChoiceField(
        label=_("After the card, a secret picture up to"),
        choices=[("", _("Nobody")), *Student.Grade.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta:
        model = School
        fields = ("cards_from", "cards_until", "cards_on_weekends", "picture_up_to_grade")
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("cards_from", "cards_until")
        }

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("cards_from"), cleaned.get("cards_until")
        if not self.errors and (first is None) != (last is None):
            self.add_error("cards_until", _("Two times, please, or none for any time."))
        elif first and last and first >= last:
            self.add_error("cards_until", _("This is before the first time."))
        return cleaned
