"""What a page may use of a device: neither camera nor microphone, unless its view says so."""

from functools import wraps

NOTHING = "camera=(), microphone=(), geolocation=(), display-capture=()"


def uses_camera(view):
    return allowing(view, NOTHING.replace("camera=()", "camera=(self)", 1))


def records(view):
    """With components/recorder.html on its page."""
    return allowing(view, "camera=(self), microphone=(self), geolocation=(), display-capture=()")


def allowing(view, policy):
    @wraps(view)
    def allowed(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Permissions-Policy"] = policy
        return response

    return allowed
