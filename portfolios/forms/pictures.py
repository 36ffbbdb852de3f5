from django import forms
from django.utils.translation import gettext_lazy

from portfolios.models import Attachment


class DescribeForm(forms.ModelForm):
    """Alternative text, asked in the child's words."""

    class Meta:
        model = Attachment
        fields = ["alt"]
        labels = {"alt": gettext_lazy("What would you tell somebody who cannot see the picture?")}
        widgets = {"alt": forms.Textarea(attrs={"rows": 2, "dir": "auto"})}
