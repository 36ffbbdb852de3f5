"""What a school says about itself, where a person is, and what a district holds together."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import District, DistrictMembership, GradeBand, School, User


@transaction.atomic
def edit_school(school, *, by, bands, **changed):
    """Write what was changed and nothing else, so that two people of the office can work at once.

    `changed` are fields of the school; `bands` are all its grade bands anew as {name, grade_low,
    grade_high}, or None when they stay as they are.
    """
    if changed:
        School.objects.filter(pk=school.pk).update(**changed)
    if bands is not None:
        # Whoever comes second waits here, and then writes over what the first has said.
        School.objects.select_for_update(no_key=True).get(pk=school.pk)
        school.grade_bands.all().delete()
        GradeBand.objects.bulk_create(GradeBand(school=school, **band) for band in bands)
    if changed or bands is not None:
        record("school.edited", school, by=by)


@transaction.atomic
def switch_school(user, school):
    """From now on pages show her this one of her schools. It gives no right."""
    User.objects.filter(pk=user.pk).update(school=school)
    record("school.switched", school, by=user)


@transaction.atomic
def join_district(school, district, *, by):
    """A school belongs to one district at most."""
    joined = School.objects.filter(pk=school.pk, district=None).update(district=district)
    if not joined and not School.objects.filter(pk=school.pk, district=district).exists():
        raise ValidationError(
            _("%(school)s belongs to another district. It has to leave that one first.") % {"school": school}
        )
    if joined:
        record("district.joined", school, by=by)


@transaction.atomic
def leave_district(school, *, by):
    if School.objects.filter(pk=school.pk).exclude(district=None).update(district=None):
        record("district.left", school, by=by)


def make_district(name):
    """The district of this name, new or known."""
    return District.objects.get_or_create(name=name)[0]


@transaction.atomic
def add_to_district(user, district, *, by):
    """She sees how the district's schools are set up, from her next request on."""
    row, made = DistrictMembership.objects.get_or_create(user=user, district=district)
    back = DistrictMembership.objects.filter(pk=row.pk, ended_at__isnull=False).update(ended_at=None)
    if made or back:
        record("district_membership.added", row, by=by)


@transaction.atomic
def end_in_district(user, district, *, by):
    rows = DistrictMembership.objects.current().filter(user=user, district=district)
    for row in rows.select_for_update():
        rows.filter(pk=row.pk).update(ended_at=timezone.now())
        record("district_membership.ended", row, by=by)
