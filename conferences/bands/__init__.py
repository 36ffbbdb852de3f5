"""The plans that Lectern ships for each grade band, as schools practice them (minutes are theirs to edit).

`ship_templates` in `conferences.actions.templates` copies them into a school.
"""

from django.utils.translation import gettext_lazy as _

from conferences.bands.come_and_see import COME_AND_SEE
from conferences.bands.heading import WHERE_I_AM_HEADING
from conferences.bands.last_year import MY_LAST_YEAR
from conferences.bands.learning_story import MY_LEARNING_STORY
from conferences.bands.owning_it import OWNING_IT
from conferences.bands.parts import Part, Plan
from conferences.bands.support import WHAT_HELPS_ME

BANDS = [
    Plan(_("Come and see"), 0, 2, COME_AND_SEE, look="stations"),
    Plan(_("My learning story"), 3, 5, MY_LEARNING_STORY),
    Plan(_("Owning it"), 6, 8, OWNING_IT),
    Plan(_("Where I’m heading"), 9, 11, WHERE_I_AM_HEADING),
    Plan(_("Where I’m heading: my last year"), 12, 12, MY_LAST_YEAR),
]
LAYER = Plan(_("What helps me"), 0, 12, WHAT_HELPS_ME, is_layer=True)

# Before every plan, once there is something that was agreed.
LAST_TIME = Part(
    "last_commitments",
    _("What we agreed last time"),
    2,
    _("Which one worked well? Which one would you change?"),
    why=_("We start with what the three of us agreed, so that nothing gets lost."),
    listening=_("How did our part go?"),
    picture="talk",
    color="clay",
)
