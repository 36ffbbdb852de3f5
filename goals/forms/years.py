from django import forms


class YearForm(forms.Form):
    """Which school year to look at; what nobody can mean is the newest one."""

    year = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.years = years
        self.fields["year"].choices = [(year.began, year.words) for year in years]

    def chosen(self):
        wanted = self.cleaned_data.get("year") if self.is_valid() else None
        return next((year for year in self.years if year.began == wanted), self.years[0])
