from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_POST

from portfolios import actions
from portfolios.forms import DescribeForm, PicturesForm
from portfolios.models import Attachment, Evidence
from portfolios.views import answers
from portfolios.views.depictions import onward

FRESH = 60  # seconds in which the same session's browser does not ask again


@require_GET
def attachment_picture(request, key, size):
    """One size of one photograph, to whoever sees its piece now. Caching: docs/decisions/0004."""
    attachment = get_object_or_404(Attachment.objects.picture_visible_to(request.user), key=key)
    picture = attachment.rendition(size)
    if not picture:
        raise Http404
    etag = f'"{key}-{size}"'
    response = get_conditional_response(request, etag=etag) or send(picture)
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={FRESH}"
    response["Content-Disposition"] = f'inline; filename="picture-{size}.webp"'
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def send(picture):
    """Our own small files; where there is a proxy, it sends the bytes."""
    if settings.X_ACCEL_PREFIX:
        accel = {"X-Accel-Redirect": settings.X_ACCEL_PREFIX + picture.name}
        return HttpResponse(content_type="image/webp", headers=accel)
    with picture.open() as file:
        return HttpResponse(file.read(), content_type="image/webp")


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


def attachment_add(request, pk):
    """More pictures on a piece."""
    evidence = get_object_or_404(
        Evidence.objects.editable_by(request.user).with_pictures(request.user), pk=pk
    )
    refused = getattr(request, "refused_files", None)
    form = PicturesForm(request.POST or None, request.FILES or None, refused=refused, room=evidence.room)
    if request.method == "POST":
        complete = form.is_valid()
        actions.add_pictures(evidence, form.arrived, by=request.user)
        if complete:
            return onward(request, evidence)
    context = {"evidence": evidence, "form": form}
    return render(request, "portfolios/attachment_add.html", context, status=answers.status_of(form))


def attachment_describe(request, pk):
    attachment = get_object_or_404(
        Attachment.objects.editable_by(request.user).select_related("evidence"), pk=pk
    )
    form = DescribeForm(request.POST or None, instance=attachment)
    if request.method == "POST" and form.is_valid():
        actions.describe_attachment(attachment, alt=form.cleaned_data["alt"], by=request.user)
        return redirect("portfolios:evidence_edit", pk=attachment.evidence_id)
    context = {"attachment": attachment, "form": form}
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
