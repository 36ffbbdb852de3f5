"""The office's hub page."""

from django.urls import reverse


def test_the_office_shows_its_school_and_where_things_are(as_):
    page = as_("cora").get(reverse("accounts:school_office"))
    assert "Maple Street School" in page.text
    for place in ("conferences:round_list", "conferences:template_list", "accounts:roster"):
        assert f'href="{reverse(place)}"' in page.text


def test_the_office_costs_two_queries(as_, django_assert_num_queries):
    browser = as_("cora")
    browser.get(reverse("accounts:school_office"))
    with django_assert_num_queries(2):
        browser.get(reverse("accounts:school_office"))


def test_the_tab_of_the_office_is_for_coordinators(as_):
    tab = f'<a class="tab area-people" href="{reverse("accounts:school_office")}"'
    assert tab in as_("cora").get(reverse("conferences:round_list")).text
    assert tab not in as_("bo").get(reverse("conferences:advisory_board")).text
