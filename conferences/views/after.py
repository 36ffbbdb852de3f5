"""When it is over: the record, how it went, letters back, thanks, and what was decided later."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from accounts.models import Student
from accounts.policy import records
from accounts.revisions import Stale, show_both
from conferences.actions import after
from conferences.forms.after import LookBackForm, TellForm, WordsForm
from conferences.forms.live import CloseForm
from conferences.models import Conference, ConferenceFile, LookBack, Note
from conferences.querysets.people import around
from conferences.querysets.records import record_for, words_to
from conferences.views.files import file_form, file_sent
from conferences.views.present import agree
from portfolios.views import answers

ALL = 0  # to whom a thank-you goes that is for everybody


@require_safe
def conference_record(request, pk):
    """What was shown, said and agreed: the keepsake of the three who were there."""
    conference = get_object_or_404(
        Conference.objects.visible_to(request.user).held().with_stage().with_follower(request.user), pk=pk
    )
    be_at(request, conference.school_id)
    mine = conference.student.user_id == request.user.pk
    context = record_for(conference, request.user) | {
        "mine": mine,
        "follows": conference.is_followed,
        "can_host": not conference.is_followed,
    }
    return render(request, "conferences/conference_record.html", context)


@records
def look_back_edit(request, pk):
    """How did it go? Faces first, then three lines of her own. It saves itself."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).held().with_stage(), pk=pk)
    look_back = LookBack.objects.visible_to(request.user).of(conference).first()
    form = LookBackForm.of(look_back, request.POST or None)
    if form.is_bound:
        answer = keep(
            request,
            form,
            lambda: after.save_look_back(
                conference, seen_revision=form.cleaned_data["revision"], by=request.user, **form.said()
            ),
        )
        if answer:
            return answer
        if not form.errors and not form.theirs:
            messages.success(request, _("Kept. You can come back to it."))
            return redirect("conferences:conference_record", pk=pk)
    return look_back_page(request, conference, form)


def look_back_page(request, conference, form, tell=None):
    key = telling_key(conference, "look_back", None, request.user)
    context = {
        "conference": conference,
        "form": form,
        "form_key": key,
        "tell": tell or tell_form(request, key),
        "file": ConferenceFile.objects.visible_to(request.user).there(conference, "look_back").first(),
    }
    status = 422 if tell is not None else answers.status_of(form)
    return render(request, "conferences/look_back_edit.html", context, status=status)


@records
@require_POST
def look_back_say(request, pk):
    """How it went, by voice or drawn."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).held().with_stage(), pk=pk)
    key = telling_key(conference, "look_back", None, request.user)
    tell = tell_form(request, key)
    uploads = file_sent(request, tell, key)
    if tell.is_valid():
        drawn = tell.cleaned_data["drawn"]
        file = after.tell_look_back(conference, uploads, drawn=drawn, by=request.user)
        return after_telling(request, file) or redirect("conferences:look_back_edit", pk=pk)
    form = LookBackForm.of(LookBack.objects.visible_to(request.user).of(conference).first())
    return look_back_page(request, conference, form, tell=tell)


def keep(request, form, save):
    """Save what was written; gives the answer to the page that saves by itself, else None."""
    by_itself = request.headers.get("X-Autosave")
    if not form.is_valid():
        return answers.not_yet(form) if by_itself else None
    try:
        revision = save()
    except Stale as stale:
        show_both(form, stale)
        return answers.both(stale) if by_itself else None
    return answers.saved(revision) if by_itself else None


@records
def letter_back(request, pk):
    """A letter of one adult back to the child: two lines are plenty. Hers alone until she gives it."""
    conference = get_object_or_404(Conference.objects.lettered_by(request.user).with_stage(), pk=pk)
    return write_words(request, conference, kind=Note.Kind.LETTER, to=None)


@records
@require_POST
def letter_say(request, pk):
    """The letter by voice."""
    conference = get_object_or_404(Conference.objects.lettered_by(request.user).with_stage(), pk=pk)
    return tell_words(request, conference, kind=Note.Kind.LETTER, to=None)


@require_safe
def thanks_list(request, pk):
    """Whom she thanks: everybody at once, or one by one."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).held().with_stage(), pk=pk)
    written = {note.to_id: note for note in Note.objects.taken_back_by(request.user).of(conference)}
    context = {
        "conference": conference,
        "people": [(person, written.get(person.pk)) for person in around(conference.student)],
        "to_all": written.get(None),
    }
    return render(request, "conferences/thanks_list.html", context)


@records
def thanks_edit(request, pk, who):
    """A thank-you to one, or to all of them."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).held().with_stage(), pk=pk)
    return write_words(request, conference, kind=Note.Kind.THANKS, to=thanked_one(conference, who))


@records
@require_POST
def thanks_say(request, pk, who):
    """Her thanks by voice, or drawn."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).held().with_stage(), pk=pk)
    return tell_words(request, conference, kind=Note.Kind.THANKS, to=thanked_one(conference, who))


def thanked_one(conference, who):
    """One of the adults around her; None for all of them."""
    if who == ALL:
        return None
    to = next((one for one in around(conference.student) if one.pk == who), None)
    if to is None:
        raise Http404
    return to


def write_words(request, conference, *, kind, to):
    """The page of a letter or a thank-you, which saves itself and is given with a button."""
    be_at(request, conference.school_id)
    note = Note.objects.own_of(request.user, kind, to).of(conference).first()
    initial = {"text": note.text if note else "", "revision": after.revision_of(note)}
    form = WordsForm(request.POST or None, initial=initial)
    kept = []

    def save():
        seen = {"seen_revision": form.cleaned_data["revision"], "text": form.cleaned_data["text"]}
        kept.append(after.save_words(conference, kind=kind, to=to, by=request.user, **seen))
        return after.revision_of(kept[0])

    if form.is_bound:
        answer = keep(request, form, save)
        if answer:
            return answer
        if kept and give(request, form, kept[0]):
            return redirect(page_of(conference, kind, to))
    return words_page(request, conference, kind=kind, to=to, note=note, form=form)


def page_of(conference, kind, to):
    if kind == Note.Kind.LETTER:
        return reverse("conferences:letter_back", args=[conference.pk])
    return reverse("conferences:thanks_edit", args=[conference.pk, to.pk if to else ALL])


def words_page(request, conference, *, kind, to, note, form, tell=None):
    """The words, and the voice or drawing beside them."""
    key = telling_key(conference, kind, to, request.user)
    context = {
        "conference": conference,
        "form": form,
        "note": note,
        "to": to,
        "who": to.pk if to else ALL,
        "form_key": key,
        "tell": tell or tell_form(request, key),
        "file": ConferenceFile.objects.visible_to(request.user).of_note(note).first(),
    }
    name = "letter_back" if kind == Note.Kind.LETTER else "thanks_edit"
    status = 422 if tell is not None else answers.status_of(form)
    return render(request, f"conferences/{name}.html", context, status=status)


def telling_key(conference, what, to, user):
    """Under which key a recording of this page waits until it is kept."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{what} {conference.pk} {to.pk if to else ALL} {user.pk}")


def tell_form(request, key):
    return file_form(request, key, TellForm)


def tell_words(request, conference, *, kind, to):
    """Keep a voice or a drawing; the page again where nothing could be taken."""
    key = telling_key(conference, kind, to, request.user)
    tell = tell_form(request, key)
    uploads = file_sent(request, tell, key)
    if tell.is_valid():
        drawn = tell.cleaned_data["drawn"]
        file = after.tell_words(conference, uploads, kind=kind, to=to, drawn=drawn, by=request.user)
        return after_telling(request, file) or redirect(page_of(conference, kind, to))
    note = Note.objects.own_of(request.user, kind, to).of(conference).first()
    initial = {"text": note.text if note else "", "revision": after.revision_of(note)}
    form = WordsForm(initial=initial)
    return words_page(request, conference, kind=kind, to=to, note=note, form=form, tell=tell)


def after_telling(request, file):
    """Of a photo she is asked first who is in it."""
    if file and file.is_held and file.student.user_id == request.user.pk:
        return redirect("conferences:conference_file_people", pk=file.pk)
    messages.success(request, _("Kept."))
    return None


def give(request, form, note):
    """Give it where she asked to; what keeps it from being given stands beside the words."""
    if not form.cleaned_data["give"]:
        return True
    try:
        after.give_words(note, by=request.user)
    except ValidationError as refusal:
        form.add_error("text", refusal)
        form.data = form.data.copy()
        form.data["revision"] = after.revision_of(note)
        return False
    messages.success(request, _("It can be read now. What you change here is changed there."))
    return True


@require_POST
def words_take_back(request, pk):
    """A letter or a thank-you that she gave is hers alone again."""
    note = get_object_or_404(
        Note.objects.taken_back_by(request.user).select_related("conference", "to"), pk=pk
    )
    after.take_back_words(note, by=request.user)
    messages.success(request, _("It is yours alone again. Nothing is lost."))
    return redirect(page_of(note.conference, note.kind, note.to))


def promises_write(request, pk):
    """They said "we'll decide by": what they decided, or another day."""
    conference = get_object_or_404(Conference.objects.settled_by(request.user).with_stage(), pk=pk)
    be_at(request, conference.school_id)
    form = CloseForm.of(conference, request.POST or None)
    settled = conference.decide_by is None and not form.says_more(conference)
    if settled or agree(conference, form, by=request.user):
        return redirect("conferences:conference_record", pk=pk)
    context = {"conference": conference, "form": form}
    status = answers.status_of(form)
    return render(request, "conferences/promises_write.html", context, status=status)


@require_safe
def words_list(request):
    """All that was ever said to her after a conference: glows, grows and letters, year after year."""
    student = get_object_or_404(Student.objects.is_user(request.user))
    return render(request, "conferences/words_list.html", {"notes": words_to(student, request.user)})
