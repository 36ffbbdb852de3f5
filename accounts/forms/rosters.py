import zipfile

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.signin import PlainForm
from accounts.models import RosterChange
from accounts.oneroster.bundle import UnreadableBundle
from accounts.spreadsheet import Meaning, check_columns, guess_columns, read_table


def megabytes():
    return settings.MAX_ROSTER_BYTES // 2**20


class RosterUploadForm(PlainForm):
    """A roster file. `plain` says what its columns probably hold, if it is a school's own list."""

    school = forms.ModelChoiceField(None, label=gettext_lazy("School"), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("The roster file"),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".zip,.csv,.txt,.tsv"}),
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "empty": gettext_lazy("This file is empty. Please choose another one."),
        },
    )

    def __init__(self, *args, schools, refused=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.refused = refused or {}
        self.plain = None
        self.fields["school"].queryset = schools
        self.fields["file"].help_text = _("A zip or a CSV file, up to %(size)d MB.") % {"size": megabytes()}
        if self.refused.get("large"):
            self.fields["file"].error_messages["required"] = self.too_large()
        if len(schools) == 1:
            # Nothing to choose: the school is the only one, whatever is sent.
            self.fields["school"].required = False
            self.fields["school"].widget = forms.HiddenInput()

    def clean_school(self):
        return self.cleaned_data["school"] or self.fields["school"].queryset.get()

    @property
    def max_bytes(self):
        return settings.MAX_ROSTER_BYTES

    def too_large(self):
        return _("This file is larger than %(size)d MB. A technician can bring it in by command.") % {
            "size": megabytes()
        }

    def clean_file(self):
        """A cheap look that answers at once; whether it can be used is found out by the job."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_ROSTER_BYTES:
            raise ValidationError(self.too_large())
        if zipfile.is_zipfile(file):
            return file
        file.seek(0)
        try:
            self.plain = guess_columns(read_table(lambda: Kept(file)).header)
        except UnreadableBundle as error:
            raise ValidationError(str(error)) from error
        file.seek(0)
        return file


class Kept:
    """An open file that a `with` does not close."""

    def __init__(self, file):
        self.file = file

    def __enter__(self):
        self.file.seek(0)
        return self.file

    def __exit__(self, *error):
        return None


class ColumnsForm(forms.Form):
    """What each column of a school's own list holds; `columns` are (number, heading, first values)."""

    EVERYBODY = (
        ("yes", gettext_lazy("Everybody: whoever came with an earlier list and is not in this one has left")),
        ("no", gettext_lazy("Some people only: nobody leaves")),
    )
    everybody = forms.ChoiceField(
        label=gettext_lazy("Who is in this list?"), choices=EVERYBODY, widget=forms.RadioSelect
    )

    def __init__(self, *args, columns, named=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("", gettext_lazy("Do not use")), *Meaning.choices]
        for at, heading, _values in columns:
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading or _("Column %(n)d") % {"n": at + 1},
                choices=choices,
                required=False,
                initial=(named or {}).get(str(at), ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def rows(self):
        """(field, first values) of each column."""
        return [(self[f"column_{at}"], values) for at, _heading, values in self.columns]

    def clean(self):
        named = {
            at: Meaning(value)
            for at, _heading, _values in self.columns
            if (value := self.cleaned_data.get(f"column_{at}"))
        }
        check_columns(named)
        self.named = named
        return self.cleaned_data


class DecisionsForm(forms.Form):
    """For each person in doubt: the same as somebody who is here already, or somebody else."""

    CHOICES = (
        ("same", gettext_lazy("The same person")),
        ("other", gettext_lazy("Somebody else")),
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"line_{line.pk}"] = forms.ChoiceField(
                label=line.name, choices=self.CHOICES, widget=forms.RadioSelect, required=False
            )

    def rows(self):
        return [(self[f"line_{line.pk}"], line) for line in self.lines]

    @property
    def decisions(self):
        """What was decided, by the id in the roster; who was left out waits on."""
        chosen = {line: self.cleaned_data.get(f"line_{line.pk}") for line in self.lines}
        return {line.after["_source"]: choice for line, choice in chosen.items() if choice}

    def clean(self):
        if not self.decisions:
            raise ValidationError(_("Please choose for at least one person."))
        return self.cleaned_data


class ApplyForm(forms.Form):
    """Many leavers are asked about once more: half a file looks just like it."""

    meant = forms.BooleanField(
        label=gettext_lazy("Yes, these students have really left"),
        error_messages={
            "required": gettext_lazy("Please tick this first: a file that is cut off looks just like it.")
        },
    )

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        if not asked:
            del self.fields["meant"]


class LinesForm(forms.Form):
    """Which lines of a difference are shown."""

    group = forms.ChoiceField(choices=RosterChange.Group, required=False)
    what = forms.ChoiceField(choices=RosterChange.What, required=False)
    q = forms.CharField(max_length=100, required=False)

    @property
    def wanted(self):
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("group", "what", "q")}
