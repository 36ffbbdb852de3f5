from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.sheets import MAX_BYTES


class GoalListForm(forms.Form):
    """A spreadsheet of goals. `refused` counts what was too large to arrive."""

    file = forms.FileField(
        label=gettext_lazy("The list of goals"),
        max_length=255,
        widget=forms.FileInput(
            attrs={
                "accept": ".csv,.tsv,.txt,.xlsx,text/csv,"
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "empty": gettext_lazy("This file is empty. Please choose another one."),
        },
    )

    def __init__(self, *args, refused=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("CSV or Excel (.xlsx), up to %(size)d MB.") % {
            "size": MAX_BYTES // 2**20
        }
        if refused and refused["large"]:
            self.fields["file"].error_messages["required"] = self.too_large()

    @property
    def max_bytes(self):
        return MAX_BYTES

    def too_large(self):
        return _("This file is larger than %(size)d MB.") % {"size": MAX_BYTES // 2**20}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(self.too_large())
        return file
