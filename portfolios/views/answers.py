"""Answers to a form that saves itself while it is written."""

from django.http import JsonResponse


def saved(revision):
    return JsonResponse({"revision": revision})


def both(stale):
    return JsonResponse({"theirs": stale.theirs, "revision": stale.revision}, status=409)


def not_yet(form):
    """What keeps the words from being saved, in one line beside them."""
    words = " ".join(error for errors in form.errors.values() for error in errors)
    return JsonResponse({"message": words}, status=422)


def status_of(form):
    """422 for a form that is shown again; 409 when there are two versions to choose from."""
    if getattr(form, "theirs", None):
        return 409
    return 422 if form.is_bound and form.errors else 200
