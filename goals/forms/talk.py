from django import forms
from django.utils.translation import gettext_lazy as _


class ReplyForm(forms.Form):
    """Words for the student, or only "I have read it"."""

    form_key = forms.UUIDField()
    seen_news_at = forms.DateTimeField()
    text = forms.CharField(required=False, max_length=2000)
    read = forms.BooleanField(required=False)
    place = forms.IntegerField(required=False)

    def clean(self):
        data = super().clean()
        if not data.get("text") and not data.get("read") and "text" not in self.errors:
            self.add_error("text", _("Write a line first, or choose “I have read it”."))
        return data
