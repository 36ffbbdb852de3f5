from django.urls import reverse

from accounts.models import RosterImport
from tests import factories as f

URL = reverse("accounts:roster")


def test_the_office_sees_exactly_its_own_school(cast, as_):
    RosterImport.objects.create(school=cast.school, name="maple.zip")
    RosterImport.objects.create(school=cast.oak, name="oak.zip")
    page = as_("cora").get(URL).content.decode()
    names = ("Maple Street School", "Ana Mensah", "Ben Novak", "Bo Ortiz", "maple.zip")
    assert [name for name in names if name not in page] == []
    assert [name for name in ("Oak Hill School", "Olu Adeyemi", "oak.zip") if name in page] == []


def test_a_child_without_family_is_said(cast, as_):
    assert "no family member in the roster" not in as_("cora").get(URL).content.decode()
    f.StudentFactory(school=cast.school, advisory=cast.advisory)
    assert "no family member in the roster" in as_("cora").get(URL).content.decode()


def test_it_costs_the_same_for_many(cast, as_, django_assert_num_queries):
    browser = as_("cora")
    with django_assert_num_queries(6):
        browser.get(URL)
    for _ in range(3):
        advisory = f.AdvisoryFactory(school=cast.school, advisors=[cast.ida])
        f.StudentFactory.create_batch(3, school=cast.school, advisory=advisory)
    with django_assert_num_queries(6):
        browser.get(URL)
