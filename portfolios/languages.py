"""The languages in which a student may write to her family: far more than Lectern itself speaks."""

from functools import cache

from django.conf.locale import LANG_INFO

# Spoken at many homes, and not among those that Django knows by name.
MORE = {
    "am": "አማርኛ",
    "chk": "Chuukese",
    "ht": "Kreyòl ayisyen",
    "hmn": "Hmoob",
    "mam": "Mam",
    "mh": "Kajin M̧ajeļ",
    "nv": "Diné bizaad",
    "om": "Afaan Oromoo",
    "prs": "دری",
    "ps": "پښتو",
    "quc": "K’iche’",
    "rw": "Ikinyarwanda",
    "sm": "Gagana Samoa",
    "so": "Soomaali",
    "sd": "سنڌي",
    "ti": "ትግርኛ",
    "tl": "Tagalog",
    "to": "Lea fakatonga",
    "yi": "ייִדיש",
    "yo": "Yorùbá",
}
RIGHT_TO_LEFT = {"prs", "ps", "sd", "yi"} | {code for code, info in LANG_INFO.items() if info.get("bidi")}
CONSTRUCTED = {"eo", "ia", "io"}


@cache
def choices():
    """(code, the language's own name for itself), in the order of the names."""
    known = {
        code: info["name_local"]
        for code, info in LANG_INFO.items()
        if "name_local" in info
        and code not in CONSTRUCTED
        and ("-" not in code or code in ("zh-hans", "zh-hant"))
    }
    names = known | MORE
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def direction(code):
    """How it is written; where nobody has said the language, as its first letters say."""
    if not code:
        return "auto"
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def name_of(code):
    return dict(choices()).get(code, "")
