import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.revisions import Stale
from portfolios.actions.uploads import attach_uploads
from portfolios.models import Attachment, Depiction, Reflection, ReflectionVersion

PAUSE = datetime.timedelta(minutes=10)  # after which going on with the words makes a version
MOST_VERSIONS = 30  # of one reflection; the oldest go
MOST_THOUGHTS = 20  # about one piece
MOST_FILES = 6  # recordings and drawings about one piece
NOTHING = {"text": "", "dictated_to": "", "face": "", "spot_key": None, "spot_x": None, "spot_y": None}
TOLD = ("prompt_id", "question", *NOTHING)


@transaction.atomic
def save_reflection(evidence, *, seen_revision, by, anew=False, passing=None, **told):
    """Keep what she told, and give back the new revision. A page that has not seen the newest is told so.

    `told` names the columns of `Told`. With `anew` what was there before becomes an earlier thought.
    `passing` is a question that she passed over. How it was before is kept when she went on after a pause,
    or when most of her words gave way at once.
    """
    before = Reflection.objects.select_for_update().filter(evidence=evidence).first()
    if before is None and seen_revision == 0:
        before = begin_reflection(evidence)
    if before is None or before.revision != seen_revision:
        now = before or Reflection.objects.filter(evidence=evidence).first() or Reflection()
        raise Stale(theirs={"text": now.text}, revision=now.revision)
    if anew:
        end_thought(before, by=by)
    elif goes_on_after_a_pause(before, told) or gives_most_away(before.text, told.get("text", before.text)):
        keep_version(before)
    changed = any(getattr(before, name) != value for name, value in told.items())
    Reflection.objects.filter(pk=before.pk).update(
        **told,
        skipped=False,
        passed=[*before.passed, passing] if passing and passing not in before.passed else before.passed,
        revision=F("revision") + 1,
        changed_at=timezone.now() if changed else before.changed_at,
    )
    record("reflection.saved", evidence, by=by)
    return seen_revision + 1


def begin_reflection(evidence):
    """The first row of a piece; nothing when another tab was first."""
    try:
        with transaction.atomic():
            return Reflection.objects.create(evidence=evidence, school_id=evidence.school_id)
    except IntegrityError:
        return None


def goes_on_after_a_pause(before, told):
    changed = any(getattr(before, name) != told[name] for name in NOTHING if name in told)
    return changed and before.is_told and timezone.now() - before.changed_at >= PAUSE


def gives_most_away(old, new):
    """More than half of what was written is not in the new words: one save does not do that by typing."""
    start = alike(old, new)
    end = alike(old[start:][::-1], new[start:][::-1])
    return start + end < len(old) / 2


def alike(one, other):
    """How many characters both begin with."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def keep_version(reflection, *, is_thought=False):
    """As it is now, for later. Of the versions that are hers alone the oldest go."""
    version = ReflectionVersion.objects.create(
        school_id=reflection.school_id,
        reflection=reflection,
        is_thought=is_thought,
        written_at=reflection.changed_at,
        **{name: getattr(reflection, name) for name in TOLD},
    )
    old = reflection.versions.unseen().values("pk")[MOST_VERSIONS:]
    ReflectionVersion.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    return version


def end_thought(reflection, *, by):
    """What she told so far becomes an earlier thought, with its recordings and drawings."""
    files = now_told(reflection.evidence)
    if not reflection.is_told and not files.exists():
        raise ValidationError(_("Tell a first thought before you add a new one."))
    if reflection.versions.thoughts().count() >= MOST_THOUGHTS:
        raise ValidationError(_("That is a lot of thoughts about one piece. Change the newest one instead."))
    files.update(thought=keep_version(reflection, is_thought=True))
    Reflection.objects.filter(pk=reflection.pk).update(prompt=None, question="", **NOTHING)
    record("reflection.begun_anew", reflection.evidence, by=by)


def now_told(evidence):
    """The recordings and drawings that belong to what she thinks now."""
    return Attachment.objects.kept().of_reflection().filter(evidence=evidence, thought=None)


@transaction.atomic
def restore_told(attachment, *, by):
    """A recording or a drawing that she took away is there again, if there is room."""
    if now_told(attachment.evidence).count() >= MOST_FILES:
        raise ValidationError(_("There is no more room here. Take one away first."))
    if Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=False).update(removed_at=None):
        record("attachment.restored", attachment, by=by, student=attachment.evidence.student)


@transaction.atomic
def put_version_back(version, *, by):
    """Her earlier words are the words again; what was there meanwhile becomes a version."""
    now = Reflection.objects.select_for_update().get(pk=version.reflection_id)
    if now.is_told:
        keep_version(now)
    Reflection.objects.filter(pk=now.pk).update(
        **{name: getattr(version, name) for name in TOLD},
        skipped=False,
        revision=F("revision") + 1,
        changed_at=timezone.now(),
    )
    version.delete()
    record("reflection.put_back", now.evidence, by=by)


@transaction.atomic
def skip_reflection(evidence, *, by, passing=None):
    """ "Nothing to add today." It never throws away words. The question that she was asked rests."""
    begin_reflection(evidence)
    reflection = Reflection.objects.select_for_update().get(evidence=evidence)
    if reflection.is_told or now_told(evidence).exists():
        raise ValidationError(_("You have already told something here. It is safe."))
    passed = [passing] if passing and passing not in reflection.passed else []
    Reflection.objects.filter(pk=reflection.pk).update(
        skipped=True,
        passed=[*reflection.passed, *passed],
        revision=F("revision") + 1,
        changed_at=timezone.now(),
    )
    record("reflection.skipped", evidence, by=by)


@transaction.atomic
def tell_reflection(evidence, uploads, *, drawn_here, question, prompt, by, anew=False):
    """Recordings or drawings as an answer. Only she is heard in her own; a drawing made here shows nobody.

    Of a film or a photograph of a drawing she is asked who is in it, as of any other. Gives the new files.
    """
    room = MOST_FILES - (0 if anew else now_told(evidence).count())
    if len(uploads) > room:
        raise ValidationError(_("There is no more room here. Take one away first."))
    begin_reflection(evidence)
    reflection = Reflection.objects.select_for_update().get(evidence=evidence)
    if anew:
        end_thought(reflection, by=by)
    asked = {} if reflection.is_begun and not anew else {"question": question, "prompt": prompt}
    Reflection.objects.filter(pk=reflection.pk).update(
        **asked, skipped=False, revision=F("revision") + int(anew), changed_at=timezone.now()
    )
    told = attach_uploads(evidence, uploads)
    for attachment in told:
        heard = attachment.kind == Attachment.Kind.AUDIO
        if heard:
            say_herself(attachment, by=by)
        if heard or (drawn_here and attachment.kind == Attachment.Kind.PICTURE):
            attachment.told_at = timezone.now()
            attachment.save(update_fields=["told_at"])
    record("reflection.told", evidence, by=by)
    return told


def say_herself(attachment, *, by):
    """In a recording of her own voice she is heard."""
    Depiction.objects.create(
        school_id=attachment.school_id,
        attachment=attachment,
        who=Depiction.Who.SELF,
        student=attachment.evidence.student,
        told_by=by,
    )
