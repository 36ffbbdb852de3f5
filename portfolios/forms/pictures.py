from django import forms
from django.utils.translation import gettext_lazy

from portfolios.models import Attachment


class DescribeForm(forms.ModelForm):
    """Alternative text, asked in the child's words."""

    class Meta:
        model = Attachment
        fields = ["alt"]
        labels = {"alt": gettext_lazy("What would you tell somebody who cannot see the picture?")}
        help_texts = {
            "alt": gettext_lazy("Like this: “A bean plant in a cup. It is taller than my hand.”"),
        }
        widgets = {"alt": forms.Textarea(attrs={"rows": 2, "dir": "auto"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A browser would cut off what is too long without a word; the form says so instead.
        self.fields["alt"].widget.attrs.pop("maxlength", None)

    @property
    def says_more(self):
        """Something was said, or said otherwise: nothing is written down for a field that was left alone."""
        return self.is_valid() and "alt" in self.changed_data
