"""Drawings and voices of a conference: the files themselves, and the forms in which they arrive."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from conferences.actions import files
from conferences.models import ConferenceFile
from goals.forms import PeopleForm, PictureForm, VoiceForm
from portfolios.actions import retry_file
from portfolios.models import Upload
from portfolios.views.files import file_of
from portfolios.views.uploads import arrived_with

# Voices and pictures, in the forms of other pages


def voice_form(request, form_key):
    """The form of goals/components/voice_record.html, with what came before under this key and is kept."""
    return file_form(request, form_key, VoiceForm)


def picture_form(request, form_key):
    """A drawing made on the page, or a photo."""
    return file_form(request, form_key, PictureForm)


def file_form(request, form_key, form_class):
    sent = request.method == "POST"
    return form_class(
        request.POST if sent else None,
        request.FILES if sent else None,
        refused=getattr(request, "refused_files", None),
        uploads=Upload.objects.editable_by(request.user).for_form(form_key, part="conference"),
    )


def file_sent(request, form, form_key):
    """What came with a form, for the action; the form has errors when it could not be taken."""
    return arrived_with(form, request.user, form_key, part="conference")


# The files


@require_GET
def conference_file(request, key, what):
    """A picture in one size, or a voice, to whoever sees what it is part of and is shown it."""
    file = get_object_or_404(ConferenceFile.objects.file_visible_to(request.user), key=key)
    return file_of(request, file, what)


@require_GET
def conference_file_before(request, key):
    """A picture that she took off, small, for her alone: she may put it back."""
    return file_of(
        request, get_object_or_404(ConferenceFile.objects.editable_by(request.user), key=key), "thumb"
    )


def back_from(request, file):
    """Where whoever sent it sees what became of it."""
    if request.user.pk != file.student.user_id:
        return redirect("home")
    anchor = f"#card-{file.card_id}" if file.card_id else ""
    return redirect(reverse("conferences:my_conference") + anchor)


def conference_file_people(request, pk):
    """Is anybody else in this photo? Until she or her advisor said so, her family is not shown it."""
    file = get_object_or_404(ConferenceFile.objects.guarded_by(request.user).with_student(), pk=pk)
    mine = file.student.user_id == request.user.pk
    form = PeopleForm(request.POST or None)
    if form.is_valid():
        try:
            files.tell_conference_picture(file, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("others", refusal)
        else:
            if mine:
                return back_from(request, file)
            return redirect("conferences:conference_advise", pk=file.conference_id)
    context = {"file": file, "conference": file.conference, "form": form, "mine": mine}
    status = 422 if form.errors else 200
    return render(request, "conferences/conference_file_people.html", context, status=status)


@require_POST
def conference_file_remove(request, pk):
    """She does not want it there any more."""
    file = get_object_or_404(ConferenceFile.objects.editable_by(request.user).with_student(), pk=pk)
    files.remove_conference_file(file, by=request.user)
    messages.success(request, _("Taken off. It is kept, and you can put it back."))
    return back_from(request, file)


@require_POST
def conference_file_restore(request, pk):
    file = get_object_or_404(ConferenceFile.objects.editable_by(request.user).with_student(), pk=pk)
    files.restore_conference_file(file, by=request.user)
    messages.success(request, _("It is there again."))
    return back_from(request, file)


@require_POST
def conference_file_retry(request, pk):
    """Try again, please."""
    file = get_object_or_404(ConferenceFile.objects.retried_by(request.user).with_student(), pk=pk)
    retry_file(file, by=request.user)
    return back_from(request, file)
