from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.policy import records
from portfolios import actions
from portfolios.forms import DescribeForm, FilesForm
from portfolios.models import Attachment, Evidence, Upload
from portfolios.views import answers
from portfolios.views.depictions import onward
from portfolios.views.uploads import arrived_with


@require_GET
def evidence_pictures(request, pk):
    """The pictures of a piece while some are getting ready; no body while nothing has changed."""
    seen = get_object_or_404(Evidence.objects.visible_to(request.user).with_pictures(request.user), pk=pk)
    if request.GET.get("since") == seen.pictures_state:
        return HttpResponse(status=204)
    evidence = get_object_or_404(
        Evidence.objects.visible_to(request.user).with_pictures_part(request.user), pk=pk
    )
    return render(request, "portfolios/evidence_detail.html#pictures", {"evidence": evidence})


@records
def attachment_add(request, pk):
    """More files on a piece. Good ones are on it even when others were refused."""
    evidence = get_object_or_404(
        Evidence.objects.editable_by(request.user).with_pictures(request.user), pk=pk
    )
    form = FilesForm(
        request.POST or None,
        request.FILES or None,
        refused=getattr(request, "refused_files", None),
        uploads=Upload.objects.editable_by(request.user).for_form(evidence.form_key),
        room=evidence.room,
    )
    if request.method == "POST":
        uploads = arrived_with(form, request.user, evidence.form_key)
        complete = form.is_valid()
        actions.add_files(evidence, uploads, by=request.user)
        if complete:
            return onward(request, evidence)
        form.forget(uploads)
    context = {"evidence": evidence, "form": form}
    return render(request, "portfolios/attachment_add.html", context, status=answers.status_of(form))


def attachment_describe(request, pk):
    """What would you tell somebody who cannot see it? Her advisor may write down what she says."""
    attachment = get_object_or_404(Attachment.objects.described_by(request.user).with_story(), pk=pk)
    form = DescribeForm(request.POST or None, instance=attachment)
    if request.method == "POST" and form.is_valid():
        actions.describe_attachment(attachment, alt=form.cleaned_data["alt"], by=request.user)
        return redirect("portfolios:evidence_detail", pk=attachment.evidence_id)
    hers = attachment.evidence.student.user_id == request.user.pk
    context = {"attachment": attachment, "form": form, "hers": hers}
    return render(request, "portfolios/attachment_describe.html", context, status=answers.status_of(form))


@require_POST
def attachment_remove(request, pk):
    attachment = get_object_or_404(Attachment.objects.editable_by(request.user), pk=pk)
    actions.remove_attachment(attachment, by=request.user)
    return redirect("portfolios:evidence_edit", pk=attachment.evidence_id)


@require_POST
def attachment_restore(request, pk):
    attachment = get_object_or_404(Attachment.objects.editable_by(request.user), pk=pk)
    actions.restore_attachment(attachment, by=request.user)
    return redirect("portfolios:evidence_edit", pk=attachment.evidence_id)
