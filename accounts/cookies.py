"""A row remembered by this browser for some minutes, so that its token can leave the address at once."""

from django.conf import settings
from django.core.signing import BadSignature

MINUTES = {"card": 5, "invitation": 60, "password": 60, "vouch": 120, "interpreter": 720, "screen": 1080}
PATHS = {  # the others belong to signing in
    "vouch": "/portfolio/vouch/",
    "interpreter": "/interpreter/",
    "screen": "/screen/",
}


def keep(response, name, row, by="pk"):
    """Put the row's key, signed, into a cookie that no script reads.

    `by` names another column that knows the row, and changes with its link: then the cookie goes with it.
    """
    response.set_signed_cookie(
        name,
        getattr(row, by),
        salt=name,
        max_age=MINUTES[name] * 60,
        path=PATHS.get(name, "/accounts/"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def kept(request, name, rows, by="pk"):
    """The row, if the cookie is whole and young and the row is still among `rows`; else None."""
    try:
        key = request.get_signed_cookie(name, salt=name, max_age=MINUTES[name] * 60)
        return rows.get(**{by: key})
    except (KeyError, BadSignature, rows.model.DoesNotExist):
        return None


def drop(response, name):
    response.delete_cookie(name, path=PATHS.get(name, "/accounts/"), samesite="Lax")
    return response
