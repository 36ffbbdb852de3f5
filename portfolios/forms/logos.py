from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portfolios import kinds


class LogoForm(forms.Form):
    """One picture. `refused` counts what was too large to be stored at all."""

    logo = forms.FileField(
        label=_("Choose a picture"),
        help_text=_("PNG or JPEG. It stands on white and is shown small."),
        widget=forms.FileInput(attrs={"accept": "image/*", "class": "form-control"}),
        error_messages={"required": _("Choose a picture first.")},
    )

    def __init__(self, *args, refused=None, **kwargs):
        super().__init__(*args, **kwargs)
        if refused and refused["large"]:
            limit = settings.MAX_UPLOAD_BYTES // 2**20
            self.fields["logo"].error_messages["required"] = _("Up to %(limit)s MB, please.") % {
                "limit": limit
            }

    def clean_logo(self):
        logo = self.cleaned_data["logo"]
        if kinds.kind_of(logo) != "picture":
            raise forms.ValidationError(_("This is not a picture we can read. PNG and JPEG work best."))
        return logo
