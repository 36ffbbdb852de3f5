"""Light formatting: what people write looks as they meant it, and never does anything."""

import pytest

from portfolios.formatting import formatted, leads_somewhere, unformatted
from tests import factories as f

LINK = 'target="_blank" rel="noopener noreferrer nofollow">'
TAB = '<span class="visually-hidden"> opens in a new tab</span></a>'


def flat(text):
    return formatted(text).replace("\n", "")


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        (
            "**bold** and *slanted* and _too_",
            "<p><strong>bold</strong> and <em>slanted</em> and <em>too</em></p>",
        ),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
        ("### Why\nI tried.", "<h3>Why</h3><p>I tried.</p>"),
        ("> said Mum", "<blockquote><p>said Mum</p></blockquote>"),
        (
            "[my film](https://www.example.org/a?b=1&c=2)",
            f'<p><a href="https://www.example.org/a?b=1&amp;c=2" {LINK}my film '
            f'<span class="leaves">example.org</span>{TAB}</p>',
        ),
    ],
)
def test_what_it_knows(typed, html):
    assert flat(typed) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("First line\nsecond line\n\nnew part", "<p>First line<br>second line</p><p>new part</p>"),
        ("2*3*4 is 24, snake_case_too", "<p>2*3*4 is 24, snake_case_too</p>"),
        ("# 1 of 3\n## no heading", "<p># 1 of 3<br>## no heading</p>"),
        ("from ___ to ___", "<p>from ___ to ___</p>"),
        ("    my poem\n---\n`code` \\*", "<p>my poem<br>---<br>`code` \\*</p>"),
        ("5 < 6 & 7 > 2 &amp; \U0001f331", "<p>5 &lt; 6 &amp; 7 &gt; 2 &amp;amp; \U0001f331</p>"),
        ("", ""),
    ],
)
def test_words_from_before_there_was_formatting_look_as_they_did(typed, html):
    assert flat(typed) == html


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](&#106;avascript:alert(1))",
        "[x](//evil.example/)",
        "[x](/accounts/sign-out/)",
        "[x](https://good.example@evil.example/)",
        "[x](ftp://example.org/)",
        "[x](https:)",
        "[x](https://[::1)",
        "<https://evil.example/>",
        "https://example.org/",
        "![spy](javascript:alert(1))",
        '[x](https://example.org/ "onclick=alert(1)")<a href="//evil.example">',
        "<svg/onload=alert(1)>\n<style>*{}</style>\n<!-- a -->\n<iframe>",
    ],
)
def test_nothing_acts_and_nothing_is_fetched(typed):
    html = formatted(typed)
    tags = {tag.split()[0].strip("</>") for tag in html.split("<")[1:] for tag in [tag.partition(">")[0]]}
    assert tags <= {"p", "br", "a", "span"}
    assert 'href="' not in html or 'href="https://example.org/"' in html


def test_a_picture_is_no_picture_but_a_link_that_says_where_it_leads():
    html = formatted("![spy](https://evil.example/i.png)")
    assert "<img" not in html
    assert '<span class="leaves">evil.example</span>' in html


def test_half_an_address_leads_nowhere():
    assert leads_somewhere("https://[::1") is False


def test_signs_of_ours_that_somebody_types_are_gone():
    assert flat("a\ue000b\ue001c") == "<p>abc</p>"


@pytest.mark.parametrize(
    "typed", ["> " * 10_000 + "end", "\n".join(" " * 2 * n + "- a" for n in range(60)) + " end"]
)
def test_words_that_lie_too_deep_are_shown_as_they_were_typed(typed):
    html = formatted(typed)
    assert html.startswith("<p>")
    assert html.endswith("end</p>")


@pytest.mark.parametrize("part", ["*", "[", "*a **b ", "[a](", "_a__b", "<"])
def test_what_is_long_comes_out_whole(part):
    typed = (part * 20_000)[:20_000]
    assert len(formatted(typed)) >= 15_000


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("### Why\n- **I** tried\n- [this](https://example.org)", "Why\nI tried\nthis"),
        ("plain words", "plain words"),
        ("2*3*4\nsecond *line*", "2*3*4\nsecond line"),
    ],
)
def test_a_tile_shows_the_words_without_marks(typed, said):
    assert unformatted(typed) == said


def test_the_page_of_a_piece_shows_formatted_words(cast, as_):
    piece = f.EvidenceFactory(student=cast.ana_student, text="**Beans**\n<b>x</b>", title="Bean plant")
    page = as_("ana").get(f"/portfolio/{piece.pk}/")
    assert "<p><strong>Beans</strong><br>&lt;b&gt;x&lt;/b&gt;</p>" in page.text
    tiles = as_("ana").get("/portfolio/")
    assert "Beans\n&lt;b&gt;x&lt;/b&gt;" in tiles.text
