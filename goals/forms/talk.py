from django import forms
from django.utils.translation import gettext_lazy as _


class ReplyForm(forms.Form):
    """Words for the student, written or spoken, or only "I have read it"."""

    has_voice = False  # she said it instead of writing it

    form_key = forms.UUIDField()
    seen_news_at = forms.DateTimeField()
    text = forms.CharField(required=False, max_length=2000)
    read = forms.BooleanField(required=False)
    place = forms.IntegerField(required=False)

    def clean(self):
        data = super().clean()
        if not (data.get("text") or data.get("read") or self.has_voice) and "text" not in self.errors:
            self.add_error("text", _("Write a line first, or choose “I have read it”."))
        return data
