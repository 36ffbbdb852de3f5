"""A school's logo takes the way of every upload: through the darkroom, drawn anew."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.audit import record
from accounts.models import Logo, School
from portfolios import images
from portfolios.refusals import Unreadable

LONGEST = 480  # pixels: sharp in a header, in a letter and on paper


def change_logo(school, file, *, by):
    """Show this picture as the school's logo from now on. Raises ValidationError if it is none.

    Old ones stay behind their addresses, for letters that have gone out.
    """
    try:
        drawn = images.normalise(file, sizes={"logo": LONGEST}).files["logo"]
    except Unreadable as refusal:
        raise ValidationError(refusal.reason) from None
    logo = Logo(school=school, width=drawn.width, height=drawn.height)
    logo.image.save(f"{logo.key}.webp", ContentFile(drawn.data), save=False)
    show_logo(school, logo, by=by)
    return logo


@transaction.atomic
def show_logo(school, logo, *, by):
    logo.save()
    School.objects.filter(pk=school.pk).update(logo=logo)
    record("logo.changed", logo, by=by)


@transaction.atomic
def remove_logo(school, *, by):
    """Lectern's mark again."""
    if School.objects.filter(pk=school.pk).exclude(logo=None).update(logo=None):
        record("logo.removed", school, by=by)
