"""On what somebody signed in, in plain words and no finer than that."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The first that fits. Browsers name each other in what they send, the most particular one first.
BROWSERS = {
    "Edge": r"Edg\w*/",
    "Opera": r"OPR/",
    "Samsung Internet": r"SamsungBrowser/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chrome": r"Chrome/|CriOS/",
    "Safari": r"Safari/",
}
SYSTEMS = {
    "iphone": (r"iPhone", gettext_lazy("iPhone")),
    "ipad": (r"iPad", gettext_lazy("iPad")),
    "android-phone": (r"Android.*Mobile", gettext_lazy("Android phone")),
    "android-tablet": (r"Android", gettext_lazy("Android tablet")),
    "chromebook": (r"CrOS", gettext_lazy("Chromebook")),
    "windows": (r"Windows", gettext_lazy("Windows computer")),
    "mac": (r"Macintosh", gettext_lazy("Mac")),
    "linux": (r"Linux", gettext_lazy("Linux computer")),
}


def device_of(request):
    """What is kept of the browser's long description of itself: "Chrome/ipad"."""
    said = request.headers.get("User-Agent", "")
    browser = next((name for name, sign in BROWSERS.items() if re.search(sign, said)), "")
    system = next((name for name, (sign, _words) in SYSTEMS.items() if re.search(sign, said)), "")
    return f"{browser}/{system}"


def device_words(kept):
    """As people say it: iPad, with Chrome."""
    browser, _slash, system = kept.partition("/")
    words = SYSTEMS[system][1] if system in SYSTEMS else ""
    if browser and words:
        return _("%(device)s, with %(browser)s") % {"device": words, "browser": browser}
    return str(words or browser or _("A device that does not say what it is"))
