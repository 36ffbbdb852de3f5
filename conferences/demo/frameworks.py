"""What children learn at the demo's school: standards from a file, and habits and a profile of its own."""

import datetime
import json
import uuid

from django.utils import timezone

from portfolios import actions
from portfolios.case import read_package
from portfolios.models import EarlierPlacement, Evidence, Level, Placement, Share, Target

SPACE = uuid.UUID("6f1c5f0e-52a7-4f3e-9a53-2f6a6e3f7b10")

# Area: (code, as the standard says it, as a student says it).
STANDARDS = {
    "Reading": [
        (
            "R.1",
            "Determine a theme of a text and explain how it is conveyed through particular details.",
            "I can explain a theme with evidence from the text",
        ),
        (
            "R.2",
            "Compare and contrast how characters respond to events and change in the course of a story.",
            "I can compare how two characters change",
        ),
    ],
    "Writing": [
        (
            "W.1",
            "Write opinion pieces that support a point of view with reasons and information.",
            "I can write an opinion and support it with reasons",
        ),
        (
            "W.2",
            "Develop and strengthen writing by planning, revising and using feedback of peers and adults.",
            "I can use feedback to make a draft better",
        ),
    ],
    "Mathematics": [
        (
            "M.1",
            "Add and compare fractions with unlike denominators, such as 2/3 + 1/4, and justify the result.",
            "I can add and compare fractions and explain how I know",
        ),
        (
            "M.2",
            "Represent data in a graph that suits them, and interpret what it shows.",
            "I can choose a graph that fits my data",
        ),
    ],
    "Science": [
        (
            "S.1",
            "Plan and carry out an investigation in which one variable is changed and others are controlled.",
            "I can plan a fair test and change one thing at a time",
        ),
        (
            "S.2",
            "Develop and use a model to describe phenomena that cannot be observed directly.",
            "I can use a model to explain what I cannot see",
        ),
    ],
    "Arts": [
        (
            "A.1",
            "Plan, develop and refine a work through stages of composition.",
            "I can plan a picture and work on it in layers",
        ),
    ],
}
HABITS = {
    "When it is hard": [
        "I can keep trying when something is hard",
        "I can ask for help and say what I tried",
    ],
    "With others": ["I can listen first and then share my idea"],
    "My work": ["I can plan my work and finish it in time"],
}
PROFILE = {
    "A caring neighbor": ["I can see what my neighborhood needs and help"],
    "A clear voice": ["I can tell other people what I found out so that they understand it"],
    "A curious mind": ["I can ask a question that leads me further"],
}
OWN_WORDS = {  # what the steps mean for one habit
    "I can keep trying when something is hard": [
        "I stop when it is hard, and somebody helps me to begin again.",
        "I try once more before I ask.",
        "I try different ways and say which one worked.",
        "I help others to keep trying.",
    ],
}


def make_frameworks(school, *, by):
    """Standards brought in as a file, habits and profile typed in; gives all targets that can be chosen."""
    package = read_package(json.dumps(package_of(school)).encode())
    standards, _summary = actions.import_framework(school, package, kind="standards", by=by)
    said = {words: student for rows in STANDARDS.values() for _code, words, student in rows}
    for target in standards.targets.filter(is_heading=False):
        Target.objects.filter(pk=target.pk).update(student_words=said[target.statement])
    for kind, name, areas in (
        ("habits", "Habits at Maple Street", HABITS),
        ("profile", "Our graduate profile", PROFILE),
    ):
        framework = actions.add_framework(school, by=by, name=name, kind=kind)
        levels = list(framework.levels.all())
        for area, statements in areas.items():
            for statement in statements:
                words = dict(zip(levels, OWN_WORDS.get(statement, []), strict=False))
                actions.add_target(framework, by=by, area=area, statement=statement, level_words=words)
    targets = Target.objects.filter(framework__school=school, is_heading=False)
    return list(targets.select_related("framework").order_by("framework", "position"))


def levels_by_framework(school):
    """The steps of each framework, lowest first."""
    levels = {}
    for level in Level.objects.filter(framework__school=school).order_by("position"):
        levels.setdefault(level.framework_id, []).append(level)
    return levels


def package_of(school):
    """The school's standards as its state would offer them in the CASE format."""
    address = "https://standards.example.org/"
    document = named("document", "Green Valley learning standards", address) | {
        "creator": "Green Valley department of education",
        "adoptionStatus": "Adopted",
        "language": "en",
        "lastChangeDateTime": "2025-08-01T08:00:00+00:00",
    }
    items, links = [], []

    def add(row, above, number):
        items.append(row | {"lastChangeDateTime": "2025-08-01T08:00:00+00:00", "language": "en"})
        links.append(
            named(f"{row['identifier']}-{number}", "", address)
            | {
                "associationType": "isChildOf",
                "sequenceNumber": number,
                "originNodeURI": {"identifier": row["identifier"]},
                "destinationNodeURI": {"identifier": above["identifier"]},
            }
        )

    for place, (area, rows) in enumerate(STANDARDS.items(), start=1):
        domain = named(area, area, address) | {"fullStatement": area, "CFItemType": "Domain"}
        add(domain, document, place)
        for number, (code, statement, _student) in enumerate(rows, start=1):
            row = named(code, statement, address)
            row |= {"fullStatement": statement, "humanCodingScheme": code, "CFItemType": "Standard"}
            add(row, domain, number)
    return {"CFDocument": document, "CFItems": items, "CFAssociations": links}


def named(name, title, address):
    identifier = str(uuid.uuid5(SPACE, name))
    return {"identifier": identifier, "uri": address + identifier, "title": title}


# (target, [(her step, her teacher's step or None) for her pieces, the oldest first])
WAY = [
    ("I can keep trying when something is hard", [(0, None), (1, 1), (1, 2)]),
    ("I can explain a theme with evidence from the text", [(0, 0), (1, 1)]),
    ("I can plan a fair test and change one thing at a time", [(1, 1), (2, 2)]),
    ("I can tell other people what I found out so that they understand it", [(0, 1)]),
]
WHY = [
    "I needed help to begin, and then I went on alone.",
    "It took four tries. I wrote down what changed each time.",
    "I could explain it to my group without looking.",
]
TEACHER_WHY = "You found the mistake yourself and tried another way: look at your second drawing."


def make_way(student, advisor, targets):
    """One child's way over a year: rising steps, and one step that she and her teacher see differently."""
    levels = levels_by_framework(student.school)
    by_words = {target.words: target for target in targets}
    pieces = list(Evidence.objects.filter(student=student).order_by("made_on", "pk"))
    Placement.objects.filter(evidence__in=pieces).delete()
    for place, (words, views) in enumerate(WAY):
        target = by_words[words]
        steps = levels[target.framework_id]
        for number, (hers, theirs) in enumerate(views):
            piece = pieces[(place + number) % len(pieces)]
            mine = stand(piece, target, steps[hers], student.user, "student", WHY[number % len(WHY)])
            if theirs is not None:
                stand(piece, target, steps[theirs], advisor, "teacher", TEACHER_WHY)
            if hers == 2:
                remember(mine, steps[1])
            Share.objects.get_or_create(evidence=piece, circle="family")


def stand(piece, target, level, person, view, why):
    return Placement.objects.create(
        school_id=piece.school_id,
        evidence=piece,
        target=target,
        by=view,
        placed_by=person,
        level=level,
        why=why,
    )


def remember(placement, level):
    """Where it stood a week before it was moved."""
    EarlierPlacement.objects.create(
        school_id=placement.school_id,
        placement=placement,
        level=level,
        placed_by=placement.placed_by,
        placed_at=timezone.now() - datetime.timedelta(days=7),
    )
