"""The student asks for a guest, her advisor answers, and the guest has one page."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.households import restrict_guardianship
from accounts.models import AuditRecord, Guest, Invitation, Session, User
from conferences.actions import guests
from conferences.models import Conference, Participant, Visit
from conferences.querysets.guests import guests_of
from portfolios.models import Attachment, Evidence, Share
from tests import factories as f
from tests.conferences.test_family_page import set_held, set_live

DAY = datetime.timedelta(days=1)
SAID = {"name": "Nana  Owusu", "email": "Nana@Away.example", "relation": "grandmother"}


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


def ask(world, **said):
    fields = {"name": "Nana Owusu", "email": "nana@away.example", "relation": "grandmother"} | said
    return guests.ask_guest(world.conference, by=world.ana, **fields)


@pytest.fixture
def nana(world):
    return ask(world)


@pytest.fixture
def shown(world):
    """Ana is ready: a piece for her guests is on her agenda, and one that is not for them."""
    world.card.evidence.add(world.shared, world.evidence)
    Share.objects.create(evidence=world.shared, circle="guests")
    Attachment.objects.update(told_at=timezone.now())
    world.card.talking_points = "Say it slowly"
    world.card.save()
    Conference.objects.filter(pk=world.conference.pk).update(state="ready", ready_at=timezone.now())
    world.conference.refresh_from_db()
    return world


# Asking


def test_she_asks_and_nothing_is_sent_yet(world, as_):
    answer = as_("ana").post(url("guest_invite", world.conference.pk), SAID)
    assert answer.url == url("guest_invite", world.conference.pk)
    guest = Guest.objects.get(relation="grandmother")
    assert (guest.name, guest.email, guest.is_waiting) == ("Nana Owusu", "nana@away.example", True)
    assert (guest.visit.conference, guest.user) == (world.conference, None)
    assert Invitation.objects.count() == 0
    assert AuditRecord.objects.filter(verb="guest.asked", student_id=world.ana_student.pk).count() == 1
    assert "Waits for the advisor" in as_("ana").get(url("guest_invite", world.conference.pk)).text


@pytest.mark.parametrize("missing", SAID)
def test_what_is_missing_is_said_beside_it(world, as_, missing):
    answer = as_("ana").post(url("guest_invite", world.conference.pk), SAID | {missing: ""})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [missing])


def test_nobody_is_asked_for_twice(world, nana, as_):
    answer = as_("ana").post(url("guest_invite", world.conference.pk), SAID)
    assert answer.context["form"].errors == {"email": ["You have asked for this guest already."]}


def test_a_table_has_so_many_chairs(world):
    for number in range(3):
        ask(world, email=f"{number}@away.example")
    with pytest.raises(ValidationError, match="Up to 4 guests"):
        ask(world)


def test_a_guest_of_last_time_can_be_asked_for_again(world):
    Guest.objects.update(expires_at=timezone.now())
    again = ask(world, email="gus@away.example")
    assert again.pk != world.guest_row.pk
    world.guest_row.refresh_from_db()
    assert world.guest_row.ended_at is not None


def test_nobody_is_asked_to_what_is_over(world):
    set_held(world.conference)
    with pytest.raises(ValidationError, match="over"):
        ask(world)


@pytest.mark.parametrize("count", [1, 3])
def test_her_page_costs_the_same_for_one_and_three(world, as_, django_assert_num_queries, count):
    for number in range(count):
        world.card.evidence.add(f.EvidenceFactory(student=world.ana_student))
        ask(world, email=f"{number}@away.example")
    client = as_("ana")
    with django_assert_num_queries(4):
        client.get(url("guest_invite", world.conference.pk))


# Answering


def test_the_advisor_sees_who_waits(world, nana, as_):
    board = as_("bo").get(url("advisory_board"))
    assert [guest.name for guest in board.context["guests"]] == ["Nana Owusu"]
    page = as_("bo").get(url("conference_advise", world.conference.pk)).text
    assert ["Nana Owusu" in page, "nana@away.example" in page] == [True, True]


def test_she_agrees_and_the_guest_gets_a_mail(world, nana, as_, run_jobs, mailoutbox):
    as_("bo").post(url("guest_agree", nana.pk))
    nana.refresh_from_db()
    assert (nana.agreed_by, nana.user.email, nana.user.short_name) == (
        world.bo,
        "nana@away.example",
        "Nana Owusu",
    )
    assert nana.expires_at == world.session.ends_at + 14 * DAY
    assert Participant.objects.get(user=nana.user).name == "Nana Owusu"
    run_jobs()
    assert [mail.to for mail in mailoutbox] == [["nana@away.example"]]
    assert "would like you to be a guest" in mailoutbox[0].body


def test_without_days_a_guest_has_three_months(world, nana):
    world.round.sessions.all().delete()
    agreed = guests.agree_guest(nana, by=world.bo)
    assert (agreed.expires_at - timezone.now()).days == 103


def test_from_the_mail_to_the_page(world, nana, client, run_jobs, mailoutbox):
    guests.agree_guest(nana, by=world.bo)
    run_jobs()
    link = next(word for word in mailoutbox[0].body.split() if "/invitation/" in word)
    client.get(link.removeprefix("http://localhost:8000"))
    client.post("/accounts/code/")
    run_jobs()
    client.post("/accounts/code/enter/", {"code": mailoutbox[1].subject.split()[0]})
    assert client.get("/").url == url("conference_guest", world.conference.pk)


@pytest.mark.parametrize("answer", [guests.agree_guest, guests.end_guest])
def test_an_answer_counts_once(world, nana, answer):
    answer(nana, by=world.bo)
    with pytest.raises(ValidationError):
        guests.agree_guest(nana, by=world.bo)
    with pytest.raises(ValidationError):
        guests.decline_guest(nana, reason="", by=world.bo)


def test_a_kind_no_keeps_its_reason(world, nana, as_):
    as_("bo").post(url("guest_decline", nana.pk), {"reason": "Her mother asked me not to."})
    nana.refresh_from_db()
    assert (nana.declined_by, nana.reason) == (world.bo, "Her mother asked me not to.")
    page = as_("ana").get(url("guest_invite", world.conference.pk)).text
    assert ["would like to talk with you" in page, "Her mother" in page] == [True, False]
    assert "Her mother" in as_("bo").get(url("conference_advise", world.conference.pk)).text
    assert Invitation.objects.count() == 0


def test_too_long_a_reason_declines_nobody(world, nana, as_):
    as_("bo").post(url("guest_decline", nana.pk), {"reason": "x" * 1001})
    nana.refresh_from_db()
    assert nana.declined_at is None


@pytest.mark.parametrize(
    "said", [{"email": "mum@family.example"}, {"name": "mum MENSAH"}], ids=["address", "name"]
)
def test_an_adult_kept_away_does_not_come_as_a_guest(world, said):
    guest = ask(world, **said)
    restrict_guardianship(world.guardianship, reason="Court order", by=world.cora)
    with pytest.raises(ValidationError, match="The school office can tell you more"):
        guests.agree_guest(guest, by=world.bo)
    assert User.objects.filter(username__startswith="guest-").count() == 0


def test_whoever_is_kept_away_later_is_no_guest_any_more(world, as_):
    page = url("conference_guest", world.conference.pk)
    assert as_("guest").get(page).status_code == 200
    Guest.objects.update(name="Mum Mensah")
    Participant.objects.create(conference=world.conference, user=world.guest, name="Mum Mensah")
    restrict_guardianship(world.guardianship, reason="Court order", by=world.cora)
    assert as_("guest").get(page).status_code == 404
    assert Participant.objects.welcome().count() == 0


# The guest's page


def test_a_guest_sees_what_is_for_guests_and_nothing_else(shown, as_):
    page = as_("guest").get(url("conference_guest", shown.conference.pk))
    assert page.context["cards"][0].pieces[0]["title"] == "Bean plant data"
    said = page.text
    assert ["Bean plant data" in said, "Recycling robot" in said, "Say it slowly" in said] == [
        True,
        False,
        False,
    ]
    private = ("portfolio/evidence", "attendance", "place/book", "questions/add", "notes/add", "/record/")
    assert [word for word in private if word in said] == []


def test_before_she_is_ready_a_guest_sees_no_agenda(world, as_):
    page = as_("guest").get(url("conference_guest", world.conference.pk))
    assert (page.context["cards"], "Ana is preparing" in page.text) == ([], True)


def test_a_guest_sees_when_and_where(world, as_):
    world.place.conference, world.place.taken_at = world.conference, timezone.now()
    world.place.save()
    client = as_("guest")
    assert "Room 12" in client.get(url("conference_guest", world.conference.pk)).text
    assert client.get(url("conference_calendar", world.conference.pk)).status_code == 200


def test_a_guest_follows_live(shown, as_):
    set_live(shown.conference, shown.card)
    client = as_("guest")
    follow = url("guest_follow", shown.conference.pk)
    part = client.get(follow)
    assert ["Bean plant data" in part.text, url("conference_guest", shown.conference.pk) in part.text] == [
        True,
        True,
    ]
    stamp = part.context["conference"].stamp
    assert client.get(follow, {"since": stamp}).status_code == 204
    assert "Please come over" not in client.get(url("conference_guest", shown.conference.pk)).text


def test_pictures_for_guests_are_those_of_pieces_for_guests(shown, as_):
    picture = reverse("portfolios:attachment_picture", args=[shown.attachment.key, "thumb"])
    client = as_("guest")
    assert client.get(picture).status_code == 200
    Share.objects.filter(circle="guests").delete()
    assert as_("guest").get(picture).status_code == 404


def test_she_reads_who_sees_a_piece(shown):
    readers = [str(adult) for adult in shown.shared.readers()]
    assert readers == ["Gus Lind", "Mum Mensah", "Bo Ortiz"]
    assert [str(adult) for adult in shown.evidence.readers()] == []


def test_she_chooses_what_guests_see(shown, as_):
    client = as_("ana")
    client.post(url("guest_share", shown.conference.pk), {"pieces": [shown.evidence.pk]})
    circle = Share.objects.filter(circle="guests")
    assert [share.evidence for share in circle.all()] == [shown.evidence]
    foreign = f.EvidenceFactory(student=shown.ben_student)
    client.post(url("guest_share", shown.conference.pk), {"pieces": [foreign.pk]})
    assert [share.evidence for share in circle.all()] == [shown.evidence]
    client.post(url("guest_share", shown.conference.pk), {})
    assert circle.count() == 0


def test_what_she_put_away_guests_do_not_see(shown):
    Evidence.objects.update(archived_at=timezone.now())
    assert Evidence.objects.visible_to(shown.guest).count() == 0


# Its end


def test_two_weeks_after_the_end_the_page_closes(world, as_):
    set_live(world.conference)
    Guest.objects.update(expires_at=timezone.now() + 60 * DAY)
    guests.close_visits(world.conference)
    world.guest_row.refresh_from_db()
    assert round((world.guest_row.expires_at - timezone.now()) / DAY) == 14
    Guest.objects.update(expires_at=timezone.now())
    client = as_("guest")
    assert client.get(url("conference_guest", world.conference.pk)).status_code == 404
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("who", ["ana", "bo", "cora"])
def test_a_guest_is_ended_at_once_by_three(world, as_, who):
    as_("guest")
    Participant.objects.create(conference=world.conference, user=world.guest, name="Gus")
    as_(who).post(url("guest_end", world.guest_row.pk))
    assert Session.objects.filter(user=world.guest).count() == 0
    assert Participant.objects.count() == 0
    assert as_("guest").get(url("conference_guest", world.conference.pk)).status_code == 404
    assert Conference.objects.visited_by(world.guest).count() == 0


def test_where_each_lands_after_ending_a_guest(world, as_):
    lands = {
        "ana": url("guest_invite", world.conference.pk),
        "bo": url("conference_advise", world.conference.pk),
        "cora": reverse("accounts:student_detail", args=[world.ana_student.pk]),
    }
    for number, (who, address) in enumerate(lands.items()):
        guest = ask(world, email=f"{number}@away.example")
        assert as_(who).post(url("guest_end", guest.pk)).url == address


def test_the_office_sees_the_guests_of_a_child(world, as_):
    page = as_("cora").get(reverse("accounts:student_detail", args=[world.ana_student.pk])).text
    assert ["Gus Lind" in page, "gus@away.example" in page] == [True, True]


def test_names(world):
    assert (str(world.guest_row), str(Visit.objects.get())) == (
        "Gus Lind",
        f"Gus Lind > {world.conference}",
    )
    assert list(guests_of(world.conference)) == [world.guest_row]
