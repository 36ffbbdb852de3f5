"""How sure we are who sits there: a second step for staff, and a fresh look before what matters."""

import time
from functools import wraps
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

FRESH_SECONDS = 15 * 60
SECOND_STEP, CONFIRMED = "second_step", "confirmed_at"  # what a session knows


def needs_second_step(request):
    """Staff who have shown one proof of who they are have no right yet but to show a second one."""
    user = request.user
    return user.is_authenticated and user.works_at_school and SECOND_STEP not in request.session


def is_fresh(request):
    """Whether she has proved who she is within the last quarter of an hour. In the demo nobody proves it."""
    return settings.DEMO or time.time() - request.session.get(CONFIRMED, 0) < FRESH_SECONDS


def confirm(request, *, second_step):
    """She has just proved it. A session that may do more from now on gets a new key."""
    request.session.cycle_key()
    mark(request.session, second_step=second_step)


def mark(session, *, second_step):
    session[CONFIRMED] = time.time()
    if second_step:
        session[SECOND_STEP] = True


def one_step_is_enough(view):
    """Mark a view that staff reach on their way to the second step. Everything else waits for it."""
    view.one_step_is_enough = True
    return view


def confirm_first(view):
    """Before what matters (keys, secrets, whole records) she shows once more that it is she.

    A session by a printed letter is about one child and never gets that far: it would make itself a key
    to the others.
    """

    @wraps(view)
    def confirmed(request, *args, **kwargs):
        if request.user.bound_to:
            raise Http404
        if is_fresh(request):
            return view(request, *args, **kwargs)
        page = "second_step" if needs_second_step(request) else "confirm"
        return redirect(with_next(page, came_from(request)))

    return confirmed


def came_from(request):
    """The page to come back to: this one, or the one whose form was sent."""
    if request.method == "GET":
        return request.get_full_path()
    return urlsplit(request.headers.get("Referer", "")).path or "/"


def with_next(page, onward):
    return f"{reverse(f'accounts:{page}')}?{urlencode({'next': onward})}"
