"""A senior with thirteen school years of work: what he put together, and a letter home in Spanish."""

import datetime

from django.utils import timezone

from accounts.models import Student
from portfolios.actions import (
    add_heading,
    add_pieces,
    edit_entry,
    give_letter,
    make_collection,
    save_letter,
    share_collection,
)
from portfolios.journey import school_year
from portfolios.models import Evidence, Letter, Share

# grade, month, subject of the drawing, its variant, title, place, her words, why it is in the collection
YEARS = [
    (
        0,
        9,
        "portrait",
        0,
        "This is me",
        "school",
        "I have a big smile.",
        "My very first week. I drew no ears.",
    ),
    (0, 4, "plant", 1, "My seed", "school", "It came out!", "The first time I waited for something."),
    (
        1,
        10,
        "bread",
        1,
        "Tortillas with Abuela",
        "home",
        "I pressed them.",
        "What I learned at home counts here.",
    ),
    (1, 5, "book", 1, "My book about dogs", "school", "It has six pages.", "I read it to everybody. Twice."),
    (2, 11, "volcano", 1, "Volcano", "school", "It is hot inside.", "I asked why for a whole week."),
    (2, 3, "landscape", 1, "The river", "community", "We walked there with our class.", ""),
    (
        3,
        10,
        "bridge",
        1,
        "My first bridge",
        "school",
        "It fell down.",
        "It fell, and I was not sad. I was curious.",
    ),
    (3, 5, "piano", 1, "Recital", "community", "I played with two hands.", ""),
    (4, 11, "map", 1, "The way to school", "home", "My street and the shops.", "The first map of many."),
    (4, 4, "pizza", 1, "Fractions", "school", "Halves and quarters.", "Not my best. I keep it to remember."),
    (5, 10, "fair", 1, "Which soap cleans best?", "school", "I changed one thing at a time.", "A fair test."),
    (5, 3, "weaving", 1, "A belt for my cousin", "home", "Four colors.", ""),
    (6, 9, "football", 1, "Our team", "community", "Everybody plays.", "I learned to ask before I decide."),
    (
        6,
        5,
        "code",
        1,
        "A maze",
        "school",
        "You find the way out.",
        "My first program that others wanted to use.",
    ),
    (
        7,
        11,
        "planets",
        1,
        "How far is far?",
        "school",
        "A model down the hallway.",
        "Numbers became a place.",
    ),
    (7, 4, "garden", 1, "A bed for the neighbors", "community", "Beans and squash.", "It still grows."),
    (
        8,
        10,
        "robot",
        1,
        "A robot that waters",
        "home",
        "It measures the soil.",
        "Home and school in one machine.",
    ),
    (
        8,
        5,
        "book",
        2,
        "Why Esperanza leaves",
        "school",
        "An essay, third draft.",
        "I stopped retelling and began to argue.",
    ),
    (
        9,
        12,
        "bridge",
        2,
        "A bridge that holds",
        "school",
        "Forty books, and then we stopped.",
        "Six years later.",
    ),
    (
        9,
        4,
        "map",
        2,
        "Where the buses do not go",
        "community",
        "I asked sixty riders.",
        "The city answered our letter.",
    ),
    (
        10,
        10,
        "plant",
        2,
        "Roots in salt water",
        "school",
        "A term of measuring.",
        "An honest graph, gaps and all.",
    ),
    (
        10,
        5,
        "code",
        2,
        "Translating the clinic’s forms",
        "community",
        "English, Spanish, and plain.",
        "It is in use.",
    ),
    (
        11,
        11,
        "portrait",
        2,
        "Self-portrait at sixteen",
        "school",
        "Charcoal, three evenings.",
        "I left the smile out, and kept me.",
    ),
    (
        11,
        4,
        "landscape",
        2,
        "The river again",
        "community",
        "Oil, from the same spot.",
        "The same river. I see more of it.",
    ),
    (
        12,
        9,
        "fair",
        2,
        "Does the garden cool the street?",
        "community",
        "Twelve thermometers, one summer.",
        "My capstone.",
    ),
    (
        12,
        10,
        "bread",
        2,
        "Teaching Abuela’s recipe",
        "home",
        "Nine small hands.",
        "Now I am the one who shows how.",
    ),
]
PARTS = [
    (0, "When I was small"),
    (3, "Learning to ask why"),
    (6, "Making things that others use"),
    (9, "What I leave behind"),
]
WORDS = (
    "Thirteen years in twenty-four pieces. Some of them are not good. I kept those because I remember what I "
    "learned from each. If you only look at one, look at the river: I painted it when I was seven, and again "
    "at sixteen."
)
NOTICES = (
    "At five I drew how I wanted to look. At sixteen I drew what I saw. Both times I left something out: "
    "first the ears, later the smile. Only the second time I knew why."
)
LETTER = """Querida familia:

Esta carpeta es para ustedes. Aquí está todo lo que hice desde el kínder: lo bueno, lo que se cayó y lo que \
todavía no me sale.

Abuela, fíjate en las tortillas. Papá, el puente de tercero se cayó y el de noveno aguantó cuarenta libros. \
Mamá, gracias por dejarme la cocina llena de macetas.

Quiero que me hagan una pregunta: ¿qué aprendieron ustedes de mí?

Con cariño,
su hijo"""


def make_journey(school, pictures, attach):
    """Ravi has been here since kindergarten."""
    student = Student.objects.select_related("user").get(school=school, user__username="ravi.morales")
    by = student.user
    pieces = [make_piece(student, pictures, attach, *row[:7]) for row in YEARS]
    make_showcase(student, pieces, by=by)
    make_pair(student, pieces, by=by)
    save_letter(student, text=LETTER, language="es", seen_revision=0, by=by)
    give_letter(Letter.objects.get(student=student), by=by)


def make_piece(student, pictures, attach, grade, month, subject, variant, title, place, text):
    today = timezone.localdate()
    year = school_year(today) - (student.grade - grade)
    made_on = min(datetime.date(year if month >= 8 else year + 1, month, 12), today)
    piece = Evidence.objects.create(
        school_id=student.school_id, student=student, title=title, text=text, place=place, made_on=made_on
    )
    attach(piece, *pictures[subject, variant])
    for circle in ("advisor", "family", "panel"):
        Share.objects.create(evidence=piece, circle=circle)
    return piece


def make_showcase(student, pieces, *, by):
    """Twenty-four pieces in four parts; the two self-portraits have a page of their own."""
    collection = make_collection(
        student, form_key=pieces[0].form_key, kind="letter", title="Thirteen years, twenty-four pieces",
        audience="My family, and the panel in May", circle="panel", words=WORDS, language="en", by=by,
    )  # fmt: skip
    rows = [(row, piece) for row, piece in zip(YEARS, pieces, strict=True) if row[2] != "portrait"]
    for number, (grade, heading) in enumerate(PARTS):
        until = PARTS[number + 1][0] if number + 1 < len(PARTS) else 99
        add_heading(collection, heading=heading, by=by)
        add_pieces(collection, [piece for row, piece in rows if grade <= row[0] < until], by=by)
    why = {piece.pk: row[7] for row, piece in rows}
    for entry in collection.entries.of_pieces():
        if why[entry.evidence_id]:
            edit_entry(entry, seen_revision=0, words=why[entry.evidence_id], by=by)
    for circle in ("family", "advisor", "panel"):
        share_collection(collection, circle, pieces=[], by=by)


def make_pair(student, pieces, *, by):
    then, now = (piece for row, piece in zip(YEARS, pieces, strict=True) if row[2] == "portrait")
    pair = make_collection(
        student, form_key=now.form_key, kind="growth", title="How I see myself", audience="My family",
        circle="family", words=NOTICES, language="en", by=by,
    )  # fmt: skip
    add_pieces(pair, [then, now], by=by)
    share_collection(pair, "family", pieces=[], by=by)
