"""The day: the student's full screen."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from conferences.actions import live
from conferences.forms.live import CloseForm, SeenForm
from conferences.models import Card, Conference
from conferences.querysets import pages
from conferences.stages import Stage
from conferences.views.room import back_to_room


@require_safe
def conference_present(request, pk):
    conference = get_object_or_404(Conference.objects.led_by(request.user).with_stage(), pk=pk)
    if conference.is_held:
        return redirect("conferences:conference_record", pk=pk)
    return stage_page(request, conference, form=CloseForm(conference.student))


def stage_page(request, conference, *, form, status=200):
    """The whole screen, or with htmx the stage alone, so that full screen stays full."""
    be_at(request, conference.school_id)
    stage = Stage(conference, conference.cards.kept().with_contents())
    context = {"conference": conference, "stage": stage, "form": form}
    if stage.current and stage.current.kind == Card.Kind.LAST_COMMITMENTS:
        context["commitments"] = pages.last_commitments_at_table(conference.student)
    part = "#stage" if request.htmx else ""
    return render(request, f"conferences/conference_present.html{part}", context, status=status)


@require_POST
def conference_start(request, pk):
    conference = get_object_or_404(Conference.objects.hosted_by(request.user).with_stage(), pk=pk)
    live.start_conference(conference, by=request.user)
    if conference.student.user_id == request.user.pk:
        return redirect("conferences:conference_present", pk=pk)
    return back_to_room(request, pk)


@require_POST
def card_show(request, pk):
    return turn(request, pk, live.show_card)


@require_POST
def card_skip(request, pk):
    return turn(request, pk, live.skip_card)


@require_POST
def card_park(request, pk):
    return turn(request, pk, live.park_card)


def turn(request, pk, action):
    """Whatever came of it, the answer is the card that is on the screen now."""
    card = get_object_or_404(Card.objects.led_by(request.user), pk=pk)
    form = SeenForm(request.POST)
    if form.is_valid():
        action(card, seen=form.cleaned_data["seen"], by=request.user)
    return redirect("conferences:conference_present", pk=card.conference_id)


def conference_close(request, pk):
    """What I, my family and my teacher will do; the one way to the end."""
    conference = get_object_or_404(Conference.objects.hosted_by(request.user).with_stage(), pk=pk)
    if conference.is_held:
        return redirect("conferences:conference_record", pk=pk)
    form = CloseForm(conference.student, request.POST or None)
    if request.method == "POST" and form.is_valid():
        live.close_conference(
            conference,
            promises=form.promises,
            **{name: form.cleaned_data[name] for name in ("check_on", "ends_on", "goal", "decide_by")},
            by=request.user,
        )
        return redirect("conferences:conference_record", pk=pk)
    context = {"conference": conference, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "conferences/conference_close.html", context, status=status)


@require_POST
def signal_raise(request, pk):
    conference = get_object_or_404(Conference.objects.seated_by(request.user).with_stage(), pk=pk)
    live.raise_signal(conference, by=request.user)
    if request.htmx:
        return render(request, "conferences/components/call.html", {"conference": conference, "called": True})
    if conference.student.user_id == request.user.pk:
        return redirect("conferences:conference_present", pk=pk)
    return redirect("conferences:conference_family", pk=pk)
