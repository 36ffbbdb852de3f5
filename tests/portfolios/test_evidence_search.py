"""Finding work by its words: each sees exactly what she may see, in whatever language it was written."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portfolios.models import Evidence, Placement, Reflection, SearchDocument
from tests import factories as f

HERS = reverse("portfolios:evidence_search")


def titles(response):
    return [row.piece.title for row in response.context["found"]]


def piece(cast, title, *circles, student=None, **fields):
    made = f.EvidenceFactory(student=student or cast.ana_student, title=title, **fields)
    for circle in circles:
        f.ShareFactory(evidence=made, circle=circle)
    return made


@pytest.fixture
def work(cast):
    """Pieces about a volcano, each for other eyes, and one of Ben's and one of Olu's to leak."""
    cast.private = piece(cast, "Volcano, mine alone")
    cast.both = piece(cast, "Volcano for all", "advisor", "family")
    cast.advised = piece(cast, "Volcano for Bo", "advisor")
    cast.away = piece(cast, "Volcano put away", "advisor", "family", archived_at=timezone.now())
    piece(cast, "Volcano of Ben", "advisor", "family", student=cast.ben_student)
    piece(cast, "Volcano of Olu", "advisor", "family", student=cast.oak_student_row)
    return cast


def test_each_finds_exactly_what_she_may_see(work, as_):
    portfolio = reverse("portfolios:student_portfolio", args=[work.ana_student.pk])
    found = {
        "ana": sorted(titles(as_("ana").get(HERS, {"q": "volcan"}))),
        "ben": titles(as_("ben").get(HERS, {"q": "volcan"})),
        "bo": sorted(titles(as_("bo").get(portfolio, {"q": "volcan"}))),
        "mum": titles(as_("mum").get(portfolio, {"q": "volcan"})),
    }
    assert found == {
        "ana": ["Volcano for Bo", "Volcano for all", "Volcano put away", "Volcano, mine alone"],
        "ben": ["Volcano of Ben"],
        "bo": ["Volcano for Bo", "Volcano for all"],
        "mum": ["Volcano for all"],
    }
    assert [
        as_(who).get(portfolio, {"q": "volcan"}).status_code for who in ("ben", "dad", "ruth", "ida")
    ] == [404] * 4


def test_no_word_that_a_reader_is_not_shown_finds_a_piece(work, as_):
    """What is in a held picture, said in a recording, or written before and taken back."""
    shared = work.both
    picture = f.ReadyAttachmentFactory(evidence=shared, alt="A hidden waterfall", told_at=None)
    reflection = f.ReflectionFactory(evidence=shared, text="I think of rivers.")
    reflection.versions.create(school=work.school, text="Secret glacier", written_at=timezone.now())
    placement = f.PlacementFactory(
        evidence=shared, target__statement="I can map an ocean", removed_at=timezone.now()
    )
    portfolio = reverse("portfolios:student_portfolio", args=[work.ana_student.pk])
    answers = {
        word: titles(as_("mum").get(portfolio, {"q": word})) for word in ("glacier", "ocean", "rivers")
    }
    assert answers == {"glacier": [], "ocean": [], "rivers": ["Volcano for all"]}
    assert titles(as_("mum").get(portfolio, {"q": "waterfall"})) == []
    kinds = titles(as_("mum").get(portfolio, {"q": "", "kind": "picture"}))
    assert kinds == [], "not guessed by its kind, either"
    picture.told_at = timezone.now()
    picture.save()
    assert titles(as_("mum").get(portfolio, {"q": "", "kind": "picture"})) == ["Volcano for all"]
    Placement.objects.filter(pk=placement.pk).update(removed_at=None)
    assert titles(as_("mum").get(portfolio, {"q": "ocean"})) == ["Volcano for all"]


def test_targets_and_years_to_choose_from_are_those_of_pieces_she_may_see(work, as_):
    old = piece(work, "Old", made_on=datetime.date(2019, 10, 1))
    f.PlacementFactory(evidence=old, target__statement="I can hide")
    f.PlacementFactory(evidence=work.both, target__statement="I can show")

    def offered(who, url):
        fields = as_(who).get(url, {"q": ""}).context["form"].fields
        return [label for _value, label in fields["target"].choices[1:]], [
            value for value, _label in fields["year"].choices[1:]
        ][-1]

    this_year = Evidence.objects.filter(pk=work.both.pk).by_school_year()[0][0]
    portfolio = reverse("portfolios:student_portfolio", args=[work.ana_student.pk])
    assert offered("ana", HERS) == (["I can hide", "I can show"], 2019)
    assert offered("mum", portfolio) == (["I can show"], this_year)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("The robots were lifting cans", "robot"),
        ("The robot lifts a can", "lifting"),
        ("Recycling", "recy"),
        ("Las canciones de mi abuela", "CANCION"),
        ("Educación física", "educaciones"),
        ("Mi niño dibujó un árbol", "nino arbol"),
        ("Łódź and the cafe\u0301", "lodz café"),
        ("قرأتُ الكتابَ في المدرسة", "كتاب"),
        ("كِتَابٌ عن الأرض", "كتاب ارض"),
        ("robot/arm by me_and_you", "arm you"),
        ("It’s wasn't", "it’s"),
    ],
)
def test_words_are_found_without_accents_and_from_their_beginning(cast, as_, written, asked):
    piece(cast, "Untitled", text=written)
    piece(cast, "Something else", text="Nothing alike")
    assert titles(as_("ana").get(HERS, {"q": asked})) == ["Untitled"]


@pytest.mark.parametrize("asked", ["' & |", "!robot", "a:*", "robot <-> x", "\\", "zzz", "x" * 100])
def test_whatever_is_typed_is_words(cast, as_, asked):
    piece(cast, "Soup", text="leek")
    assert as_("ana").get(HERS, {"q": asked}).status_code == 200


def test_the_fitting_ones_come_first_then_the_newest(cast, as_):
    day = timezone.localdate()
    older, newer = day - datetime.timedelta(days=9), day - datetime.timedelta(days=1)
    piece(cast, "Newer", text="about a bridge", made_on=newer)
    piece(cast, "Older", text="about a bridge", made_on=older)
    piece(cast, "My bridge", text="", made_on=older)
    assert titles(as_("ana").get(HERS, {"q": "bridge"})) == ["My bridge", "Newer", "Older"]


def test_filters_narrow_and_what_is_not_there_is_left_out(cast, as_):
    target = f.TargetFactory(framework__school=cast.school)
    home = piece(cast, "Soup", place="home", made_on=datetime.date(2021, 9, 1), text="", link="https://x.org")
    f.PlacementFactory(evidence=home, target=target)
    film = piece(cast, "Film", place="school", text="")
    f.AttachmentFactory(evidence=film, kind="video")
    for asked in ({"place": "home"}, {"target": target.pk}, {"year": 2021}, {"kind": "link"}):
        assert titles(as_("ana").get(HERS, {"q": "", **asked})) == ["Soup"], asked
    assert titles(as_("ana").get(HERS, {"kind": "video"})) == ["Film"]
    assert sorted(titles(as_("ana").get(HERS, {"place": "moon", "target": 999, "year": "x"}))) == [
        "Film",
        "Soup",
    ]


def test_the_hit_is_marked_and_nothing_she_wrote_is_markup(cast, as_):
    piece(
        cast, "<b>Robots</b> & I", text="First. " * 40 + "Then a <script>robot</script> came, **robots** too."
    )
    page = as_("ana").get(HERS, {"q": "robots"}).content.decode()
    assert "&lt;b&gt;<mark>Robots</mark>&lt;/b&gt; &amp; I" in page
    assert "&lt;script&gt;<mark>robot</mark>&lt;/script&gt; came" in page
    assert "<mark>robots</mark> too." in page
    assert "<script>robot" not in page


def test_a_hit_in_her_thoughts_or_in_a_target_says_so(cast, as_):
    thought = piece(cast, "One", text="leek")
    f.ReflectionFactory(evidence=thought, text="It was a hard bridge.")
    f.PlacementFactory(evidence=thought, target__statement="I can build a tunnel")
    labels = {
        word: as_("ana").get(HERS, {"q": word}).context["found"][0].passage[0]
        for word in ("bridge", "tunnel")
    }
    assert labels == {"bridge": "Thinking about it:", "tunnel": "Shows:"}


def test_every_way_to_change_words_changes_what_is_found(cast):
    """Triggers of the database: no action, import or correction can forget them."""
    one = piece(cast, "Alpha", text="")
    reflection = f.ReflectionFactory(evidence=one, text="beta")
    placement = f.PlacementFactory(evidence=one, target__statement="gamma")

    def found(*words):
        return [word for word in words if Evidence.objects.found_by(word).exists()]

    assert found("alpha", "beta", "gamma", "delta") == ["alpha", "beta", "gamma"]
    Evidence.objects.filter(pk=one.pk).update(title="delta")
    Reflection.objects.filter(pk=reflection.pk).update(text="epsilon")
    type(placement.target).objects.filter(pk=placement.target_id).update(student_words="zeta")
    assert found("alpha", "beta", "delta", "epsilon", "zeta") == ["delta", "epsilon", "zeta"]
    thought = reflection.versions.create(
        school=cast.school, text="eta", is_thought=True, written_at=timezone.now()
    )
    assert found("eta") == ["eta"]
    thought.delete()
    placement.delete()
    reflection.delete()
    assert found("epsilon", "eta", "zeta", "delta") == ["delta"]
    SearchDocument.objects.update(document="")
    one.delete()
    assert SearchDocument.objects.count() == 0


def test_rebuild_search_brings_back_what_was_lost(cast, capsys, monkeypatch):
    from django.core.management import call_command

    from portfolios.actions import finding

    monkeypatch.setattr(finding, "BATCH", 1)
    piece(cast, "Alpha")
    piece(cast, "Beta")
    SearchDocument.objects.all().delete()
    call_command("rebuild_search")
    assert capsys.readouterr().out == "2 pieces can be found.\n"
    assert Evidence.objects.found_by("alpha").count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_questions_stay_the_same_however_much_is_found(cast, as_, count):
    for number in range(count):
        made = piece(cast, f"Robot {number}", "family")
        f.ReadyAttachmentFactory(evidence=made)
        f.PlacementFactory(evidence=made)
        f.ReflectionFactory(evidence=made)
    for who, url, queries in (
        ("ana", HERS, 8),
        ("mum", reverse("portfolios:student_portfolio", args=[cast.ana_student.pk]), 8),
    ):
        browser = as_(who)
        with CaptureQueriesContext(connection) as captured:
            assert len(titles(browser.get(url, {"q": "robot"}))) == count
        assert len(captured) == queries


def test_while_she_types_only_the_list_comes(cast, as_):
    for number in range(26):
        piece(cast, f"Robot {number:02}")
    page = as_("ana").get(HERS, {"q": "rob"}, headers={"HX-Request": "true"})
    assert page.content.decode().lstrip().startswith('<p class="text-secondary" role="status">')
    more = as_("ana").get(HERS, {"q": "rob", "start": 24}, headers={"HX-Request": "true"})
    assert (len(titles(more)), more.context["next"]) == (2, None)
    assert more.content.decode().lstrip().startswith('<li class="card">')
