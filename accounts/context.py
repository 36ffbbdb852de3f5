from django.conf import settings
from django.utils import timezone


def site(request):
    """What every page needs to know of its place: demo mode, the clock and the theme chosen."""
    theme = request.COOKIES.get("theme")
    return {
        "DEMO": settings.DEMO,
        "now": timezone.now(),
        "theme": theme if theme in ("light", "dark") else "",
    }
