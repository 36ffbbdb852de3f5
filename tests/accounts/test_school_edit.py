"""What a school says about itself: by its own office, and shown on every page."""

import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from accounts.models import AuditRecord, GradeBand, Logo, School
from conferences.actions.templates import ship_templates
from tests import factories as f
from tests.accounts.test_invitations import invite_mum


def address(school):
    return reverse("accounts:school_edit", args=[school.pk])


def settings_of(school, bands=(), **changes):
    """The form as a browser would send it back."""
    sent = {
        "timezone": school.timezone,
        "language": school.language,
        "languages": school.languages,
        "accent": school.accent or "#6b3fa0",
        "accent_portfolio": school.accent_portfolio or "#0f766e",
        "accent_goals": school.accent_goals or "#a34a08",
        "bands-TOTAL_FORMS": len(bands) + 1,
        "bands-INITIAL_FORMS": school.grade_bands.count(),
        f"bands-{len(bands)}-name": "",
        f"bands-{len(bands)}-grade_low": 0,
        f"bands-{len(bands)}-grade_high": 12,
    }
    for number, (name, low, high) in enumerate(bands):
        band = {"name": name, "grade_low": low, "grade_high": high}
        sent |= {f"bands-{number}-{key}": value for key, value in band.items()}
    return sent | changes


@pytest.fixture
def save(as_, cast):
    def send(who="cora", **changes):
        school = School.objects.get(pk=cast.school.pk)
        return as_(who).post(address(school), settings_of(school, **changes))

    return send


def maple(cast):
    return School.objects.get(pk=cast.school.pk)


def test_a_form_sent_back_as_it_was_changes_nothing(save, cast):
    before = School.objects.filter(pk=cast.school.pk).values().get()
    assert save().status_code == 302
    assert School.objects.filter(pk=cast.school.pk).values().get() == before
    assert list(AuditRecord.objects.filter(verb="school.edited")) == []


def test_the_office_says_its_words_clock_and_colors(save, cast, as_):
    answer = save(
        conference_en="Learning review",
        advisory_es="Tutoría",
        timezone="America/Chicago",
        languages=["en", "es"],
        accent="#003366",
    )
    assert answer.status_code == 302
    school = maple(cast)
    assert school.labels == {"en": {"conference": "Learning review"}, "es": {"advisory": "Tutoría"}}
    assert (school.timezone, school.languages, school.accent) == ("America/Chicago", ["en", "es"], "#003366")
    assert (school.accent_portfolio, school.accent_goals) == ("", "")
    record = AuditRecord.objects.get(verb="school.edited")
    assert (record.school_id, record.actor_id, record.thing) == (school.pk, cast.cora.pk, "accounts.school")


def test_every_page_shows_the_words_and_the_colors(save, as_):
    save(conference_en="Learning review", accent="#003366")
    page = as_("ana").get(reverse("goals:goal_list")).text
    assert "Learning review</a>" in page
    assert 'href="/accounts/colors/1/003366-x-x.css"' in page
    page = as_("oak_student").get(reverse("goals:goal_list")).text
    assert "Learning review" not in page
    assert "/accounts/colors/" not in page


def test_languages_that_are_not_offered_are_not_shown(save, as_):
    save(languages=["en", "es"])
    browser = as_("ana")
    browser.cookies["language"] = "ar"
    page = browser.get(reverse("goals:goal_list"))
    assert 'value="es"' in page.text
    assert 'value="ar"' not in page.text
    assert page["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("es-MX,es;q=0.9", "es"), ("fr,ar;q=0.8", "ar"), ("fr", "es"), ("", "es"), ("*", "es")],
)
def test_who_has_not_chosen_gets_what_the_browser_asks_for_or_the_school_speaks(as_, cast, asked, shown):
    School.objects.filter(pk=cast.school.pk).update(language="es")
    answer = as_("ana").get(reverse("goals:goal_list"), headers={"Accept-Language": asked})
    assert answer["Content-Language"] == shown


def test_a_color_that_cannot_be_read_is_refused_with_the_nearest(save, cast):
    answer = save(accent="#ffcc00", conference_en="Review")
    assert answer.status_code == 422
    assert "The nearest one that works is #866a04." in answer.text
    assert '<button class="btn btn-quiet mt-2" name="accent" value="#866a04">' in answer.text
    assert 'value="Review"' in answer.text  # nothing typed is lost
    assert maple(cast).accent == ""


def test_the_nearest_can_be_taken_with_one_click(save, cast):
    assert save(accent=["#ffcc00", "#866a04"]).status_code == 302  # the field, then the button
    assert maple(cast).accent == "#866a04"


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "#00336;", "url(x)"])
def test_only_plain_colors(save, cast, colour):
    answer = save(accent=colour)
    assert answer.status_code == 422
    assert maple(cast).accent == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"languages": []}, "This field is required."),
        ({"languages": ["es"]}, "Choose one of the languages that you offer."),
        ({"languages": ["en", "xx"]}, "Select a valid choice."),
        ({"timezone": "Mars/Olympus"}, "Select a valid choice."),
        ({"bands": [("A", 0, 5), ("B", 5, 8)]}, "share a grade"),
        ({"bands": [("A", 0, 4), ("a", 5, 8)]}, "Two bands have the same name."),
        ({"bands": [("A", 8, 5)]}, "This grade comes before the first one."),
        ({"bands": [("A", 0, 13)]}, "Select a valid choice."),
    ],
)
def test_slips_are_said_beside_the_field(save, cast, changes, words):
    before = School.objects.filter(pk=cast.school.pk).values().get()
    answer = save(**changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert School.objects.filter(pk=cast.school.pk).values().get() == before
    assert list(GradeBand.objects.all()) == []


def test_bands_are_changed_as_a_whole(save, cast):
    save(bands=[("Upper", 6, 8), ("Lower", 0, 5)])
    assert [str(band) for band in cast.school.grade_bands.all()] == ["Lower", "Upper"]
    save(bands=[("Everybody", 0, 8), ("", 6, 8)])
    assert [(band.name, band.grade_words) for band in cast.school.grade_bands.all()] == [
        ("Everybody", "Kindergarten to grade 8")
    ]


def test_the_database_refuses_bands_that_overlap_and_knows_the_school(cast):
    GradeBand.objects.create(school=cast.school, name="Lower", grade_low=0, grade_high=5)
    GradeBand.objects.create(school=cast.oak, name="Lower", grade_low=3, grade_high=8)
    with pytest.raises(IntegrityError, match="grade_band_without_overlap"), transaction.atomic():
        GradeBand.objects.create(school=cast.school, name="Upper", grade_low=5, grade_high=8)
    assert [str(band) for band in cast.oak.grade_bands.of_grade(4)] == ["Lower"]


def test_the_database_refuses_a_language_that_is_not_offered(cast):
    with pytest.raises(IntegrityError, match="school_language_offered"):
        School.objects.filter(pk=cast.school.pk).update(languages=["es"])


def test_the_office_of_another_school_cannot_change_it(cast, as_):
    school = maple(cast)
    assert as_("oak_coordinator").post(address(school), settings_of(school)).status_code == 404


# The logo


def picture(colour="navy", size=(900, 300), kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    file.seek(0)
    file.name = f"logo.{kind.lower()}"
    return file


def send_logo(as_, cast, file):
    return as_("cora").post(reverse("portfolios:logo_edit", args=[cast.school.pk]), {"logo": file})


def test_a_logo_is_drawn_anew_and_shown_at_an_address_that_stays(as_, cast):
    assert send_logo(as_, cast, picture()).status_code == 302
    logo = Logo.objects.get()
    assert (logo.width, logo.height, logo.school) == (480, 160, cast.school)
    address = reverse("accounts:school_logo", args=[logo.key])
    page = as_("ana").get(reverse("goals:goal_list"))
    assert (
        f'<img class="logo" src="{address}" width="480" height="160" alt="Maple Street School">' in page.text
    )
    assert address not in as_("oak_student").get(reverse("goals:goal_list")).text
    answer = as_("anonymous").get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "image/webp",
        "public, max-age=31536000, immutable",
    )
    assert answer["Content-Security-Policy"] == "sandbox"
    assert Image.open(io.BytesIO(answer.content)).format == "WEBP"


def test_the_old_logo_stays_for_letters_that_have_gone_out(as_, cast):
    send_logo(as_, cast, picture())
    old = Logo.objects.get()
    send_logo(as_, cast, picture("red"))
    assert maple(cast).logo != old
    assert as_("anonymous").get(reverse("accounts:school_logo", args=[old.key])).status_code == 200


def test_a_logo_can_be_taken_off(as_, cast):
    send_logo(as_, cast, picture())
    as_("cora").post(reverse("portfolios:logo_remove", args=[cast.school.pk]))
    as_("cora").post(reverse("portfolios:logo_remove", args=[cast.school.pk]))
    assert maple(cast).logo is None
    assert [record.verb for record in AuditRecord.objects.filter(verb__startswith="logo.")] == [
        "logo.changed",
        "logo.removed",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload=alert(1)>", "This is not a picture we can read."),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "Part of this picture is missing."),
    ],
)
def test_what_is_no_picture_is_refused(as_, cast, content, words):
    file = io.BytesIO(content)
    file.name = "logo.png"
    answer = send_logo(as_, cast, file)
    assert answer.status_code == 422
    assert words in answer.text
    assert list(Logo.objects.all()) == []


def test_no_file_and_a_file_that_is_too_large(as_, cast, settings):
    assert "Choose a picture first." in send_logo(as_, cast, "").text
    settings.MAX_UPLOAD_BYTES = 50
    assert "Up to 0 MB, please." in send_logo(as_, cast, picture()).text


def test_letters_carry_the_logo(cast, as_, run_jobs, mailoutbox):
    send_logo(as_, cast, picture())
    invite_mum(cast)
    run_jobs()
    key = Logo.objects.get().key
    assert f'src="http://localhost:8000/accounts/logo/{key}.webp"' in mailoutbox[0].alternatives[0].content


def test_plans_follow_the_bands_of_the_school(cast):
    f.SchoolFactory()
    cast.school.grade_bands.create(name="Lower", grade_low=0, grade_high=4)
    cast.school.grade_bands.create(name="Upper", grade_low=5, grade_high=8)
    ship_templates(cast.school, by=cast.cora)
    plans = cast.school.agenda_templates.filter(is_layer=False).order_by("grade_low")
    assert [(plan.name, plan.grade_low, plan.grade_high, plan.cards.count()) for plan in plans] == [
        ("Lower", 0, 4, 10),
        ("Upper", 5, 8, 9),
    ]


def test_the_office_says_whether_families_go_on_seeing_at_18(save, cast, as_):
    page = as_("cora").get(address(cast.school)).text
    assert "Families go on seeing what a student shares after she turns 18" in page
    for sent, follows in (({"families_follow_adults": "on"}, True), ({}, False)):
        assert save(**sent).status_code == 302
        assert maple(cast).families_follow_adults is follows
    assert AuditRecord.objects.filter(verb="school.edited").count() == 2
