"""What a school types in itself: frameworks, targets and the steps of their continua."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.audit import record
from portfolios.models import EarlierPlacement, Framework, Level, LevelWords, Placement, Target

# What a new framework begins with, for the school to put into words of its own.
FIRST_LEVELS = [
    (gettext_noop("Emerging"), gettext_noop("I am beginning. I can do it when somebody shows me how.")),
    (gettext_noop("Developing"), gettext_noop("I can do parts of it, with some help.")),
    (gettext_noop("Refining"), gettext_noop("I can do it on my own and say how I did it.")),
    (gettext_noop("Extending"), gettext_noop("I can use it in new ways and help others with it.")),
]
MOST_LEVELS = 8


def offer_levels(framework):
    """The four steps that a continuum may begin with."""
    Level.objects.bulk_create(
        Level(framework=framework, position=position, name=name, statement=statement)
        for position, (name, statement) in enumerate(first_levels())
    )


def first_levels():
    return [(_(name), _(statement)) for name, statement in FIRST_LEVELS]


@transaction.atomic
def add_framework(school, *, by, **words):
    """A framework of the school's own, with four steps to begin with."""
    position = Framework.objects.filter(school=school).count()
    framework = Framework.objects.create(school=school, position=position, **words)
    offer_levels(framework)
    record("framework.added", framework, by=by)
    return framework


@transaction.atomic
def edit_framework(framework, *, by, **words):
    Framework.objects.filter(pk=framework.pk).update(**words)
    record("framework.changed", framework, by=by)


@transaction.atomic
def retire_framework(framework, *, by):
    """No longer offered; what was placed on it stays and is shown."""
    if Framework.objects.filter(pk=framework.pk, retired_at=None).update(retired_at=timezone.now()):
        record("framework.retired", framework, by=by)


@transaction.atomic
def restore_framework(framework, *, by):
    if Framework.objects.filter(pk=framework.pk, retired_at__isnull=False).update(retired_at=None):
        record("framework.restored", framework, by=by)


@transaction.atomic
def move_frameworks(school, order, *, by):
    """The order in which frameworks of one kind are read."""
    arrange(Framework.objects.filter(school=school), order)
    record("framework.moved", school, by=by)


def arrange(rows, order):
    """Give these rows the places of `order`, a list of keys; keys of other rows mean nothing."""
    found = {row.pk: row for row in rows.select_for_update()}
    moved = []
    for position, pk in enumerate(pk for pk in order if pk in found):
        if found[pk].position != position:
            found[pk].position = position
            moved.append(found[pk])
    rows.model.objects.bulk_update(moved, ["position"])


@transaction.atomic
def save_levels(framework, levels, *, by):
    """The steps as the office typed them: (level or None, name, statement), lowest first.

    A step that is left out goes; if something was placed on it, it is retired and stays to be read.
    """
    if not levels:
        raise ValidationError(_("A continuum needs at least one step."))
    if len(levels) > MOST_LEVELS:
        raise ValidationError(_("More than %(n)d steps nobody can tell apart.") % {"n": MOST_LEVELS})
    Framework.objects.select_for_update().get(pk=framework.pk)
    kept = []
    for position, (level, name, statement) in enumerate(levels):
        level = level or Level(framework=framework)
        level.position, level.name, level.statement, level.retired_at = position, name, statement, None
        level.save()
        kept.append(level.pk)
    others = Level.objects.filter(framework=framework).exclude(pk__in=kept)
    for number, level in enumerate(others.order_by("position"), start=len(kept)):
        if is_stood_on(level):
            Level.objects.filter(pk=level.pk).update(
                position=number, retired_at=level.retired_at or timezone.now()
            )
        else:
            level.delete()
    record("framework.levels_changed", framework, by=by)


def is_stood_on(level):
    return any(model.objects.filter(level=level).exists() for model in (Placement, EarlierPlacement))


@transaction.atomic
def add_target(framework, *, by, parent=None, level_words=None, **words):
    """A target of the school's own, at the end of what it stands below."""
    last = Target.objects.filter(framework=framework).aggregate(last=Max("position"))["last"]
    target = Target.objects.create(
        framework=framework, parent=parent, position=0 if last is None else last + 1, **words
    )
    keep_level_words(target, level_words or {})
    number_anew(framework)
    record("target.added", target, by=by)
    return target


@transaction.atomic
def edit_target(target, *, by, level_words=None, **words):
    """The school's words for a target. One that came from a file keeps the words of the file."""
    Target.objects.filter(pk=target.pk).update(**words)
    keep_level_words(target, level_words or {})
    record("target.changed", target, by=by)


def keep_level_words(target, level_words):
    """What each step means for this target: {level: words}; without words the framework's own count."""
    for level, statement in level_words.items():
        if statement:
            LevelWords.objects.update_or_create(target=target, level=level, defaults={"statement": statement})
        else:
            LevelWords.objects.filter(target=target, level=level).delete()


@transaction.atomic
def retire_target(target, *, by):
    """No longer offered; pieces that stand on it keep it."""
    if Target.objects.filter(pk=target.pk, retired_at=None).update(retired_at=timezone.now()):
        record("target.retired", target, by=by)


@transaction.atomic
def restore_target(target, *, by):
    if Target.objects.filter(pk=target.pk, retired_at__isnull=False).update(retired_at=None):
        record("target.restored", target, by=by)


@transaction.atomic
def move_targets(framework, order, *, by):
    """Targets that stand beside each other change places; what stands below goes along."""
    beside = {pk: place for place, pk in enumerate(order)}
    rows = list(Target.objects.select_for_update().filter(framework=framework, pk__in=beside))
    if len({row.parent_id for row in rows}) > 1:
        raise ValidationError(_("Only targets that stand beside each other change places."))
    # They share the places that they have, in the new order.
    places = sorted(row.position for row in rows)
    for place, row in zip(places, sorted(rows, key=lambda row: beside[row.pk]), strict=True):
        row.position = place
    Target.objects.bulk_update(rows, ["position"])
    number_anew(framework)
    record("target.moved", framework, by=by)


def number_anew(framework, order=None):
    """Number all targets as they are read from top to bottom.

    `order` says by identifier where those of a file come; the school's own follow them.
    """
    rows = list(
        Target.objects.filter(framework=framework)
        .order_by("position", "pk")
        .only("pk", "parent_id", "position", "source_id")
    )
    if order:
        end = len(order)
        rows.sort(key=lambda row: (order.get(row.source_id, end), row.position, row.pk))
    below = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    stack, moved, place = list(reversed(below.get(None, []))), [], 0
    while stack:
        row = stack.pop()
        if row.position != place:
            row.position = place
            moved.append(row)
        place += 1
        stack += reversed(below.get(row.pk, []))
    Target.objects.bulk_update(moved, ["position"], batch_size=500)
