"""Families, interpreters and rosters spell a language each in their way: here it has one word."""

from django.conf.locale import LANG_INFO


def language_of_family(family):
    """What is to be interpreted, by one word for each language; empty is nothing."""
    said = family.interpreter_language
    if not said:
        home, answer = family.household, family.answer
        asks = answer.interpreter if answer else bool(home and home.needs_interpreter)
        said = home.language if asks and home else ""
    return tongue(said)


def tongue(name):
    """Families, interpreters and rosters spell a language each in their way: Arabic, ar, العربية."""
    plain = name.strip().casefold()
    return SPELT.get(plain, plain)


SPELT = {
    spelling.casefold(): code
    for code, info in LANG_INFO.items()
    if "name" in info
    for spelling in (code, info["name"], info["name_local"])
}
