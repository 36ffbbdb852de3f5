import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.models import Card
from goals.models import Goal
from portfolios.models import Evidence

# What a student may add herself, in the order in which it is offered.
ADDED_KINDS = (
    Card.Kind.EVIDENCE,
    Card.Kind.GROWTH,
    Card.Kind.SHOW_ME,
    Card.Kind.HABITS,
    Card.Kind.GOAL,
    Card.Kind.ASK_FAMILY,
    Card.Kind.LETTER,
    Card.Kind.MY_CHOICE,
)


class AddCardForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in ADDED_KINDS])


class CardForm(forms.Form):
    """Her words for one part; the title of a fixed card stays."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"), max_length=120, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    talking_points = forms.CharField(
        label=_("My talking points"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 6}),
        help_text=_("A few words to remember. Only you and your advisor see them."),
    )
    # Where nothing is said about it, as beside the list of all parts, it stays as it is.
    dictated_to = forms.CharField(
        label=_("Somebody else writes this down for me. It is:"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *args, card, **kwargs):
        initial = {
            "revision": card.revision,
            "title": card.said_title,
            "talking_points": card.talking_points,
            "dictated_to": card.dictated_to,
        }
        super().__init__(*args, initial=initial, **kwargs)
        if card.fixed:
            del self.fields["title"]

    def clean_dictated_to(self):
        return " ".join(self.cleaned_data["dictated_to"].split()) if "dictated_to" in self.data else None


class MinutesForm(forms.Form):
    step = forms.TypedChoiceField(choices=[(-1, "-1"), (1, "1")], coerce=int)
    here = forms.BooleanField(required=False)  # from the page of the part itself


class MoveForm(forms.Form):
    """A whole new order, as dragging sends it, or one card a place up or down."""

    order = forms.CharField(required=False)
    up = forms.IntegerField(required=False)
    down = forms.IntegerField(required=False)

    def __init__(self, *args, order, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = list(order)

    def clean_order(self):
        pks = self.cleaned_data["order"].split(",") if self.cleaned_data["order"] else []
        try:
            return [int(pk) for pk in pks]
        except ValueError:
            raise forms.ValidationError(_("This is not an order of cards.")) from None

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("order"):
            cleaned["order"] = self.moved(cleaned.get("up"), -1) or self.moved(cleaned.get("down"), 1)
        return cleaned

    def moved(self, pk, step):
        """The order of now with one card a place further, as far as there is one."""
        if pk not in self.now:
            return []
        order = [other for other in self.now if other != pk]
        order.insert(max(0, self.now.index(pk) + step), pk)
        return order


class ChooseForm(forms.Form):
    """Which pieces and goals go with a part."""

    evidence = forms.ModelMultipleChoiceField(queryset=Evidence.objects.none(), required=False)
    goals = forms.ModelMultipleChoiceField(queryset=Goal.objects.none(), required=False)

    def __init__(self, *args, evidence, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = evidence
        self.fields["goals"].queryset = goals


class HelpForm(forms.Form):
    wanted = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)
    line = forms.CharField(label=_("What would you like help with?"), max_length=300, required=False)


class SuggestionForm(forms.Form):
    text = forms.CharField(
        label=_("Suggest something"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The student may make a part of it, or say “not now”. The student’s own words stay as they are."
        ),
    )
    card = forms.TypedChoiceField(label=_("About"), required=False, empty_value=None)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ("card", "text", "form_key")

    def __init__(self, *args, cards, **kwargs):
        super().__init__(*args, **kwargs)
        by_key = {str(card.pk): card for card in cards}
        self.fields["card"].choices = [("", _("A new part"))] + [
            (key, card.said_title) for key, card in by_key.items()
        ]
        self.fields["card"].coerce = by_key.get
