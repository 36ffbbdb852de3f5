"""Letters and lists are asked for with a tap, made by a job, and thrown away after two days."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.tasks import remove_files
from conferences import paper, tasks
from conferences.actions.notices import mark_told, still_so
from conferences.models import Notice, Printout


@transaction.atomic
def ask_printout(round_, what, *, day=None, language, by):
    """A second tap while it is being made asks for no other."""
    same = Printout.objects.owed().filter(round=round_, what=what, day=day, by=by).first()
    if same:
        return same
    printout = Printout.objects.create(
        school_id=round_.school_id, round=round_, what=what, day=day, language=language, by=by
    )
    record("printout.asked", printout, by=by)
    tasks.make_printout.enqueue(printout.pk)
    return printout


def make(pk):
    """Gather, print, keep. Gives the bytes, or None if nothing is owed or there is nothing to print."""
    printout = Printout.objects.owed().select_related("school", "round").filter(pk=pk).first()
    if printout is None:
        return None
    try:
        with translation.override(printout.language), timezone.override(printout.school.timezone):
            pdf, count = press(printout)
    except Exception:
        # Whatever it was, its page says so and offers another try; the log says what it was.
        Printout.objects.owed().filter(pk=pk).update(state=Printout.State.FAILED)
        raise
    return keep(printout, pdf, count)


def press(printout):
    if printout.what not in Printout.OF_FAMILIES:
        return paper.press_sheets(printout)
    notices = paper.times_on_paper(printout.round)
    if printout.what == Printout.What.NEW_LETTERS:
        notices = new_on_paper(printout.round)
    return paper.press_letters(printout.school, notices) if notices else (b"", 0)


def new_on_paper(round_):
    """What families on paper were not told yet, as far as it still holds."""
    owed = list(Notice.objects.of_round(round_).owed().on_paper().with_reader())
    return still_so(owed) if owed else []


@transaction.atomic
def keep(printout, pdf, count):
    """Of two jobs that made it, one keeps it."""
    printout = Printout.objects.select_for_update().get(pk=printout.pk)
    if not printout.is_waiting:
        return None
    printout.state, printout.made_at = Printout.State.READY, timezone.now()
    printout.byte_count, printout.count = len(pdf), count
    if pdf:
        printout.file.save("printout.pdf", ContentFile(pdf), save=False)
    printout.save(update_fields=["file", "state", "byte_count", "count", "made_at"])
    return len(pdf)


@transaction.atomic
def say_posted(printout, *, by):
    """These letters are on their way: whoever they are to has been told. Gives how many notices that were."""
    ready = Printout.objects.filter(
        pk=printout.pk, what=Printout.What.NEW_LETTERS, state=Printout.State.READY, posted_at=None
    )
    if not ready.update(posted_at=timezone.now()):
        raise ValidationError(_("Somebody has said so already."))
    # Not what came up since it was printed.
    printed = Notice.objects.of_round(printout.round_id).on_paper().filter(made_at__lte=printout.asked_at)
    told = mark_told(printed, how=Notice.How.PAPER)
    record("printout.posted", printout, by=by)
    return told


def forget_printouts():
    """A list of the day before yesterday leads people astray, and holds names."""
    outdated = Printout.objects.outdated()
    names = [name for name in outdated.values_list("file", flat=True) if name]
    outdated.delete()
    if names:
        remove_files.enqueue(names)
