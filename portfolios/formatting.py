"""Light formatting of what people write: bold, italic, lists, small headings, quotes and links.

A subset of Markdown, because it stays readable where it is not formatted: in a draft, in two versions side
by side, in an export. What was written before there was formatting looks as it did. Whatever comes out
has passed one allow-list (`ALLOWED`), which is the only place where words become HTML.
"""

import re
from functools import cache
from html import escape
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

RULES = ("heading", "list", "blockquote", "emphasis", "link", "newline")
DEEPEST = 20  # quotes in quotes and lists in lists; words that go deeper are shown as they were typed
LONGEST_EXCERPT = 700

ALLOWED = nh3.Cleaner(
    tags={"p", "br", "strong", "em", "h3", "ul", "ol", "li", "blockquote", "a", "span"},
    attributes={"a": {"href", "target"}, "ol": {"start"}},
    allowed_classes={"span": {"leaves", "visually-hidden"}},
    url_schemes={"http", "https"},
    link_rel="noopener noreferrer nofollow",
    clean_content_tags=set(),
)

# A star between letters or digits is a star (2*3*4), and one # is a number sign: they pass as signs that
# nobody types, and come back as they were.
STAR, SIGN = "\ue000", "\ue001"
INSIDE = re.compile(r"(?<=\w)\*+(?=\w)")
NUMBER_SIGN = re.compile(r"^([ \t>]*)(#+)", re.M)
MARKS = re.compile(r"[*_\[]|^\s*(?:[#>+-]|\d+[.)])", re.M)


def leads_somewhere(address):
    """A whole web address, without a name before its host, which would pretend to lead elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


@cache
def reader():
    markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    markdown.enable(RULES)
    markdown.validateLink = leads_somewhere  # type: ignore[method-assign]
    markdown.add_render_rule("softbreak", lambda *args: "<br>")
    markdown.add_render_rule("hardbreak", lambda *args: "<br>")
    markdown.add_render_rule("link_open", open_link)
    markdown.add_render_rule("link_close", close_link)
    return markdown


def open_link(renderer, tokens, index, options, env):
    address = tokens[index].attrs["href"]
    env.setdefault("hosts", []).append(urlsplit(address).hostname.removeprefix("www."))
    return f'<a href="{escape(address)}" target="_blank">'


def close_link(renderer, tokens, index, options, env):
    """A link says where it leads: what its words say, anybody may write."""
    host = escape(env["hosts"].pop())
    return (
        f' <span class="leaves">{host}</span>'
        f'<span class="visually-hidden"> {escape(_("opens in a new tab"))}</span></a>'
    )


def hide_signs(text):
    text = text.replace(STAR, "").replace(SIGN, "")
    text = INSIDE.sub(lambda found: STAR * len(found[0]), text)
    return NUMBER_SIGN.sub(
        lambda found: found[0] if found[2] == "###" else found[1] + SIGN * len(found[2]), text
    )


def show_signs(text):
    return text.replace(STAR, "*").replace(SIGN, "#")


def formatted(text):
    """The words as HTML that is safe to show."""
    tokens, env = reader().parse(hide_signs(text)), {}
    # The reader leaves out what lies deeper. Nothing that somebody wrote is left out here.
    if any(token.level >= DEEPEST - 1 for token in tokens):
        html = as_typed(text)
    else:
        html = reader().renderer.render(tokens, reader().options, env)
    return mark_safe(show_signs(ALLOWED.clean(html)))  # noqa: S308  (the one place: it has passed the list)


def as_typed(text):
    return "<p>" + escape(text).replace("\n", "<br>") + "</p>"


def unformatted(text):
    """The first words as plain text, without the marks: for a tile."""
    text = text[:LONGEST_EXCERPT]
    if not MARKS.search(text):
        return text
    lines = [token for token in reader().parse(hide_signs(text)) if token.type == "inline"]
    return show_signs("\n".join(said(line) for line in lines))


def said(line):
    return "".join("\n" if part.type == "softbreak" else part.content for part in line.children)
