"""A part of the agenda without reading or writing: drawn, said, painted, and picked by its picture."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.policy import records
from conferences.actions import agendas, cards, files
from conferences.forms.cards import LookForm, PickForm
from conferences.models import Card, Conference, ConferenceFile
from conferences.models.agendas import Color
from conferences.pictures import PICTURES
from conferences.slots import slot_key
from conferences.views.files import file_sent, picture_form, voice_form


def own_card(request, pk):
    """A part of the agenda that this student builds, with all its page says."""
    return get_object_or_404(Card.objects.editable_by(request.user).with_page(), pk=pk)


def looks():
    """The colors, and the pictures with their icons, to choose from."""
    pictures = [(name, icon, words) for name, (icon, words) in PICTURES.items()]
    return {"colors": Color.choices, "pictures": pictures}


@records
def card_say(request, pk):
    """What she wants to say to a part, said instead of written; hers and her advisor's to hear."""
    card = own_card(request, pk)
    form_key = slot_key(f"points-{card.pk}")
    voice = voice_form(request, form_key)
    if request.method == "POST":
        uploads = file_sent(request, voice, form_key)
        if voice.is_valid() and not uploads:
            voice.add_error("files", _("Nothing has arrived yet. Record it first, then keep it."))
        elif voice.is_valid():
            files.keep_points(card, uploads, by=request.user)
            return redirect("conferences:card_edit", pk=card.pk)
    context = {"card": card, "conference": card.conference, "voice": voice, "form_key": form_key}
    return render(request, "conferences/card_say.html", context, status=422 if voice.errors else 200)


@records
def card_draw(request, pk):
    """Her own picture of a part, drawn here, taken as a photo, or one of ours."""
    card = own_card(request, pk)
    there = card.own_picture
    context = {"card": card, "there": there, "part": ConferenceFile.Part.CARD} | looks()
    return draw(request, card.conference, f"card-{card.pk}", context)


@records
def plan_draw(request, pk):
    """Her whole plan on one sheet, before or beside the parts."""
    conference = get_object_or_404(
        Conference.objects.led_by(request.user).with_student().with_drawn_plan(), pk=pk
    )
    context = {"card": None, "there": conference.drawn_plan, "part": ConferenceFile.Part.PLAN}
    return draw(request, conference, f"plan-{conference.pk}", context)


def draw(request, conference, name, context):
    if conference.is_held:
        return redirect("conferences:my_conference")
    form_key = slot_key(name)
    form = picture_form(request, form_key)
    card = context["card"]
    if request.method == "POST":
        uploads = file_sent(request, form, form_key)
        if form.is_valid():
            told = form.told()
            file = files.keep_picture(conference, uploads, by=request.user, card=card, **told)
            return after_drawing(file, conference, card)
    earlier = ConferenceFile.objects.editable_by(request.user).put_away(conference, context["part"], card)
    context |= {"conference": conference, "form": form, "form_key": form_key, "earlier": earlier}
    return render(request, "conferences/card_draw.html", context, status=422 if form.errors else 200)


def after_drawing(file, conference, card):
    """To the part, or to her plan; after a photo that others see by way of who is in it."""
    if file and card and file.is_held:
        return redirect("conferences:conference_file_people", pk=file.pk)
    if card:
        return redirect("conferences:card_edit", pk=card.pk)
    return redirect("conferences:my_conference")


@require_POST
def card_look(request, pk):
    """One touch: this color, this picture."""
    card = own_card(request, pk)
    form = LookForm(request.POST)
    if form.is_valid() and (told := form.told()):
        cards.dress_card(card, by=request.user, **told)
    return redirect("conferences:card_edit", pk=card.pk)


def card_pick(request, pk):
    """A part of her own by one touch of a picture; what it is called, she may say later."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).with_student(), pk=pk)
    form = PickForm(request.POST or None)
    if form.is_valid():
        picture = form.cleaned_data["picture"]
        title = str(PICTURES[picture][1])
        card = agendas.add_card(
            conference, by=request.user, kind=Card.Kind.MY_CHOICE, title=title, picture=picture
        )
        return redirect("conferences:card_edit", pk=card.pk)
    context = {"conference": conference, "form": form} | looks()
    return render(request, "conferences/card_pick.html", context, status=422 if form.errors else 200)
