"""What happens around every view: who asks, in which language and time zone, and kind refusals."""

import logging
import traceback
from functools import partial

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoAuthenticationMiddleware
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.core.cache import cache
from django.core.exceptions import FieldError, ValidationError
from django.db import DatabaseError, DataError
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import get_list_or_404, get_object_or_404, redirect
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.translation.trans_real import parse_accept_lang_header

from accounts import audit
from accounts.confirming import came_from, needs_second_step, with_next
from accounts.forms import OnwardForm
from accounts.here import languages_of, place, school_of
from accounts.policy import NOTHING
from accounts.secrets import digest

logger = logging.getLogger(__name__)


def signed_in_user(request):
    """The person of this session.

    The session row brings its user and school along (`accounts.sessions`), so that knowing who asks
    costs one query. Django's own checks stay: the backend must be one of ours, the session hash must
    fit the password, the person must be active.
    """
    if not hasattr(request, "_cached_user"):
        user = getattr(request.session, "user", None)
        if user is not None and belongs_to(request.session, user):
            request._cached_user = user
        else:
            request._cached_user = auth.get_user(request)
            request._cached_user.bound_to = request.session.bound_to
    return request._cached_user


def belongs_to(session, user):
    return (
        session.get(auth.SESSION_KEY) == str(user.pk)
        and session.get(auth.BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(auth.HASH_SESSION_KEY, ""), user.get_session_auth_hash())
        and user.is_active
    )


class AuthenticationMiddleware(DjangoAuthenticationMiddleware):
    def process_request(self, request):
        request.session.get(auth.SESSION_KEY) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        request.user = SimpleLazyObject(lambda: signed_in_user(request))


class LoginRequiredMiddleware(DjangoLoginRequiredMiddleware):
    """The sign-in page is never swapped into a part of another page.

    A click of somebody whose session has ended loads the page anew, which asks to sign in; a part that
    asks again by itself is told no and stays, with whatever is being typed around it.
    """

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request") != "true":
            return super().handle_no_permission(request, view_func)
        return HttpResponse(status=401, headers={} if request.method == "GET" else {"HX-Refresh": "true"})


class OpenedForMiddleware:
    """What a page sends by itself is taken only from the account that the page was opened for.

    Forms that are sent by hand carry a token that each sign-in renews; a page that saves by itself takes
    the newest token, so it says whose it is.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        meant = request.headers.get("X-Account")
        if meant is not None and meant != str(request.user.pk):
            return HttpResponse(status=401)
        return self.get_response(request)


class SecondStepMiddleware:
    """Staff whose session has one proof of who they are see the second step, and nothing else.

    A view says itself if it lies on the way there (`one_step_is_enough`) or is open to everybody; one that
    says nothing is shut.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        anybody = not getattr(view, "login_required", True)
        if anybody or getattr(view, "one_step_is_enough", False) or not needs_second_step(request):
            return None
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401, headers={} if request.method == "GET" else {"HX-Refresh": "true"})
        return redirect(with_next("second_step", came_from(request)))


class CompressionMiddleware(GZipMiddleware):
    """Pages travel compressed, with Django's random padding against BREACH; pictures are small already.

    What is public is the same for everybody, whoever the cookie says asks for it.
    """

    def process_response(self, request, response):
        if "public" in response.headers.get("Cache-Control", ""):
            response.headers.pop("Vary", None)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response


class ReaderMiddleware:
    """Shows words in the reader's language and times on the school's clock; keeps pages out of caches."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        school = school_of(user)
        place(request, school)
        request.languages = languages_of(user, settings.LANGUAGES)
        language = language_of(request)
        with translation.override(language), timezone.override(school.timezone if school else None):
            response = self.get_response(request)
            if user.is_authenticated and not response.has_header("Cache-Control"):
                add_never_cache_headers(response)
        response.headers.setdefault("Content-Language", language)
        if "public" not in response.get("Cache-Control", ""):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request):
    """What she chose, or her browser asks for, among what her school offers; else the school's own."""
    offered = dict(request.languages)
    wishes = [request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME), getattr(request.user, "language", "")]
    for wish, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        wishes += [wish, wish.partition("-")[0]]
    wishes.append(request.school.language if request.school else settings.LANGUAGE_CODE)
    return next((wish for wish in wishes if wish in offered), settings.LANGUAGE_CODE)


class AuditMiddleware:
    """Writes down what people of the school and guests look at, and what a permission has refused.

    It is written after the answer has left: nobody waits for it, and how long an answer takes does not
    tell a refusal from a number that names nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if match and request.user.is_authenticated:
            # In the time zone of the school, which the job itself no longer knows.
            facts = {"by": request.user, "day": timezone.localdate()}
            if response.status_code in (403, 404, 429):
                after(response, partial(self.refused, request, match, **facts))
            elif request.method == "GET" and response.status_code == 200 and is_audited(match, request.user):
                after(response, partial(self.looked, match, **facts))
        return response

    def process_exception(self, request, exception):
        request.refused = exception if isinstance(exception, Http404) else None

    def looked(self, match, *, by, day):
        key = f"looked:{by.pk}:{match.view_name}:{match.kwargs}:{day}"
        if not cache.get(digest("audit", key)):
            # The first name in an address is of its row; what follows narrows the page.
            row = dict([next(iter(match.kwargs.items()))])
            audit.record_look(match.view_name, row, by=by, day=day)
            cache.set(digest("audit", key), True, 3600)

    def refused(self, request, match, *, by, day):
        refused = getattr(request, "refused", None)
        model, lookup = row_of(refused) if refused else (None, None)
        if lookup:
            audit.record_refusal(model, lookup, by=by, day=day)
        elif model or not refused:
            audit.record_page_refusal(match.view_name, by=by, day=day)


def is_audited(match, user):
    """What a family sees of its own child is its own; where it asks for everything, that is written."""
    if match.view_name in audit.audited("EVERYTHING"):
        return True
    at_home = user.is_student or (user.is_family and not (user.is_advisor or user.is_coordinator))
    return match.view_name in audit.audited("PAGES") and not at_home


def row_of(refusal):
    """The model and the lookup with which a view asked a permission for its row, and got none.

    Every view asks through get_object_or_404 (tests/test_architecture.py), so its frame at the end of the
    traceback knows them. Of a 404 from elsewhere nothing is known: (None, None).
    """
    frame = list(traceback.walk_tb(refusal.__traceback__))[-1][0]
    if frame.f_code not in (get_object_or_404.__code__, get_list_or_404.__code__):
        return None, None
    model, lookup = frame.f_locals["queryset"].model, frame.f_locals["kwargs"]
    fields = {"pk", *(field.name for field in model._meta.get_fields())}
    # A name that the permission made up itself, as of a session, leads to no row from here.
    return model, lookup if lookup.keys() <= fields else {}


def after(response, job):
    """Do this once the answer has left."""

    def safely():
        try:
            job()
        except (DatabaseError, FieldError):
            # Django drops what goes wrong here without a word.
            logger.exception("The audit record of a page could not be written.")

    response._resource_closers.append(safely)


class DeviceMiddleware:
    """Pages may use neither camera nor microphone, unless their view says so (accounts/policy.py)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NOTHING)
        return response


class RefusalMiddleware:
    """An action that cannot happen any more is news for the person, not a crash."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, DataError):
            # A number or a character that no column can hold. No page of ours sends one, so it is logged.
            logger.warning("Refused by the database: %s", request.path, exc_info=exception)
            return HttpResponseBadRequest()
        if not isinstance(exception, ValidationError):
            return None
        words = " ".join(exception.messages)
        if request.headers.get("X-Autosave") or request.headers.get("Accept") == "application/json":
            return JsonResponse({"message": words}, status=409)
        messages.warning(request, words)
        return redirect(OnwardForm({}).address(request, request.headers.get("Referer")))
