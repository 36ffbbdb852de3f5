import uuid
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.revisions import Stale
from portfolios import actions
from portfolios.models import Collection, CollectionShare, Entry, Share
from tests import factories as f


def page(name, *args):
    return reverse(f"portfolios:{name}", args=args)


@pytest.fixture
def book(cast):
    """Ana's collection for her family: a heading over a piece that they see, one over a piece they do not."""
    collection = f.CollectionFactory(student=cast.ana_student, title="My best of fall")
    f.CollectionShareFactory(collection=collection)
    robot = f.EvidenceFactory(student=cast.ana_student, title="Robot")
    f.ShareFactory(evidence=robot)
    diary = f.EvidenceFactory(student=cast.ana_student, title="Diary")

    def line(**fields):
        return f.EntryFactory(collection=collection, **fields)

    return SimpleNamespace(
        **vars(cast),
        collection=collection,
        robot=robot,
        diary=diary,
        proud=line(heading="Proud"),
        robot_line=line(evidence=robot, words="It took four tries."),
        secret=line(heading="Secret"),
        diary_line=line(evidence=diary, words="For me alone."),
    )


def order_of(collection):
    return [str(entry) for entry in collection.entries.kept()]


# Making one


def make(as_, **data):
    return as_("ana").post(page("collection_add"), {"shape": "empty", "form_key": uuid.uuid4(), **data})


def test_who_it_is_for_is_asked_first(cast, as_):
    refused = make(as_, title="Mine")
    assert refused.status_code == 422
    assert "Who is it for?" in refused.text
    assert not Collection.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"circle": "family"}, ("family", "My family", "My collection", "showcase")),
        ({"circle": "", "title": "Robots"}, ("", "Just me for now", "Robots", "showcase")),
        (
            {"audience": "Grandma Rosa", "shape": "growth"},
            ("", "Grandma Rosa", "From my first week to now", "growth"),
        ),
        ({"circle": "guests", "shape": "letter"}, ("guests", "My guests", "A letter, and my work", "letter")),
    ],
)
def test_a_tap_and_a_shape_are_enough(cast, as_, sent, told):
    answer = make(as_, **sent)
    made = Collection.objects.get()
    assert answer.url == page("collection_choose", made.pk)
    assert (made.circle, made.audience, made.title, made.kind) == told
    assert not made.shares.exists(), "meant for somebody is not yet shared"


def test_a_season_gives_the_name(cast, as_):
    make(as_, circle="family", shape="best")
    assert Collection.objects.get().title.startswith("My best of ")


def test_a_form_sent_twice_makes_one(cast, as_):
    key = uuid.uuid4()
    for _time in range(2):
        make(as_, circle="family", form_key=key)
    make(as_, circle="family", form_key="nonsense")
    assert Collection.objects.count() == 2


def test_no_graduate_profile_where_the_school_has_none(cast, as_):
    assert make(as_, circle="family", shape="profile").status_code == 422
    target = f.TargetFactory(framework__school=cast.school, statement="I can ask")
    assert make(as_, circle="family", shape="profile").status_code == 302
    entry = Entry.objects.get()
    assert (entry.heading, entry.target) == ("I can ask", target)


def test_a_profile_has_a_heading_for_each_competency(cast):
    framework = f.FrameworkFactory(school=cast.school)
    root = f.TargetFactory(framework=framework, statement="A graduate of ours …")
    made = actions.collections.headings_of
    assert made(framework) == [(root.statement, root)]
    children = [
        f.TargetFactory(framework=framework, parent=root, statement=word) for word in ("Asks", "Acts")
    ]
    assert made(framework) == [(child.statement, child) for child in children]
    for number in range(13):
        f.TargetFactory(framework=framework, statement=f"I can {number}", area=f"Area {number % 2}")
    assert made(framework) == [("Reading", None), ("Area 0", None), ("Area 1", None)]


# Reading it


def test_what_her_family_does_not_see_leaves_no_gap(book, as_):
    text = as_("mum").get(page("collection_detail", book.collection.pk)).text
    assert "Robot" in text
    assert "It took four tries." in text
    for hidden in ("Diary", "Secret", "For me alone."):
        assert hidden not in text
    mine = as_("ana").get(page("collection_detail", book.collection.pk)).text
    assert "Diary" in mine
    assert "Secret" in mine


def test_words_may_stand_alone_and_an_empty_heading_may_not(book, as_):
    f.EntryFactory(collection=book.collection, heading="Thank you", words="For reading.")
    f.EntryFactory(collection=book.collection, heading="Not yet")
    text = as_("mum").get(page("collection_detail", book.collection.pk)).text
    assert "For reading." in text
    assert "Not yet" not in text


def test_nobody_else_sees_what_is_put_away_or_not_shared(book, as_):
    url = page("collection_detail", book.collection.pk)
    assert as_("bo").get(url).status_code == 404
    for _time in range(2):
        as_("ana").post(page("collection_archive", book.collection.pk))
    assert as_("mum").get(url).status_code == 404
    assert "Put it back" in as_("ana").get(url).text
    assert "Put away" in as_("ana").get(page("collection_list")).text
    for _time in range(2):
        as_("ana").post(page("collection_restore", book.collection.pk))
    assert as_("mum").get(url).status_code == 200


def test_a_piece_that_is_put_away_is_in_no_collection(book, as_):
    actions.archive_evidence(book.robot, by=book.ana)
    for who in ("ana", "mum"):
        assert "Robot" not in as_(who).get(page("collection_detail", book.collection.pk)).text
    assert "Put away" in as_("ana").get(page("collection_edit", book.collection.pk)).text


def test_a_held_picture_is_held_here_too(book, as_):
    shown = f.ReadyAttachmentFactory(evidence=book.robot)
    held = f.ReadyAttachmentFactory(evidence=book.robot, told_at=None)
    Collection.objects.filter(pk=book.collection.pk).update(cover=held)
    Entry.objects.filter(pk=book.robot_line.pk).update(attachment=held)
    for url in (
        page("collection_detail", book.collection.pk),
        page("student_collections", book.ana_student.pk),
        page("student_timeline", book.ana_student.pk),
    ):
        text = as_("mum").get(url).text
        assert shown.thumb_url in text
        assert str(held.key) not in text
    assert held.thumb_url in as_("ana").get(page("collection_list")).text


def test_a_list_counts_what_its_reader_sees(book, as_):
    def counts(who, url):
        return [one.piece_count for one in as_(who).get(url).context["collections"]]

    f.CollectionFactory(student=book.ana_student, title="For me")
    assert counts("ana", page("collection_list")) == [0, 2]
    assert counts("mum", page("student_collections", book.ana_student.pk)) == [1]
    assert counts("bo", page("student_collections", book.ana_student.pk)) == []


@pytest.mark.parametrize(("circle", "who"), [("family", "mum"), ("advisor", "bo"), ("guests", "guest")])
def test_each_circle_reads_its_own(book, as_, circle, who):
    other = f.CollectionFactory(student=book.ana_student, title="Only here")
    f.CollectionShareFactory(collection=other, circle=circle)
    everybody = ("mum", "bo", "guest", "ben", "dad", "ida", "cora")
    seen = [one for one in everybody if Collection.objects.visible_to(getattr(book, one)).filter(pk=other.pk)]
    assert seen == [who]
    assert as_(who).get(page("collection_detail", other.pk)).status_code == 200


def test_she_sees_it_with_the_eyes_of_others(book, as_):
    url = page("collection_preview", book.collection.pk)
    seen = as_("ana").get(url, {"as": "family"}).text
    assert "Robot" in seen
    assert "Diary" not in seen
    assert "does not see this collection" in as_("ana").get(url, {"as": "advisor"}).text
    assert as_("ana").get(url, {"as": str(book.dad.pk)}).status_code == 404
    above = as_("ana").get(page("portfolio_preview"), {"as": "family"}).text
    assert f"{url}?as={book.mum.pk}" in above


def test_a_panel_is_spoken_of_where_there_is_one(book, as_):
    """Ana has one; Ben, in grade 5, would only be puzzled."""
    bens = f.CollectionFactory(student=book.ben_student)
    for who, collection, spoken in (("ana", book.collection, True), ("ben", bens, False)):
        for url in (page("collection_add"), page("collection_edit", collection.pk)):
            assert ("My panel" in as_(who).get(url).text) is spoken


# A pair


def test_then_and_now_stand_side_by_side(cast, as_):
    pair = f.CollectionFactory(student=cast.ana_student, kind="growth", words="My eyes got lower.")
    pieces = [
        f.EvidenceFactory(student=cast.ana_student, title=title) for title in ("First", "Between", "Last")
    ]
    first, last = (f.ReadyAttachmentFactory(evidence=pieces[n]) for n in (0, 2))
    actions.add_pieces(pair, pieces, by=cast.ana)
    text = as_("ana").get(page("collection_detail", pair.pk)).text
    assert "data-compare" in text
    assert text.index(first.page_url) < text.index(last.page_url) < text.index("Between")
    assert "My eyes got lower." in text


def test_two_pictures_of_one_piece_are_a_pair(cast):
    pair = f.CollectionFactory(student=cast.ana_student, kind="growth")
    piece = f.EvidenceFactory(student=cast.ana_student)
    actions.add_pieces(pair, [piece], by=cast.ana)
    assert order_of(pair) == [piece.title]
    other = f.CollectionFactory(student=cast.ana_student, kind="growth")
    files = [f.ReadyAttachmentFactory(evidence=piece, position=n) for n in range(3)]
    actions.add_pieces(other, [piece], by=cast.ana)
    assert [entry.attachment for entry in other.entries.all()] == [files[0], files[2]]


def test_pieces_on_the_same_target_suggest_themselves(cast, as_):
    pair = f.CollectionFactory(student=cast.ana_student, kind="growth")
    target = f.TargetFactory(framework__school=cast.school)
    pieces = [
        f.EvidenceFactory(student=cast.ana_student, title=title, made_on=f"{year}-10-01")
        for title, year in (("Draft", 2023), ("Middle", 2024), ("Essay", 2025))
    ]
    for piece in reversed(pieces):
        f.PlacementFactory(evidence=piece, target=target)
    f.PlacementFactory(evidence=pieces[0], target__framework__school=cast.school)  # alone on it
    f.PlacementFactory(evidence=f.EvidenceFactory(student=cast.ben_student), target=target)
    pairs = as_("ana").get(page("collection_choose", pair.pk)).context["pairs"]
    assert pairs == [(target, pieces[0], pieces[2])]


# Choosing pieces


def test_pieces_are_found_and_put_in(book, as_):
    soup = f.EvidenceFactory(student=book.ana_student, title="Soup", place="home", text="With carrots")
    f.EvidenceFactory(student=book.ana_student, title="Map")
    url = page("collection_choose", book.collection.pk)
    offered = as_("ana").get(url).context["pieces"]
    assert [piece.title for piece in offered] == ["Map", "Soup"], "what is in it already is not offered"
    found = as_("ana").get(url, {"q": "soup carrots", "place": "home"}).context["pieces"]
    assert found == [soup]
    assert as_("ana").post(url, {"evidence": soup.pk}).url == page("collection_edit", book.collection.pk)
    assert order_of(book.collection) == ["Proud", "Robot", "Secret", "Diary", "Soup"]


def test_ticking_goes_on_without_scripts(book, as_):
    soup = f.EvidenceFactory(student=book.ana_student)
    url = page("collection_choose", book.collection.pk)
    sent = {"evidence": soup.pk, "more": "1", "start": "24", "q": "", "place": "home"}
    assert as_("ana").post(url, sent).url == f"{url}?place=home&start=24"


def test_more_to_choose_comes_without_the_page(book, as_):
    for _number in range(25):
        f.EvidenceFactory(student=book.ana_student)
    url = page("collection_choose", book.collection.pk)
    assert as_("ana").get(url).context["next"] == 24
    more = as_("ana").get(url, {"start": 24}, headers={"HX-Request": "true"})
    assert "<main" not in more.text
    assert more.text.count('name="evidence"') == 1


def test_nothing_ticked_and_the_work_of_others(book, as_):
    url = page("collection_choose", book.collection.pk)
    assert as_("ana").post(url, {"q": ""}).status_code == 422
    bens = f.EvidenceFactory(student=book.ben_student)
    assert as_("ana").post(url, {"evidence": bens.pk}).status_code == 422
    assert order_of(book.collection) == ["Proud", "Robot", "Secret", "Diary"]


def test_what_is_taken_off_comes_back_with_its_words(book, as_):
    as_("ana").post(page("entry_remove", book.robot_line.pk))
    assert order_of(book.collection) == ["Proud", "Secret", "Diary"]
    as_("ana").post(page("entry_restore", book.robot_line.pk))
    assert order_of(book.collection) == ["Proud", "Robot", "Secret", "Diary"]
    actions.remove_entry(book.robot_line, by=book.ana)
    actions.add_pieces(book.collection, [book.robot, book.diary], by=book.ana)
    book.robot_line.refresh_from_db()
    assert (book.robot_line.removed_at, book.robot_line.words) == (None, "It took four tries.")
    actions.add_pieces(book.collection, [], by=book.ana)
    assert order_of(book.collection) == ["Proud", "Robot", "Secret", "Diary"]


# Order


def test_a_piece_moves_between_parts(book, as_):
    url = page("collection_order", book.collection.pk)
    order = [book.proud.pk, book.robot_line.pk, book.diary_line.pk, book.secret.pk]
    dragged = as_("ana").post(url, {"order": ",".join(map(str, order))}, headers={"X-Reorder": "1"})
    assert dragged.status_code == 204
    assert order_of(book.collection) == ["Proud", "Robot", "Diary", "Secret"]
    as_("ana").post(url, {"down": book.robot_line.pk})
    assert order_of(book.collection) == ["Proud", "Diary", "Robot", "Secret"]
    as_("ana").post(url, {"up": book.diary_line.pk})
    assert order_of(book.collection) == ["Diary", "Proud", "Robot", "Secret"]


def test_an_order_of_something_else_is_refused(book, as_):
    url = page("collection_order", book.collection.pk)
    for order in ("1,2", "x"):
        as_("ana").post(url, {"order": order})
    assert order_of(book.collection) == ["Proud", "Robot", "Secret", "Diary"]
    json = {"X-Reorder": "1", "Accept": "application/json"}
    assert as_("ana").post(url, {"order": "1"}, headers=json).status_code == 409
    with pytest.raises(ValidationError, match="another window"):
        actions.move_entries(book.collection, order=[], by=book.ana)


def test_a_part_moves_with_its_pieces(book, as_):
    as_("ana").post(page("part_move", book.secret.pk), {"step": -1})
    assert order_of(book.collection) == ["Secret", "Diary", "Proud", "Robot"]
    for heading, step in ((book.secret, -1), (book.proud, 1), (book.robot_line, 1)):
        as_("ana").post(page("part_move", heading.pk), {"step": step})
    as_("ana").post(page("part_move", book.proud.pk), {"step": 9})
    assert order_of(book.collection) == ["Secret", "Diary", "Proud", "Robot"]


def test_a_heading_is_added_at_the_end(book, as_):
    url = page("heading_add", book.collection.pk)
    as_("ana").post(url, {"heading": "Next"})
    as_("ana").post(url, {"heading": " "})
    assert order_of(book.collection) == ["Proud", "Robot", "Secret", "Diary", "Next"]
    empty = f.CollectionFactory(student=book.ana_student)
    assert actions.add_heading(empty, heading="First", by=book.ana).position == 0


# Words that save themselves

AUTOSAVE = {"X-Autosave": "1"}


def test_two_tabs_are_shown_both(book, as_):
    url = page("collection_edit", book.collection.pk)
    words = {"title": "Fall", "audience": "Mum", "words": "Hello", "language": "", "revision": 0}
    assert as_("ana").post(url, words, headers=AUTOSAVE).json() == {"revision": 1}
    late = as_("ana").post(url, words | {"words": "Good day"}, headers=AUTOSAVE)
    assert late.status_code == 409
    assert late.json() == {"theirs": {"title": "Fall", "audience": "Mum", "words": "Hello"}, "revision": 1}
    plain = as_("ana").post(url, words | {"words": "Good day"})
    assert plain.status_code == 409
    assert "Hello" in plain.text
    assert "Good day" in plain.text
    assert as_("ana").post(url, words | {"revision": 1}).url == page("collection_detail", book.collection.pk)
    assert as_("ana").post(url, words | {"title": ""}, headers=AUTOSAVE).status_code == 422
    assert as_("ana").post(url, words | {"title": ""}).status_code == 422


def test_why_it_is_here_and_what_a_part_is(book, as_):
    why = as_("ana").post(
        page("entry_edit", book.robot_line.pk), {"words": "Because.", "revision": 0}, headers=AUTOSAVE
    )
    assert why.json() == {"revision": 1}
    part = {"heading": "Very proud", "words": "", "side_by_side": "on", "revision": 0}
    assert as_("ana").post(page("entry_edit", book.proud.pk), part).status_code == 302
    book.proud.refresh_from_db()
    assert (book.proud.heading, book.proud.side_by_side) == ("Very proud", True)
    late = as_("ana").post(page("entry_edit", book.proud.pk), part, headers=AUTOSAVE)
    assert late.json()["theirs"] == {"heading": "Very proud", "words": ""}
    assert "Very proud" in as_("ana").get(page("entry_edit", book.proud.pk)).text
    with pytest.raises(Stale) as stale:
        actions.edit_entry(book.robot_line, seen_revision=0, words="Late", by=book.ana)
    assert stale.value.theirs == {"words": "Because."}


def test_she_chooses_which_picture_is_shown_and_which_is_the_cover(book, as_):
    first, second = (f.ReadyAttachmentFactory(evidence=book.robot, position=n) for n in range(2))
    elsewhere = f.ReadyAttachmentFactory(evidence=book.diary)
    url = page("entry_edit", book.robot_line.pk)
    assert second.thumb_url in as_("ana").get(url).text
    as_("ana").post(url, {"words": "", "attachment": second.pk, "revision": 0})
    as_("ana").post(page("entry_cover", book.robot_line.pk))
    as_("ana").post(url, {"words": "Kept", "revision": 1}, headers=AUTOSAVE)
    refused = as_("ana").post(url, {"words": "", "attachment": elsewhere.pk, "revision": 2})
    assert refused.status_code == 422
    book.robot_line.refresh_from_db()
    book.collection.refresh_from_db()
    assert (book.robot_line.attachment, book.collection.cover) == (second, second)
    text = as_("mum").get(page("collection_detail", book.collection.pk)).text
    assert first.thumb_url not in text


# Sharing


def test_sharing_asks_for_the_pieces_that_are_not_seen_yet(book, as_):
    url = page("collection_share", book.collection.pk, "advisor")
    asked = as_("ana").get(url)
    assert asked.context["unshared"] == [book.robot, book.diary]
    assert [adult.pk for adult in asked.context["readers"]] == [book.bo.pk]
    as_("ana").post(url, {"pieces": [book.robot.pk]})
    as_("ana").post(url, {"pieces": [book.robot.pk]})
    assert book.collection.shares.filter(circle="advisor").count() == 1
    assert list(Share.objects.filter(circle="advisor").values_list("evidence", flat=True)) == [book.robot.pk]
    text = as_("bo").get(page("collection_detail", book.collection.pk)).text
    assert "Robot" in text
    assert "Diary" not in text
    assert "Not seen yet: My advisor" in as_("ana").get(page("collection_edit", book.collection.pk)).text


def test_only_her_own_pieces_of_it_are_shared_with_it(book, as_):
    other = f.EvidenceFactory(student=book.ana_student)
    url = page("collection_share", book.collection.pk, "family")
    as_("ana").post(url, {"pieces": [other.pk]})
    assert not other.shares.exists()
    assert as_("ana").get(page("collection_share", book.collection.pk, "moon")).status_code == 404


def test_she_takes_a_collection_back_and_its_pieces_stay_as_they_are(book, as_):
    for _time in range(2):
        as_("ana").post(page("collection_unshare", book.collection.pk, "family"))
    assert not CollectionShare.objects.exists()
    assert book.robot.shares.exists()
    assert as_("mum").get(page("collection_detail", book.collection.pk)).status_code == 404


# Queries


@pytest.mark.parametrize("count", [1, 24])
def test_queries_do_not_grow(cast, as_, django_assert_num_queries, count):
    collection = f.CollectionFactory(student=cast.ana_student)
    f.CollectionShareFactory(collection=collection)
    for _number in range(count):
        piece = f.EvidenceFactory(student=cast.ana_student)
        f.ShareFactory(evidence=piece)
        f.ReadyAttachmentFactory(evidence=piece)
        f.ReflectionFactory(evidence=piece)
        f.EntryFactory(collection=collection, evidence=piece)
    asked = {
        ("ana", page("collection_detail", collection.pk)): 5,
        ("mum", page("collection_detail", collection.pk)): 5,
        ("ana", page("collection_edit", collection.pk)): 5,
        ("ana", page("collection_choose", collection.pk)): 3,
        ("ana", page("collection_list")): 3,
        ("mum", page("student_collections", cast.ana_student.pk)): 3,
        ("ana", page("timeline")): 6,
        ("mum", page("student_timeline", cast.ana_student.pk)): 6,
    }
    for (who, url), number in asked.items():
        browser = as_(who)
        with django_assert_num_queries(number):
            browser.get(url)
