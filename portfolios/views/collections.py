import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Student
from accounts.revisions import Stale, show_both
from portfolios import actions
from portfolios.circles import has_panel
from portfolios.forms import (
    ChoosePiecesForm,
    CollectionForm,
    EntryForm,
    HeadingForm,
    NewCollectionForm,
    OrderForm,
    PickFilter,
    ShareCollectionForm,
    StepForm,
)
from portfolios.models import Collection, Entry, Evidence, Framework, Share
from portfolios.querysets.collections import entries_shown
from portfolios.views import answers
from portfolios.views.sharing import wanted

HELPING = 24  # pieces to choose from


def own(request, pk):
    return get_object_or_404(Collection.objects.editable_by(request.user), pk=pk)


def collection_list(request):
    """Her own collections, newest first, and those that she has put away."""
    student = get_object_or_404(Student.objects.is_user(request.user))
    collections = Collection.objects.editable_by(request.user).of(student).with_tiles(request.user)
    context = {
        "mine": True,
        "collections": [one for one in collections if not one.archived_at],
        "archived": [one for one in collections if one.archived_at],
    }
    return render(request, "portfolios/collection_list.html", context)


def student_collections(request, pk):
    """What a student has put together and shared, for her advisor or her family."""
    student = get_object_or_404(
        Student.objects.portfolio_opened_by(request.user).select_related("user"), pk=pk
    )
    seen = Collection.objects.visible_to(request.user).of(student).current()
    context = {"student": student, "collections": list(seen.with_tiles(request.user))}
    return render(request, "portfolios/collection_list.html", context)


def collection_add(request):
    """Who is it for? Then a shape to begin with, and a name."""
    student = get_object_or_404(Student.objects.is_user(request.user).with_panel())
    frameworks = Framework.objects.offered_to(request.user)
    panel = has_panel(student, student.has_panelists)
    form = NewCollectionForm(request.POST or None, frameworks=frameworks, panel=panel)
    form_key = forms_key(request)
    if request.method == "POST" and form.is_valid():
        collection = actions.make_collection(student, form_key=form_key, by=request.user, **form.made())
        return redirect("portfolios:collection_choose", pk=collection.pk)
    context = {"form": form, "form_key": form_key}
    return render(request, "portfolios/collection_add.html", context, status=answers.status_of(form))


def forms_key(request):
    """The key of the form that was opened, or of the one to open."""
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid.uuid4()


def collection_detail(request, pk):
    """To read: her words, her pieces in her order, each with why it is here."""
    collection = get_object_or_404(Collection.objects.read_by(request.user), pk=pk)
    collection.shown = entries_shown(collection, request.user)
    context = {"collection": collection, "parts": collection.parts(), "circles": circles_of(collection)}
    return render(request, "portfolios/collection_detail.html", context)


def circles_of(collection):
    """(circle, its name, whether it sees the collection), for its student."""
    people = collection.has_panelists or "panel" in collection.circles
    panel = has_panel(collection.student, people)
    return [
        (value, label, value in collection.circles)
        for value, label in Share.Circle.choices
        if panel or value != "panel"
    ]


@require_safe
def collection_preview(request, pk):
    """Exactly what an adult of hers reads: the same permission, asked about that adult."""
    own = get_object_or_404(Collection.objects.editable_by(request.user).select_related("student"), pk=pk)
    preview = wanted(request, own.student)
    found = Collection.objects.visible_to(preview.reader).with_story(preview.reader).keyed(pk)
    context = {"collection": found or own, "preview": preview, "parts": found.parts() if found else []}
    page = "collection_detail" if found else "collection_unseen"
    return render(request, f"portfolios/{page}.html", context)


def collection_edit(request, pk):
    """Words, pieces and headings in one order; everything saves itself."""
    collection = get_object_or_404(
        Collection.objects.editable_by(request.user).with_workshop(request.user), pk=pk
    )
    form = CollectionForm(
        request.POST or None, instance=collection, initial={"revision": collection.revision}
    )
    if request.method == "POST":
        answer = save(request, form, actions.edit_collection, collection, words_of(form))
        if answer:
            return answer
    context = {
        "collection": collection,
        "form": form,
        "entries": collection.lines,
        "circles": circles_of(collection),
        "heading": HeadingForm(),
    }
    return render(request, "portfolios/collection_edit.html", context, status=answers.status_of(form))


def words_of(form):
    return lambda: {name: form.cleaned_data[name] for name in form.Meta.fields}


def save(request, form, action, thing, written, onward=None):
    """Save what is on the page, and answer; nothing when the form is to be shown again."""
    autosave = request.headers.get("X-Autosave")
    if not form.is_valid():
        return answers.not_yet(form) if autosave else None
    try:
        revision = action(thing, seen_revision=form.cleaned_data["revision"], by=request.user, **written())
    except Stale as stale:
        show_both(form, stale)
        return answers.both(stale) if autosave else None
    if autosave:
        return answers.saved(revision)
    return redirect(onward or reverse("portfolios:collection_detail", args=[thing.pk]))


def collection_choose(request, pk):
    """Her work as pictures to tick, to find and to sift; for a pair, pairs that suggest themselves."""
    collection = own(request, pk)
    pieces = Evidence.objects.editable_by(request.user).in_stream().not_in_collection(collection)
    form = ChoosePiecesForm(request.POST or None, pieces=pieces)
    if request.method == "POST" and form.is_valid():
        actions.add_pieces(collection, form.in_order(), by=request.user)
        return redirect((request.POST.get("more") and onward_of(request)) or edit_page(collection))
    wish = PickFilter(request.GET).asked()
    start = wish["start"]
    tiles = pieces.called(wish["q"]).from_place(wish["place"]).with_tiles(request.user).newest_first()
    found = list(tiles[start : start + HELPING + 1])
    context = {
        "collection": collection,
        "form": form,
        "pieces": found[:HELPING],
        "next": start + HELPING if len(found) > HELPING else None,
        "places": Evidence.Place.choices,
        **wish,
    }
    if collection.is_pair and not request.htmx:
        mine = Evidence.objects.editable_by(request.user).in_stream()
        context["pairs"] = mine.with_tiles(request.user).pairs()
    part = "#tiles" if request.htmx else ""
    return render(
        request, f"portfolios/collection_choose.html{part}", context, status=answers.status_of(form)
    )


def onward_of(request):
    """The next helping of the same page, for whoever ticks without scripts."""
    return f"{request.path}?{PickFilter(request.POST).address()}"


def edit_page(collection, anchor=""):
    return reverse("portfolios:collection_edit", args=[collection.pk]) + anchor


@require_POST
def collection_order(request, pk):
    """A new order: all keys from dragging, or one line up or down."""
    collection = own(request, pk)
    form = OrderForm(request.POST, order=Entry.objects.editable_by(request.user).keys_in(collection))
    if form.is_valid() and form.cleaned_data["order"]:
        actions.move_entries(collection, order=form.cleaned_data["order"], by=request.user)
    if request.headers.get("X-Reorder"):
        return HttpResponse(status=204)
    moved = form.data.get("up") or form.data.get("down")
    return redirect(edit_page(collection, f"#line-{moved}"))


@require_POST
def collection_archive(request, pk):
    collection = own(request, pk)
    actions.archive_collection(collection, by=request.user)
    messages.success(
        request, _("“%(title)s” is put away. Nobody else sees it now.") % {"title": collection.title}
    )
    return redirect("portfolios:collection_list")


@require_POST
def collection_restore(request, pk):
    collection = own(request, pk)
    actions.restore_collection(collection, by=request.user)
    return redirect("portfolios:collection_detail", pk=collection.pk)


def collection_share(request, pk, circle):
    """What the circle will see, and which pieces it does not see yet: she says yes to each of them."""
    collection = get_object_or_404(
        Collection.objects.editable_by(request.user).current().with_story(request.user), pk=pk
    )
    label = dict(Share.Circle.choices).get(circle)
    if not label:
        raise Http404
    pieces = Evidence.objects.editable_by(request.user).in_stream().in_collection(collection)
    form = ShareCollectionForm(request.POST or None, pieces=pieces)
    if request.method == "POST" and form.is_valid():
        actions.share_collection(collection, circle, pieces=form.cleaned_data["pieces"], by=request.user)
        return redirect("portfolios:collection_detail", pk=collection.pk)
    context = {
        "collection": collection,
        "circle": circle,
        "label": label,
        "parts": collection.parts(),
        "unshared": list(pieces.unseen_by(circle).with_tiles(request.user)),
        "readers": collection.readers(circle),
    }
    return render(request, "portfolios/collection_share.html", context, status=answers.status_of(form))


@require_POST
def collection_unshare(request, pk, circle):
    collection = own(request, pk)
    actions.unshare_collection(collection, circle, by=request.user)
    return redirect("portfolios:collection_detail", pk=collection.pk)


@require_POST
def heading_add(request, pk):
    """A heading at the end of the page, to put pieces under."""
    collection = own(request, pk)
    form = HeadingForm(request.POST)
    if not form.is_valid():
        messages.warning(request, str(form.errors["heading"][0]))
        return redirect(edit_page(collection, "#add"))
    entry = actions.add_heading(collection, heading=form.cleaned_data["heading"], by=request.user)
    return redirect(edit_page(collection, f"#line-{entry.pk}"))


def own_entry(request, pk):
    return get_object_or_404(Entry.objects.editable_by(request.user).with_story(request.user), pk=pk)


def entry_edit(request, pk):
    """Why a piece is here, and which of its pictures is shown; or a heading with its words."""
    entry = own_entry(request, pk)
    form = EntryForm(request.POST or None, instance=entry, initial={"revision": entry.revision})
    if request.method == "POST":
        onward = edit_page(entry.collection, f"#line-{entry.pk}")
        answer = save(request, form, actions.edit_entry, entry, form.written, onward)
        if answer:
            return answer
    context = {"entry": entry, "form": form}
    return render(request, "portfolios/entry_edit.html", context, status=answers.status_of(form))


@require_POST
def entry_remove(request, pk):
    entry = own_entry(request, pk)
    actions.remove_entry(entry, by=request.user)
    return redirect(edit_page(entry.collection, "#taken-off"))


@require_POST
def entry_restore(request, pk):
    entry = own_entry(request, pk)
    actions.restore_entry(entry, by=request.user)
    return redirect(edit_page(entry.collection, f"#line-{entry.pk}"))


@require_POST
def entry_cover(request, pk):
    entry = own_entry(request, pk)
    actions.choose_cover(entry, by=request.user)
    messages.success(request, _("This picture is on the cover now."))
    return redirect(edit_page(entry.collection, f"#line-{entry.pk}"))


@require_POST
def part_move(request, pk):
    """A heading with everything under it, one part up or down."""
    entry = own_entry(request, pk)
    form = StepForm(request.POST)
    if form.is_valid():
        actions.move_part(entry, step=form.cleaned_data["step"], by=request.user)
    return redirect(edit_page(entry.collection, f"#line-{entry.pk}"))
