from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolios.journey import year_words
from portfolios.models import Attachment, Evidence

KINDS = [*Attachment.Kind.choices, ("text", _("Words")), ("link", _("Link"))]


class FindForm(forms.Form):
    """What somebody looks for, and where: each filter is left out when it asks for what is not there."""

    q = forms.CharField(label=_("Find a piece"), max_length=100, required=False)
    target = forms.TypedChoiceField(label=_("What it shows"), coerce=int, empty_value=None, required=False)
    place = forms.ChoiceField(
        label=_("Where"), choices=[("", _("Anywhere")), *Evidence.Place.choices], required=False
    )
    kind = forms.ChoiceField(label=_("What kind"), choices=[("", _("Any kind")), *KINDS], required=False)
    year = forms.TypedChoiceField(label=_("When"), coerce=int, empty_value=None, required=False)
    start = forms.IntegerField(min_value=0, max_value=100_000, required=False)

    def __init__(self, data, *, pieces):
        super().__init__(data)
        targets = [(target.pk, target.words) for target in pieces.targets()]
        years = [(year, year_words(year)) for year, _count in pieces.by_school_year()]
        self.fields["target"].choices = [("", _("Any target")), *targets]
        self.fields["year"].choices = [("", _("Any year")), *reversed(years)]
        self.prepare()
        self.is_valid()

    def prepare(self):
        """Further choices, before what was asked is read."""

    def asked(self):
        """What is asked for, as it stands in an address; what cannot be is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "start"}

    @property
    def start_at(self):
        return self.cleaned_data.get("start") or 0

    @property
    def address(self):
        """The question without where its list begins."""
        return urlencode(self.asked())

    @property
    def narrowed(self):
        """By something else than words."""
        return bool(self.asked().keys() - {"q"})

    def filters(self):
        """The fields that narrow, for selects, but those with nothing to choose from."""
        fields = [self[name] for name in self.fields if name not in ("q", "start")]
        return [field for field in fields if len(field.field.choices) > 2]

    def found(self, pieces, user):
        """Of these pieces those that are asked for, of what this person is shown of each."""
        wish = self.cleaned_data.get
        return (
            pieces.on_target(wish("target"))
            .from_place(wish("place"))
            .of_kind(wish("kind"), user)
            .of_year(wish("year"))
            .found_by(wish("q"))
        )
