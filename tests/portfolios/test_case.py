"""Frameworks as files have them: tidy ones, untidy ones, and what is none."""

import json

import pytest

from portfolios.case import UnreadableFramework, read_package, text
from portfolios.case_csv import read_csv
from tests.portfolios.packages import item, link, numbers, package


def outline(found):
    """(code or statement, that of its parent) from top to bottom."""
    return [
        (row.code or row.statement, row.parent and (row.parent.code or row.parent.statement))
        for row in found.items
    ]


def test_a_package_comes_with_its_order_kinds_and_grades():
    found = read_package(numbers())
    assert outline(found) == [
        ("Number sense", None),
        ("N.1", "Number sense"),
        ("N.1.a", "N.1"),
        ("N.2", "Number sense"),
    ]
    assert [(row.low, row.high, row.is_heading, row.area) for row in found.items] == [
        (0, 5, True, ""),
        (0, 0, False, "Number sense"),
        (0, 0, False, "Number sense"),
        (3, 4, False, "Number sense"),
    ]
    assert (found.title, found.depth, found.grades, found.notes) == ("Numbers", 3, (0, 5), [])
    assert found.types == [("Standard", 2), ("Domain", 1), ("Component", 1)]
    assert (found.facts["creator"], found.facts["adoption_status"]) == ("The state", "Adopted")


def test_version_1_1_with_other_names_of_parts_is_the_same():
    content = json.loads(numbers())
    names = {"CFDocument": "document", "CFItems": "items", "CFAssociations": "associations"}
    content = {names[name]: rows for name, rows in content.items()}
    for row in [content["document"], *content["items"]]:
        row["sourcedId"] = row.pop("identifier")
    content["definitions"] = {"CFLicenses": [{"sourcedId": "l", "title": "CC BY", "licenseText": "Name us."}]}
    content["rubrics"] = [{"sourcedId": "r"}]
    found = read_package(json.dumps(content).encode())
    assert outline(found) == outline(read_package(numbers()))
    assert found.facts["licence"] == "CC BY · Name us."
    assert "Rubrics" in found.notes[0]


def test_items_in_circles_in_several_places_and_in_none_are_brought_in_and_told():
    items = [item(name, name.upper()) for name in "abcde"]
    links = [
        link("a", "b"),
        link("b", "a"),
        link("c", "doc", 2),
        link("c", "a", 1),
        link("d", "nowhere"),
        link("e", "e"),
    ]
    found = read_package(package(items, [*links, link("a", "c", kind="isRelatedTo")]))
    assert sorted(row.identifier for row in found.items) == list("abcde")
    assert [row.identifier for row in found.items if row.parent is None] == ["c", "a", "d", "e"]
    assert found.notes == [
        "1 link leads to an item that is not in the file.",
        "1 item stands in several places. It is kept in the first.",
        "1 item has no place in the file. It comes at the end.",
        "2 items stand below themselves. They are put at the top.",
    ]


def test_what_cannot_be_kept_is_left_out_and_named_by_its_place():
    long = "x" * 5000
    items = [
        item("a", "A"),
        {"fullStatement": "No name"},
        item("b", ""),
        item("a", "Twice"),
        item("c", long),
        "?",
    ]
    found = read_package(package(items, []))
    assert [row.identifier for row in found.items] == ["a", "c"]
    assert len(found.items[1].statement) == 4000
    assert found.notes[:5] == [
        "1 lines of “CFItems” cannot be read and are left out.",
        "Left out, for they have no identifier: items 2.",
        "Left out, for they say nothing: items 3.",
        "Left out, for their identifier was there before: items 4.",
        "1 very long statement is cut.",
    ]


def test_strange_values_do_no_harm():
    odd = item(
        "a",
        "A",
        educationLevel=["HS", "05"],
        CFItemType=None,
        CFItemTypeURI="x",
        lastChangeDateTime="2025-99-99",
    )
    even = item("b", "B", abbreviatedStatement=7, educationLevel="09,10", CFItemTypeURI={"title": "Strand"})
    rows = [
        link("a", "doc", True),
        link("b", "doc", 1e300),
        {"associationType": 3},
        {"associationType": "isChildOf"},
    ]
    found = read_package(
        package([odd, even], rows, licenseURI={"title": "Ours"}, officialSourceURL="javascript:x")
    )
    assert [(row.low, row.high, row.item_type, row.changed_at) for row in found.items] == [
        (5, 5, "", None),
        (9, 10, "Strand", None),
    ]
    assert (found.facts["licence"], found.facts["official_url"]) == ("Ours", "")
    assert "Grades we do not know: HS." in found.notes


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'{"_fetch_status": "not_found"}', "CFDocument"),
        (b"[1, 2]", "CFDocument"),
        (b'{"CFDocument": {"title": "X"}}', "no identifier"),
        (b'{"CFDocument": {"identifier": "x", "title": "X"}, "CFItems": {}}', "not a list"),
        (b'{"CFDocument":\n {"identifier', "line 2"),
        (b"<html>", "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
        (b"[" * 200_000, "nested"),
    ],
)
def test_what_is_no_framework_is_refused_in_plain_words(raw, words):
    with pytest.raises(UnreadableFramework, match=words):
        read_package(raw)


def test_limits_of_size_number_and_depth(monkeypatch):
    chain = [item(str(n), f"Item {n}") for n in range(14)]
    links = [link(str(n + 1), str(n)) for n in range(13)]
    with pytest.raises(UnreadableFramework, match="14 deep"):
        read_package(package(chain, links))
    monkeypatch.setattr("portfolios.case.MAX_ITEMS", 3)
    with pytest.raises(UnreadableFramework, match="more than 3 items"):
        read_package(numbers())
    monkeypatch.setattr("portfolios.case.MAX_BYTES", 10)
    with pytest.raises(UnreadableFramework, match="larger than"):
        read_package(numbers())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("x<sup>4</sup> and v<sub>2</sub>", "x⁴ and v₂"),
        ("5<sup>1/3</sup>, (1.2)<sup>t/10</sup>, v<sub>x</sub>", "5^(1/3), (1.2)^(t/10), v_x"),
        ("<sup>1/2</sup>/<sub>1/4</sub> or <sup>a</sup>/<sub>b</sub>", "(1/2)/(1/4) or a/b"),
        ("<em>Also</em> x < c and <br>p &amp; q", "Also x < c and p & q"),
        ("$\\frac{1}{2}$ × 10\x00\x98", "$\\frac{1}{2}$ × 10"),
    ],
)
def test_mathematics_stays_readable_as_text(written, read):
    assert text(written) == read


def test_a_csv_is_placed_by_its_smart_level():
    raw = (
        b"identifier,fullStatement,humanCodingScheme,smartLevel,educationLevel,CFItemType,license\n"
        b"x,Reading,,1,,Strand,\n"
        b'z,"Later, twice",R.2,1.2,"09,10",Standard,CC BY\n'
        b"y,Sooner,R.1,1.1,KG,Standard,\n"
        b"w,Lost,R.9,7.1,ZZ,Standard,\n"
        b",,,,,,\n"
        b"v,,R.5,1.5,,,\n"
    )
    found = read_csv(raw, "Our reading")
    assert outline(found) == [("Reading", None), ("R.1", "Reading"), ("R.2", "Reading"), ("R.9", None)]
    assert (found.identifier, found.facts["licence"]) == ("csv:our-reading", "CC BY")
    assert found.notes == [
        "Left out, for they say nothing: items 6.",
        "Grades we do not know: ZZ.",
        "1 lines name a line above them that is not in the file. They come at the top.",
    ]


def test_a_csv_is_placed_by_parent_or_by_code_and_keeps_its_names():
    raw = b"Full Statement;Human Coding Scheme;Is Child Of;SequenceNumber\n"
    raw += b"C;A.B.C;;2\nB;A.B;;\nD;D;A.B;1\nS;S;S;x\n"
    found = read_csv(b"\xef\xbb\xbf" + raw, "List")
    assert outline(found) == [("A.B", None), ("D", "A.B"), ("A.B.C", "A.B"), ("S", None)]
    again = read_csv(raw, "List")
    assert [row.identifier for row in again.items] == [row.identifier for row in found.items]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"PK\x03\x04rest", "save it as CSV"),
        (b"name,code\nA,B\n", "fullStatement"),
        (b'fullStatement\n"' + b"x" * 200_000 + b'"\n', "Line"),
    ],
)
def test_what_is_no_such_csv_is_refused(raw, words):
    with pytest.raises(UnreadableFramework, match=words):
        read_csv(raw, "List")


def test_a_csv_may_be_in_an_old_encoding_and_has_limits(monkeypatch):
    found = read_csv("fullStatement\nCafé\n".encode("cp1252"), "List")
    assert found.items[0].statement == "Café"
    monkeypatch.setattr("portfolios.case_csv.MAX_ITEMS", 1)
    with pytest.raises(UnreadableFramework, match="more than 1 items"):
        read_csv(b"fullStatement\nA\nB\n", "List")
    monkeypatch.setattr("portfolios.case_csv.MAX_BYTES", 5)
    with pytest.raises(UnreadableFramework, match="larger"):
        read_csv(b"fullStatement\nA\n", "List")


def test_what_no_database_keeps_is_left_out():
    strange = {"lastChangeDateTime": "0001-01-01T00:00:00+14:00", "educationLevel": ["\x00\ud800"]}
    found = read_package(package([item("a", "Half \ud800 a sign", **strange)], []))
    assert [(row.statement, row.changed_at) for row in found.items] == [("Half a sign", None)]
    "".join(found.notes).encode()
    assert "\x00" not in "".join(found.notes)


def test_a_thousand_spaces_are_read_at_once():
    assert text("<sup>" + " " * 100_000 + "1") == "1"
    assert text("<sup>" + "<br>" * 30_000 + "1") == "1"
