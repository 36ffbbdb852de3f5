"""One's own conferences in one's own calendar: an address to ask, and to take back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from conferences import feeds
from conferences.actions.feeds import make_feed, revoke_feed
from conferences.models import CalendarFeed, Conference


def subscriber(request):
    """Staff and family. Not who came in with a letter about one child: the address would tell of all."""
    user = get_object_or_404(User.objects.keyholders(), pk=request.user.pk)
    if request.user.bound_to:
        raise Http404
    return user


@require_safe
@never_cache
def calendar_feed(request):
    user = subscriber(request)
    feed = CalendarFeed.objects.held_by(user).first()
    return render(request, "conferences/calendar_feed.html", {"feed": feed})


@require_POST
@never_cache
def calendar_make(request):
    """The new address is on this one answer, and can never be read again."""
    user = subscriber(request)
    address = feeds.address_of(make_feed(by=user))
    webcal = address.replace("https://", "webcal://", 1).replace("http://", "webcal://", 1)
    return render(request, "conferences/calendar_feed.html", {"address": address, "webcal": webcal})


@require_POST
def calendar_revoke(request):
    user = subscriber(request)
    revoke_feed(by=user)
    messages.success(request, _("The address does not answer any more. Your calendar keeps what it has."))
    return redirect("conferences:calendar_feed")


@require_safe
@login_not_required
def calendar_read(request, token):
    """What a calendar asks for by itself, with nothing but the secret of its address."""
    feed = get_object_or_404(CalendarFeed.objects.opened_with(token))
    told, etag = feeds.words_of(
        feed, Conference.objects.attended_by(feed.user).with_entry(feed.user).in_calendar()
    )
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(told, content_type="text/calendar; charset=utf-8")
        answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=900"
    answer["X-Robots-Tag"] = "noindex"
    return answer
