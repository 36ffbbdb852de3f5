"""A student shapes her agenda: what changes, what stays, and what is kindly refused."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditRecord
from conferences.actions import agendas, offers
from conferences.actions.templates import ship_templates
from conferences.models import Card, Note
from tests import factories as f


def titles(conference):
    return [card.title for card in conference.cards.kept()]


def verbs():
    hers = AuditRecord.objects.exclude(verb="template.shipped").order_by("pk")
    return list(hers.values_list("verb", flat=True))


@pytest.fixture
def plan(world):
    """Ana's school has the shipped plans; her conference has no card yet."""
    ship_templates(world.school)
    world.card.delete()
    world.commitment.delete()
    return world


@pytest.fixture
def building(world):
    """Ana's agenda with three cards: an opening, one of her own, and the closing."""
    world.conference.state = "building"
    world.conference.save()
    world.card.delete()
    make = f.CardFactory
    world.opening = make(
        conference=world.conference, kind="welcome", title="Welcome", position=0, fixed=True, why="First."
    )
    world.own = make(conference=world.conference, title="My robot", position=1)
    world.closing = make(
        conference=world.conference, kind="closing", title="Closing", position=2, fixed=True, why="Last."
    )
    return world


def test_start_agenda_copies_the_plan_of_her_grade(plan):
    agendas.start_agenda(plan.conference, by=plan.ana)
    plan.conference.refresh_from_db()
    cards = list(plan.conference.cards.kept())
    assert plan.conference.state == "building"
    assert plan.conference.template.name == "My learning story"
    assert [card.title for card in cards] == [
        card.title for card in plan.conference.template.cards.order_by("position")
    ]
    assert cards[0].fixed
    assert cards[0].why.startswith("You are the host")
    assert verbs() == ["agenda.started"]


@pytest.mark.parametrize("state", ["open", "kept", "let_go"])
def test_what_was_agreed_comes_first_whatever_became_of_it(plan, state):
    f.CommitmentFactory(student=plan.ana_student, state=state)
    agendas.start_agenda(plan.conference, by=plan.ana)
    first, second = plan.conference.cards.kept()[:2]
    assert (first.kind, first.fixed, first.position) == ("last_commitments", True, 0)
    assert (second.kind, second.position) == ("welcome", 1)


def test_nothing_comes_first_where_nothing_was_agreed(plan):
    f.CommitmentFactory(student=plan.ben_student)
    agendas.start_agenda(plan.conference, by=plan.ana)
    assert plan.conference.cards.filter(kind="last_commitments").count() == 0


def test_start_agenda_twice_is_refused(plan):
    agendas.start_agenda(plan.conference, by=plan.ana)
    with pytest.raises(ValidationError, match="already started"):
        agendas.start_agenda(plan.conference, by=plan.ana)
    assert plan.conference.cards.count() == 10


def test_start_agenda_without_a_plan_is_refused(world):
    with pytest.raises(ValidationError, match="no plan for your grade"):
        agendas.start_agenda(world.conference, by=world.ana)


def test_add_card_goes_before_the_closing(building):
    card = agendas.add_card(building.conference, by=building.ana, kind="show_me")
    assert titles(building.conference) == ["Welcome", "My robot", "Show how I do it", "Closing"]
    assert card.minutes == 3


def test_add_card_goes_to_the_end_without_a_closing(building):
    building.closing.delete()
    agendas.add_card(building.conference, by=building.ana, kind="letter", title="Dear Mum")
    assert titles(building.conference) == ["Welcome", "My robot", "Dear Mum"]


def test_edit_card_saves_words_and_title(building):
    revision = agendas.edit_card(
        building.own, by=building.ana, revision=0, talking_points="Four tries.", title="The arm"
    )
    building.own.refresh_from_db()
    building.conference.refresh_from_db()
    assert (revision, building.own.revision) == (1, 1)
    assert (building.own.title, building.own.talking_points) == ("The arm", "Four tries.")
    assert building.conference.revision == 1


def test_talking_points_are_no_news_for_others(building):
    agendas.edit_card(building.own, by=building.ana, revision=0, talking_points="!", title="My robot")
    building.conference.refresh_from_db()
    assert building.conference.revision == 0


def test_the_title_of_a_fixed_card_stays(building):
    agendas.edit_card(building.opening, by=building.ana, revision=0, talking_points="Hi", title="No")
    building.opening.refresh_from_db()
    assert (building.opening.title, building.opening.talking_points) == ("Welcome", "Hi")


def test_a_stale_save_never_overwrites(building):
    agendas.edit_card(building.own, by=building.ana, revision=0, talking_points="newer")
    with pytest.raises(ValidationError) as refusal:
        agendas.edit_card(building.own, by=building.ana, revision=0, talking_points="older")
    building.own.refresh_from_db()
    assert refusal.value.code == "stale"
    assert building.own.talking_points == "newer"


@pytest.mark.parametrize(
    ("minutes", "step", "after"), [(5, 1, 6), (5, -1, 4), (0, -1, 0), (60, 1, 60), (60, -1, 59), (0, 1, 1)]
)
def test_change_minutes_stays_between_nothing_and_an_hour(building, minutes, step, after):
    Card.objects.filter(pk=building.own.pk).update(minutes=minutes)
    agendas.change_minutes(building.own, by=building.ana, step=step)
    building.own.refresh_from_db()
    assert building.own.minutes == after


def test_move_cards_puts_them_in_order(building):
    order = [building.own.pk, building.closing.pk, building.opening.pk]
    agendas.move_cards(building.conference, by=building.ana, order=order)
    assert titles(building.conference) == ["My robot", "Closing", "Welcome"]


def test_move_cards_refuses_an_order_of_other_cards(building):
    foreign = f.CardFactory(
        conference=f.ConferenceFactory(student=building.ben_student, round=building.round)
    )
    for order in (
        [building.own.pk],
        [building.own.pk, building.closing.pk, foreign.pk],
        [building.own.pk] * 3,
    ):
        with pytest.raises(ValidationError, match="another window"):
            agendas.move_cards(building.conference, by=building.ana, order=order)
    assert titles(building.conference) == ["Welcome", "My robot", "Closing"]


def test_remove_and_restore_keep_her_words(building):
    agendas.edit_card(building.own, by=building.ana, revision=0, talking_points="Four tries.")
    agendas.remove_card(building.own, by=building.ana)
    assert titles(building.conference) == ["Welcome", "Closing"]
    agendas.restore_card(building.own, by=building.ana)
    assert titles(building.conference) == ["Welcome", "My robot", "Closing"]
    building.own.refresh_from_db()
    assert building.own.talking_points == "Four tries."
    assert verbs() == ["card.removed", "card.restored"]


def test_a_fixed_card_cannot_be_removed(building):
    with pytest.raises(ValidationError, match="stays on the agenda"):
        agendas.remove_card(building.opening, by=building.ana)


def test_the_card_on_the_screen_cannot_be_removed(building):
    building.conference.state = "live"
    building.conference.started_at = timezone.now()
    building.conference.card = building.own
    building.conference.save()
    with pytest.raises(ValidationError, match="on the screen"):
        agendas.remove_card(building.own, by=building.ana)


def test_restore_card_twice_is_refused(building):
    with pytest.raises(ValidationError, match="already"):
        agendas.restore_card(building.own, by=building.ana)


def test_once_held_the_agenda_is_a_record(building):
    building.conference.state = "held"
    building.conference.started_at = building.conference.ended_at = timezone.now()
    building.conference.save()
    with pytest.raises(ValidationError, match="is over"):
        agendas.add_card(building.conference, by=building.ana, kind="goal")


def test_choose_for_card_takes_her_own_pieces_and_goals_only(building):
    foreign = f.EvidenceFactory(student=building.ben_student)
    foreign_goal = f.GoalFactory(student=building.ben_student)
    agendas.choose_for_card(
        building.own,
        by=building.ana,
        evidence=[building.evidence, foreign],
        goals=[building.goal, foreign_goal],
    )
    assert list(building.own.evidence.all()) == [building.evidence]
    assert list(building.own.goals.all()) == [building.goal]
    assert building.evidence.shares.count() == 0


def fill(building):
    agendas.choose_for_card(
        building.own, by=building.ana, evidence=[building.evidence], goals=[building.goal]
    )


def test_mark_ready_shares_what_is_on_the_agenda(building):
    off = f.EvidenceFactory(student=building.ana_student)
    fill(building)
    agendas.mark_ready(building.conference, by=building.ana)
    building.conference.refresh_from_db()
    building.goal.refresh_from_db()
    assert building.conference.state == "ready"
    assert building.conference.is_shown_to_family
    assert building.goal.shared_with_family
    assert set(building.evidence.shares.values_list("circle", flat=True)) == {"family", "advisor"}
    assert off.shares.count() == 0


def test_mark_ready_without_work_is_refused(building):
    building.evidence.archived_at = timezone.now()
    building.evidence.save()
    building.own.evidence.add(building.evidence)
    with pytest.raises(ValidationError, match="at least one piece"):
        agendas.mark_ready(building.conference, by=building.ana)


def test_mark_ready_with_an_empty_part_is_refused(building):
    fill(building)
    Card.objects.filter(pk=building.closing.pk).update(minutes=0)
    with pytest.raises(ValidationError) as refusal:
        agendas.mark_ready(building.conference, by=building.ana)
    assert refusal.value.messages == ["“Closing” has no minutes yet. Give it a minute, or take it off."]
    assert building.evidence.shares.count() == 0


def test_mark_ready_twice_is_refused(building):
    fill(building)
    agendas.mark_ready(building.conference, by=building.ana)
    with pytest.raises(ValidationError, match="already said"):
        agendas.mark_ready(building.conference, by=building.ana)


def test_what_she_adds_after_ready_is_shared_too(building):
    fill(building)
    agendas.mark_ready(building.conference, by=building.ana)
    more = f.EvidenceFactory(student=building.ana_student)
    agendas.choose_for_card(building.own, by=building.ana, evidence=[building.evidence, more], goals=[])
    assert set(more.shares.values_list("circle", flat=True)) == {"family", "advisor"}


def test_mark_unready_hides_the_agenda_again(building):
    fill(building)
    agendas.mark_ready(building.conference, by=building.ana)
    agendas.mark_unready(building.conference, by=building.ana)
    building.conference.refresh_from_db()
    assert (building.conference.state, building.conference.is_shown_to_family) == ("building", False)
    with pytest.raises(ValidationError, match="already"):
        agendas.mark_unready(building.conference, by=building.ana)


def test_ask_for_help_and_end_it(building):
    agendas.ask_for_help(building.conference, by=building.ana, line="My closing")
    building.conference.refresh_from_db()
    assert (building.conference.wants_help, building.conference.help_line) == (True, "My closing")
    agendas.end_help(building.conference, by=building.bo)
    agendas.end_help(building.conference, by=building.bo)
    building.conference.refresh_from_db()
    assert (building.conference.wants_help, building.conference.help_line) == (False, "")
    assert verbs() == ["agenda.help_asked", "agenda.help_ended"]


def test_one_form_makes_one_suggestion(building):
    key = "a4f5bd7e-2d7f-4a3a-8d0a-93a1a3a9a111"
    for _ in range(2):
        offers.suggest(building.conference, by=building.bo, text="Point to it.", form_key=key)
    note = Note.objects.get()
    assert (note.kind, note.text, note.by) == ("suggestion", "Point to it.", building.bo)
    assert verbs() == ["note.suggested"]


@pytest.mark.parametrize(
    ("kind", "title"), [("question", "A question from my family"), ("suggestion", "An idea from my advisor")]
)
def test_take_offer_makes_a_card_that_does_not_say_who_asked(building, kind, title):
    note = f.NoteFactory(conference=building.conference, by=building.mum, kind=kind, text="What was hard?")
    card = offers.take_offer(note, by=building.ana)
    note.refresh_from_db()
    assert (card.title, card.talking_points, card.kind) == (title, "What was hard?", "my_choice")
    assert note.settled_at is not None
    with pytest.raises(ValidationError, match="already"):
        offers.leave_offer(note, by=building.ana)


def test_leave_offer_settles_it(building):
    note = f.NoteFactory(conference=building.conference, by=building.mum)
    offers.leave_offer(note, by=building.ana)
    assert list(Note.objects.offered_to(building.ana)) == []
    assert verbs() == ["note.left"]


def test_offers_are_questions_and_ideas_to_her_alone(building):
    question = f.NoteFactory(conference=building.conference, by=building.mum)
    f.NoteFactory(conference=building.conference, by=building.mum, kind="glow")
    assert list(Note.objects.offered_to(building.ana).of(building.conference).with_names()) == [question]
    for other in (building.ben, building.bo, building.mum, building.cora):
        assert list(Note.objects.offered_to(other)) == []
