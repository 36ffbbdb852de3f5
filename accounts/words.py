"""What a school calls things, in the reader's language; Lectern's own words where it says nothing."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _


class Words:
    """`{{ request.words.my_conference }}`: a name that stands alone, as in a tab or a heading.

    Sentences keep Lectern's word: a name that was put into them would break their grammar.
    """

    def __init__(self, school=None):
        self.labels = school.labels if school else {}

    def own(self, name):
        return self.labels.get(get_language(), {}).get(name, "")

    @property
    def own_conference(self):
        return self.own("conference")

    @property
    def conference(self):
        return self.own("conference") or _("Conference")

    @property
    def my_conference(self):
        return self.own("conference") or _("My conference")

    @property
    def advisory(self):
        return self.own("advisory") or _("Advisory")

    @property
    def my_advisory(self):
        return self.own("advisory") or _("My advisory")
