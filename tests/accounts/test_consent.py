"""May this child be shown? Dated answers; the newest counts, and no answer is a no."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.consent import answer_consent
from accounts.models import AuditRecord, MediaConsent, Student
from tests import factories as f


def edit(as_, who, student, **fields):
    return as_(who).post(reverse("accounts:consent_edit", args=[student.pk]), fields)


def counts(student):
    """The three answers that count now."""
    row = Student.objects.with_answers().get(pk=student.pk)
    return row.photo, row.voice, row.video


def today(cast):
    """On the school's calendar."""
    return timezone.localdate(timezone=ZoneInfo(cast.school.timezone))


def verbs():
    return list(AuditRecord.objects.order_by("pk").values_list("verb", flat=True))


def test_an_adult_who_may_decide_answers_and_withdraws_at_once(cast, as_):
    assert counts(cast.ana_student) == (None, None, None)
    response = edit(as_, "mum", cast.ana_student, photo="yes", voice="no")
    assert response.url == reverse("accounts:consent_edit", args=[cast.ana_student.pk])
    assert counts(cast.ana_student) == (True, False, None)
    edit(as_, "mum", cast.ana_student, photo="no", voice="no")
    assert counts(cast.ana_student) == (False, False, None)
    assert MediaConsent.objects.count() == 3
    mine = [verb for verb in verbs() if verb.startswith("mediaconsent")]
    assert mine == ["mediaconsent.given", "mediaconsent.refused", "mediaconsent.withdrawn"]


def test_the_same_answer_twice_is_one(cast, as_):
    for _twice in range(2):
        edit(as_, "mum", cast.ana_student, photo="yes")
    assert MediaConsent.objects.count() == 1


def test_another_adult_says_the_same_for_herself(cast):
    for adult in (cast.mum, cast.ruth):
        answer_consent(cast.ana_student, {"photo": True}, adult=adult, by=adult)
    assert MediaConsent.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"may_decide": False},
        {"may_see": False},
        {"restricted": True},
        {"ends_on": datetime.date(2020, 1, 1)},
        {"starts_on": datetime.date(2199, 1, 1)},
    ],
)
def test_only_who_may_decide_today_answers(cast, as_, change):
    for name, value in change.items():
        setattr(cast.guardianship, name, value)
    cast.guardianship.save()
    assert edit(as_, "mum", cast.ana_student, photo="yes").status_code == 404
    assert MediaConsent.objects.count() == 0


def test_at_18_she_answers_herself(cast, as_):
    assert edit(as_, "ana", cast.ana_student, photo="yes").status_code == 404
    Student.objects.filter(pk=cast.ana_student.pk).update(born_on=datetime.date(2000, 1, 1))
    assert edit(as_, "ana", cast.ana_student, photo="yes").status_code == 302
    assert edit(as_, "mum", cast.ana_student, photo="no").status_code == 404
    assert counts(cast.ana_student) == (True, None, None)


def test_the_page_says_what_a_yes_means_and_what_counts_now(cast, as_):
    url = reverse("accounts:consent_edit", args=[cast.ana_student.pk])
    text = as_("mum").get(url).text
    assert "Photos in which Ana can be seen may be in classmates’ work" in text
    assert text.count("Not answered yet") == 3
    f.MediaConsentFactory(student=cast.ana_student, adult=cast.mum)
    dad = f.MediaConsentFactory(student=cast.ana_student, adult=cast.dad, allowed=False, kind="voice")
    text = as_("mum").get(url).text
    assert text.count("Not answered yet") == 1
    assert "another adult who may decide" in text
    assert str(dad.adult) not in text  # the other household is not hers to read
    assert str(dad.adult) in as_("cora").get(url).text


@pytest.mark.parametrize("fields", [{}, {"photo": "perhaps"}])
def test_no_answer_is_asked_again(cast, as_, fields):
    assert edit(as_, "mum", cast.ana_student, **fields).status_code == 422
    assert MediaConsent.objects.count() == 0


# On paper


def paper(as_, cast, day, adult="mum", **fields):
    sent = {"signed_on": day.isoformat(), "adult": getattr(cast, adult).pk} | fields
    return edit(as_, "cora", cast.ana_student, **sent)


def test_the_office_types_in_a_form(cast, as_):
    day = today(cast) - datetime.timedelta(days=3)
    assert paper(as_, cast, day, photo="yes", video="no").status_code == 302
    assert counts(cast.ana_student) == (True, None, False)
    answer = MediaConsent.objects.get(kind="photo")
    assert (answer.adult, answer.by, answer.how) == (cast.mum, cast.cora, "paper")
    assert timezone.localdate(answer.starts_at, ZoneInfo(cast.school.timezone)) == day
    assert "on paper" in as_("mum").get(reverse("accounts:consent_edit", args=[cast.ana_student.pk])).text


def test_a_form_about_one_kind_says_nothing_about_the_others(cast, as_):
    answer_consent(cast.ana_student, {"voice": True}, adult=cast.mum, by=cast.mum)
    page = as_("cora").get(reverse("accounts:consent_edit", args=[cast.ana_student.pk]))
    assert [field.value() for field, _meaning, _now in page.context["form"].kinds()] == [None] * 3
    assert "What counts now: yes." in page.text


def test_an_older_form_does_not_undo_a_newer_answer(cast, as_):
    answer_consent(cast.ana_student, {"photo": False}, adult=cast.mum, by=cast.mum)
    for days in (0, 5):
        paper(as_, cast, today(cast) - datetime.timedelta(days=days), photo="yes")
    assert counts(cast.ana_student)[0] is False
    answer_consent(cast.ana_student, {"photo": True}, adult=cast.mum, by=cast.mum)
    paper(as_, cast, today(cast) - datetime.timedelta(days=5), photo="no")
    assert counts(cast.ana_student)[0] is True
    paper(as_, cast, today(cast), photo="no")
    assert counts(cast.ana_student)[0] is False


def test_of_two_forms_of_one_day_the_no_counts(cast, as_):
    day = today(cast) - datetime.timedelta(days=2)
    paper(as_, cast, day, photo="no")
    paper(as_, cast, day, photo="yes")
    assert counts(cast.ana_student)[0] is False


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"adult": ""}, "Choose who signed the form."),
        ({"signed_on": ""}, "Choose the day that is on the form."),
        ({"signed_on": "2199-01-01"}, "That day has not come yet."),
        ({"photo": ""}, "Choose yes or no for at least one of the three."),
    ],
)
def test_a_form_that_says_too_little_is_shown_again(cast, as_, fields, words):
    sent = {"signed_on": "2026-01-05", "adult": cast.mum.pk, "photo": "yes"} | fields
    response = edit(as_, "cora", cast.ana_student, **sent)
    assert response.status_code == 422
    assert words in response.text


@pytest.mark.parametrize("who", ["ruth", "dad", "bo", "ana"])
def test_nobody_signs_who_may_not_decide(cast, as_, who):
    assert paper(as_, cast, today(cast), adult=who, photo="yes").status_code == 422


def test_at_18_the_form_is_signed_by_herself(cast, as_):
    Student.objects.filter(pk=cast.ana_student.pk).update(born_on=datetime.date(2000, 1, 1))
    assert paper(as_, cast, today(cast), adult="mum", photo="yes").status_code == 422
    assert paper(as_, cast, today(cast), adult="ana", photo="yes").status_code == 302


# The list


def listed(response):
    return [str(student) for student in response.context["students"]]


def test_the_office_sees_all_of_its_school_and_an_advisor_her_own(cast, as_):
    other = f.StudentFactory(school=cast.school, advisory=cast.other_advisory, user__first_name="Eli")
    url = reverse("accounts:consent_list")
    assert listed(as_("cora").get(url)) == ["Ana Mensah", "Ben Novak", str(other)]
    assert listed(as_("bo").get(url)) == ["Ana Mensah", "Ben Novak"]
    assert listed(as_("ida").get(url)) == [str(other)]
    assert listed(as_("cora").get(url, {"advisory": cast.advisory.pk})) == ["Ana Mensah", "Ben Novak"]
    assert listed(as_("bo").get(url, {"advisory": cast.other_advisory.pk})) == ["Ana Mensah", "Ben Novak"]


def test_the_missing_ones_alone(cast, as_):
    for kind in MediaConsent.Kind:
        f.MediaConsentFactory(student=cast.ana_student, adult=cast.mum, kind=kind, allowed=False)
    f.MediaConsentFactory(student=cast.ben_student, adult=cast.dad)
    response = as_("cora").get(reverse("accounts:consent_list"), {"missing": "on"})
    assert listed(response) == ["Ben Novak"]
    assert response.context["unanswered"] == 1
    f.MediaConsentFactory(student=cast.ben_student, adult=cast.dad, kind="voice")
    f.MediaConsentFactory(student=cast.ben_student, adult=cast.dad, kind="video")
    response = as_("cora").get(reverse("accounts:consent_list"), {"missing": "on"})
    assert "Every family has answered." in response.text


def test_only_the_office_has_a_way_to_type_in(cast, as_):
    link = reverse("accounts:consent_edit", args=[cast.ana_student.pk])
    assert link in as_("cora").get(reverse("accounts:consent_list")).text
    assert link not in as_("bo").get(reverse("accounts:consent_list")).text


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(cast, as_, django_assert_num_queries, count):
    for number in range(count):
        advisory = f.AdvisoryFactory(school=cast.school, name=f"6{number}")
        student = f.StudentFactory(school=cast.school, advisory=advisory)
        f.MediaConsentFactory(student=student, adult=cast.mum)
    browser = as_("cora")
    with django_assert_num_queries(6):
        browser.get(reverse("accounts:consent_list"))
    with django_assert_num_queries(2):
        browser.get(reverse("accounts:consent_print"))


def test_forms_are_printed_in_the_language_of_the_home(cast, as_):
    cast.household.language = "es"
    cast.household.save()
    response = as_("cora").get(reverse("accounts:consent_print"))
    assert [(s.first_name, s.language) for s in response.context["students"]] == [
        ("Ana", "es"),
        ("Ben", "en"),
    ]
    assert 'lang="es"' in response.text
    cast.household.language = "tlh"  # spoken at home, and not one of ours
    cast.household.save()
    response = as_("cora").get(reverse("accounts:consent_print"))
    assert response.context["students"][0].language == "en"


def test_the_family_page_asks_who_may_decide(world, as_):
    url = reverse("conferences:conference_family", args=[world.conference.pk])
    link = reverse("accounts:consent_edit", args=[world.ana_student.pk])
    assert "Say whether Ana may be in photos" in as_("mum").get(url).text
    answer_consent(world.ana_student, {"photo": False}, adult=world.mum, by=world.mum)
    text = as_("mum").get(url).text
    assert ("Say whether" in text, link in text) == (False, True)
    world.guardianship.may_decide = False
    world.guardianship.save()
    assert link not in as_("mum").get(url).text


def test_an_answer_says_who_and_what(cast):
    answer = f.MediaConsentFactory(student=cast.ana_student, adult=cast.mum)
    assert str(answer) == "Ana Mensah photo True"
