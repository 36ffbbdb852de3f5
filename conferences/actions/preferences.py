"""A household says when it can come, and two households of one child have one conference or two."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.revisions import Stale
from conferences.actions.households import separate_where_agreed
from conferences.actions.notices import stop_asking
from conferences.models import Preference, Round, Window
from conferences.wishes import said


@transaction.atomic
def save_preference(round_, family, *, fields, windows, seen_revision, by, by_office=False):
    """One answer for the whole household; who saw an older one is shown the newer before hers counts.

    Families answer while they are asked; the office writes down what it hears until the days are over.
    """
    # Waits for whoever ends the asking at this moment.
    locked = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    if not (locked.takes_preferences or (by_office and locked.state in Round.RUNNING)):
        raise ValidationError(
            _("The school makes the times now. Please call the office if something changes.")
        )
    whose = {"household": family.household, "adult": None if family.household else family.adult}
    values = fields | {"by": by, "by_office": by_office, "at": timezone.now()}
    made, new = Preference.objects.get_or_create(
        round=locked, **whose, defaults=values | {"school_id": locked.school_id, "revision": 1}
    )
    if not new:
        saved = Preference.objects.filter(pk=made.pk, revision=seen_revision)
        if not saved.update(**values, revision=F("revision") + 1):
            raise Stale(theirs={"when": said(made, several=len(family.students) > 1)}, revision=made.revision)
        made.refresh_from_db()
    made.windows.all().delete()
    Window.objects.bulk_create(
        Window(preference=made, starts_at=start, ends_at=end, best=best) for start, end, best in windows
    )
    record("preference.said", made, by=by)
    stop_asking(family)
    if made.joint == Preference.Joint.SEPARATE:
        separate_where_agreed(family, by=by)
    return made
