from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_POST

from portfolios import actions
from portfolios.forms import DescribeForm, PicturesForm
from portfolios.models import Attachment, Evidence


@require_GET
def attachment_picture(request, key, size):
    """One size of one photograph, to whoever sees its piece now. Caching: docs/decisions/0004."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), key=key)
    picture = attachment.rendition(size)
    if not picture:
        raise Http404
    etag = f'"{key}-{size}"'
    response = get_conditional_response(request, etag=etag) or send(picture)
    return response_of_picture(response, etag, size)


def send(picture):
    """The proxy sends the bytes where there is one."""
    if settings.X_ACCEL_PREFIX:
        response = HttpResponse(content_type="image/webp")
        response["X-Accel-Redirect"] = settings.X_ACCEL_PREFIX + picture.name
        return response
    return FileResponse(picture.open(), content_type="image/webp")


def response_of_picture(response, etag, size):
    response.headers |= {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Content-Disposition": f'inline; filename="picture-{size}.webp"',
        "Content-Security-Policy": "sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return response


@require_GET
def evidence_pictures(request, pk):
    """The pictures of a piece while some are getting ready; no body while nothing has changed."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).with_pictures(), pk=pk)
    if request.GET.get("since") == evidence.pictures_state:
        return HttpResponse(status=204)
    return render(request, "portfolios/evidence_detail.html#pictures", {"evidence": evidence})


def attachment_add(request, pk):
    """More pictures on a piece."""
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user).with_pictures(), pk=pk)
    refused = getattr(request, "refused_files", None)
    form = PicturesForm(request.POST or None, request.FILES or None, refused=refused, room=evidence.room)
    if request.method == "POST":
        complete = form.is_valid()
        actions.add_pictures(evidence, form.arrived, by=request.user)
        if complete:
            return redirect("portfolios:evidence_edit", pk=evidence.pk)
    return render(request, "portfolios/attachment_add.html", {"evidence": evidence, "form": form})


def attachment_describe(request, pk):
    attachment = get_object_or_404(
        Attachment.objects.editable_by(request.user).select_related("evidence"), pk=pk
    )
    form = DescribeForm(request.POST or None, instance=attachment)
    if request.method == "POST" and form.is_valid():
        actions.describe_attachment(attachment, alt=form.cleaned_data["alt"], by=request.user)
        return redirect("portfolios:evidence_edit", pk=attachment.evidence_id)
    return render(request, "portfolios/attachment_describe.html", {"attachment": attachment, "form": form})


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
