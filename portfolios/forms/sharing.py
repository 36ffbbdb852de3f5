from django import forms
from django.utils.translation import gettext_lazy as _

from portfolios.models import Evidence, Share


class ShareForm(forms.Form):
    circle = forms.ChoiceField(choices=Share.Circle)
    on = forms.BooleanField(required=False)


class ShareManyForm(forms.Form):
    """Several pieces at once: with whom, and whether to share or to stop."""

    pieces = forms.ModelMultipleChoiceField(
        Evidence.objects.none(), error_messages={"required": _("Tick at least one piece.")}
    )
    circles = forms.MultipleChoiceField(
        choices=Share.Circle,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick who it is about.")},
    )
    on = forms.BooleanField(required=False)

    def __init__(self, *args, pieces, circles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pieces"].queryset = pieces
        self.fields["circles"].choices = circles

    def ticked(self):
        """What is ticked on the page that is shown again: keys of pieces, and circles."""
        return {str(key) for key in self["pieces"].value() or ()}, set(self["circles"].value() or ())


class PreviewForm(forms.Form):
    """Whose eyes to look through. `as` is no name that Python takes, so the field is added by hand."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as"] = forms.CharField(max_length=20, required=False)

    def wish(self):
        return self.cleaned_data["as"] if self.is_valid() else "-"
