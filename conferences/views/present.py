"""The student's live screen: every card is on it, and her device tells what she does with them."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from accounts.revisions import Stale
from conferences.actions import after, live, telling
from conferences.forms.live import CloseForm, SeenForm
from conferences.forms.present import MoveLiveForm, StageAddForm, TurnsForm
from conferences.models import Card, Conference
from conferences.querysets import pages
from conferences.stages import Stage, standing
from portfolios.models import Evidence
from portfolios.views import answers


@require_safe
def conference_present(request, pk):
    conference = get_object_or_404(Conference.objects.led_by(request.user).with_stage(), pk=pk)
    if conference.is_held:
        return redirect("conferences:conference_record", pk=pk)
    be_at(request, conference.school_id)
    # What is on the screen everybody in the room sees, her own pictures too.
    stage = Stage(conference, conference.cards.kept().with_contents().with_picture())
    context = {
        "conference": conference,
        "stage": stage,
        "form": CloseForm.of(conference),
        "new_key": uuid.uuid4(),
    }
    context["standing"] = standing(conference, stage.cards)
    if any(card.kind == Card.Kind.LAST_COMMITMENTS for card in stage.cards):
        context["commitments"] = pages.last_commitments_at_table(conference.student)
    return render(request, "conferences/conference_present.html", context)


@require_safe
def present_worker(request, pk):
    """What keeps her cards on her device. Its address is its reach: the screen of this conference alone."""
    conference = get_object_or_404(Conference.objects.led_by(request.user), pk=pk)
    context = {"conference": conference}
    return render(request, "conferences/present_worker.js", context, content_type="text/javascript")


@require_safe
def stage_state(request, pk):
    """Where the conference stands; with `since`, 204 while nothing has changed."""
    conference = get_object_or_404(Conference.objects.poll_led_by(request.user), pk=pk)
    if request.GET.get("since") == str(conference.revision):
        return HttpResponse(status=204)
    return stands(conference)


def stands(conference, **more):
    return JsonResponse(standing(conference, conference.cards.kept().standing()) | more)


@require_POST
def turns_tell(request, pk):
    """What she did on a device, at once or when its network is back; the answer is where all stands now."""
    conference = get_object_or_404(Conference.objects.led_by(request.user), pk=pk)
    form = TurnsForm(request.POST)
    if not form.is_valid():
        return answers.not_yet(form)
    said = form.cleaned_data
    try:
        added = telling.tell_turns(conference, said["turns"], device=said["device"], by=request.user)
    except ValidationError as refusal:
        return JsonResponse({"message": " ".join(refusal.messages)}, status=422)
    conference.refresh_from_db()
    return stands(conference, added=added)


@require_POST
def card_show(request, pk):
    return turn(request, pk, live.show_card)


@require_POST
def card_skip(request, pk):
    return turn(request, pk, live.skip_card)


@require_POST
def card_park(request, pk):
    return turn(request, pk, live.park_card)


@require_POST
def card_tick(request, pk):
    return turn(request, pk, live.tick_card)


def turn(request, pk, action):
    """Whatever came of it, the answer is the card that is on the screen now."""
    card = get_object_or_404(Card.objects.led_by(request.user), pk=pk)
    form = SeenForm(request.POST)
    if form.is_valid():
        action(card, seen=form.cleaned_data["seen"], by=request.user)
    return redirect("conferences:conference_present", pk=card.conference_id)


@require_POST
def stage_move(request, pk):
    conference = get_object_or_404(Conference.objects.led_by(request.user), pk=pk)
    form = MoveLiveForm(request.POST, order=conference.cards.kept().values_list("pk", flat=True))
    if form.is_valid():
        telling.move_live_card(conference, order=form.cleaned_data["order"], by=request.user)
    return redirect("conferences:conference_present", pk=pk)


def stage_add(request, pk):
    """Something that nobody planned: a few words, or a piece of hers."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).with_stage(), pk=pk)
    if not conference.is_live:
        return redirect("conferences:conference_present", pk=pk)
    own = Evidence.objects.editable_by(request.user).in_stream()
    form = StageAddForm(request.POST or None, evidence=own)
    if request.method == "POST" and form.is_valid():
        telling.add_live_card(conference, **form.cleaned_data, by=request.user)
        return redirect("conferences:conference_present", pk=pk)
    context = {"conference": conference, "form": form, "pieces": pages.newest_to_show(conference.student)}
    return render(request, "conferences/stage_add.html", context, status=answers.status_of(form))


def conference_close(request, pk):
    """What I, my family and my teacher will do; the one way to the end."""
    conference = get_object_or_404(
        Conference.objects.opened_by(request.user).with_advisor(request.user).with_stage(), pk=pk
    )
    form = CloseForm.of(conference, request.POST or None)
    if conference.is_held and not form.says_more(conference):
        return afterwards(request, conference)
    if request.method == "POST" and "X-Autosave" in request.headers:
        return keep_words(request, conference)
    if agree(conference, form, by=request.user):
        return afterwards(request, conference)
    context = {"conference": conference, "form": form}
    return render(request, "conferences/conference_close.html", context, status=answers.status_of(form))


def agree(conference, form, *, by):
    """Whether it is agreed now; what was written elsewhere meanwhile is shown beside the form first."""
    if not form.is_valid():
        return False
    days = {name: form.cleaned_data[name] for name in ("check_on", "ends_on", "goal", "decide_by")}
    action = after.write_promises if conference.is_held else live.close_conference
    try:
        action(conference, promises=form.promises, **days, by=by, seen=form.seen)
    except Stale as stale:
        form.show_both(stale)
        return False
    return True


def afterwards(request, conference):
    """To the record; who stood in for an evening goes back to the table, for the record is not hers."""
    own = conference.is_advised or conference.student.user_id == request.user.pk
    return redirect(f"conferences:conference_{'record' if own else 'sit'}", pk=conference.pk)


def keep_words(request, conference):
    """They are kept while they are written, and agreed by the button alone."""
    form = CloseForm.of(conference, request.POST)
    try:
        revision = live.keep_closing(conference, words=form.words(), seen=form.seen, by=request.user)
    except Stale as stale:
        return answers.both(stale)
    except ValidationError as refusal:
        return JsonResponse({"message": " ".join(refusal.messages)}, status=422)
    return answers.saved(revision)
