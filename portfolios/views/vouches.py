"""The word of an adult from outside school: the student asks, her advisor agrees, a link opens one piece."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.cookies import keep, kept
from accounts.here import place
from accounts.qr import qr_path
from portfolios import actions
from portfolios.forms import VouchAnswerForm, VouchForm
from portfolios.models import Attachment, Evidence, Vouch
from portfolios.views import answers, files
from portfolios.views.captions import vtt


def vouch_ask(request, pk):
    """Who could vouch for it? What this person will see is said before she asks."""
    evidence = get_object_or_404(
        Evidence.objects.editable_by(request.user).in_stream().with_pictures(request.user), pk=pk
    )
    form = VouchForm(request.POST or None)
    if form.is_valid():
        try:
            actions.ask_vouch(evidence, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Your advisor looks at it first. After that, the link goes out."))
            return redirect("portfolios:evidence_detail", pk=pk)
    context = {"evidence": evidence, "form": form, "shown": Attachment.objects.vouched_for(evidence)}
    return render(request, "portfolios/vouch_ask.html", context, status=answers.status_of(form))


@require_POST
def vouch_agree(request, pk):
    vouch = get_object_or_404(Vouch.objects.judged_by(request.user).with_piece(), pk=pk)
    actions.agree_vouch(vouch, by=request.user)
    if vouch.email:
        messages.success(request, _("%(name)s gets the link by mail.") % {"name": vouch.name})
    return redirect("portfolios:evidence_detail", pk=vouch.evidence_id)


@require_POST
def vouch_decline(request, pk):
    vouch = get_object_or_404(Vouch.objects.judged_by(request.user).with_piece(), pk=pk)
    actions.decline_vouch(vouch, by=request.user)
    return redirect("portfolios:evidence_detail", pk=vouch.evidence_id)


@never_cache
@require_POST
def vouch_print(request, pk):
    """A page with the link to hand over. It is shown this once; printing again makes another."""
    vouch = get_object_or_404(Vouch.objects.printed_by(request.user).with_piece(), pk=pk)
    token = actions.print_vouch(vouch, by=request.user)
    address = settings.SITE_URL + reverse("portfolios:vouch_open", args=[token])
    context = {"vouch": vouch, "evidence": vouch.evidence, "address": address, "path": qr_path(address)}
    return render(request, "portfolios/vouch_print.html", context | {"days": Vouch.DAYS})


@require_POST
def vouch_end(request, pk):
    vouch = get_object_or_404(Vouch.objects.ended_by(request.user).with_piece(), pk=pk)
    actions.end_vouch(vouch, by=request.user)
    messages.success(request, _("It is taken off this piece, and the link is stopped."))
    return redirect("portfolios:evidence_detail", pk=vouch.evidence_id)


# From here on: whoever has the link, and nothing else of anybody.


@never_cache
@login_not_required
def vouch_open(request, token):
    """The link in the mail or on paper. The token leaves the address at once; looking changes nothing."""
    vouch = Vouch.objects.opened_with(token=token).first()
    if vouch is None:
        return closed(request)
    return keep(redirect("portfolios:vouch_answer"), "vouch", vouch, by="token_digest")


def closed(request):
    """One answer for a link that is over, taken back, mistyped, or whose reason has ended."""
    return render(request, "portfolios/vouch_closed.html", status=410)


def asked(request):
    """What this browser was asked about, if the link that it opened still does; in the look of its school."""
    vouch = kept(request, "vouch", Vouch.objects.open().with_piece(), by="token_digest")
    if vouch:
        place(request, vouch.school)
        timezone.activate(vouch.school.timezone)
    return vouch


@never_cache
@login_not_required
def vouch_answer(request):
    """The one piece, and room for a line or two about it."""
    vouch = asked(request)
    if vouch is None:
        return closed(request)
    vouch.evidence.pictures = list(Attachment.objects.vouched_for(vouch.evidence))
    is_own = vouch.student.user_id == request.user.pk
    said = {"words": vouch.words, "saw": vouch.saw, "signed": vouch.signed or vouch.name}
    form = VouchAnswerForm(request.POST or None, initial=said)
    if form.is_valid() and not is_own:
        actions.answer_vouch(vouch, **form.cleaned_data)
        return redirect(reverse("portfolios:vouch_answer") + "?thanks=1")
    context = {
        "vouch": vouch,
        "evidence": vouch.evidence,
        "form": form,
        "is_own": is_own,
        "thanks": "thanks" in request.GET and vouch.is_answered,
    }
    return render(request, "portfolios/vouch_answer.html", context, status=answers.status_of(form))


@never_cache
@require_POST
@login_not_required
def vouch_withdraw(request):
    """She takes back what she said."""
    vouch = asked(request)
    if vouch is None:
        return closed(request)
    actions.withdraw_vouch(vouch)
    return redirect("portfolios:vouch_answer")


@require_GET
@login_not_required
def vouch_file(request, key, what):
    """A picture or a recording of that piece, while the link opens it."""
    vouch = asked(request)
    if vouch is None:
        raise Http404
    attachment = get_object_or_404(Attachment.objects.vouched_for(vouch.evidence), key=key)
    if what == "captions.vtt" and attachment.said:
        return vtt(request, attachment)
    return files.file_of(request, attachment, what)
