"""Small frameworks in the CASE format, as states and publishers offer them."""

import json


def item(identifier, statement, **more):
    return {
        "identifier": identifier,
        "uri": f"https://case.example/{identifier}",
        "fullStatement": statement,
    } | more


def link(child, parent, number=None, kind="isChildOf"):
    row = {
        "identifier": f"{child}-{parent}",
        "associationType": kind,
        "originNodeURI": {"identifier": child},
        "destinationNodeURI": {"identifier": parent},
    }
    return row if number is None else row | {"sequenceNumber": number}


def package(items, links, **document):
    document = {
        "identifier": "doc",
        "uri": "https://case.example/doc",
        "title": "Numbers",
        "creator": "The state",
        "adoptionStatus": "Adopted",
        "lastChangeDateTime": "2025-01-01T00:00:00+00:00",
    } | document
    return json.dumps({"CFDocument": document, "CFItems": items, "CFAssociations": links}).encode()


def numbers(**document):
    """A domain with two standards, of which one has a part; the file has them in another order."""
    items = [
        item(
            "b",
            "Compare numbers.",
            humanCodingScheme="N.2",
            CFItemType="Standard",
            educationLevel=["03", "04"],
        ),
        item("a1", "Up to 20.", humanCodingScheme="N.1.a", CFItemType="Component"),
        item("n", "Number sense", CFItemType="Domain", educationLevel=["KG", "01", "05"]),
        item("a", "Count things.", humanCodingScheme="N.1", CFItemType="Standard", educationLevel=["KG"]),
    ]
    links = [link("n", "doc", 1), link("b", "n", 2), link("a", "n", 1), link("a1", "a", 1)]
    return package(items, links, **document)
