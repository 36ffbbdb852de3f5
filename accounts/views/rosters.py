"""The office: who is at school, and the rosters that say so."""

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import rosters as actions
from accounts.forms import ApplyForm, ColumnsForm, DecisionsForm, LinesForm, RosterUploadForm
from accounts.models import Advisory, RosterChange, RosterImport, RosterProblem, School, Student
from accounts.roster_words import with_details
from accounts.spreadsheet import read_table, safe_cell

PAGE = 50
PROBLEMS = 100


def roster(request):
    """The office sees who is at school: advisories, their advisors and students, and where it came from."""
    schools = get_list_or_404(School.objects.coordinated_by(request.user).with_counts())
    students = Student.objects.coordinated_by(request.user).by_name().with_family_count()
    advisories = Advisory.objects.coordinated_by(request.user).with_people(students)
    imports = RosterImport.objects.visible_to(request.user).newest()
    context = {"schools": schools, "advisories": advisories, "imports": imports}
    return render(request, "accounts/roster.html", context)


def roster_upload(request):
    """The office brings a roster: a student system's zip, or a list of its own."""
    get_list_or_404(School.objects.coordinated_by(request.user))
    schools = School.objects.coordinated_by(request.user).order_by("name", "pk")
    if request.method == "POST":
        files = request.FILES  # reading them tells which were refused
        refused = getattr(request, "refused_files", None)
        form = RosterUploadForm(request.POST, files, schools=schools, refused=refused)
        if form.is_valid():
            values = form.cleaned_data
            brought = actions.bring_roster(
                values["school"], values["file"], by=request.user, plain=form.plain
            )
            page = "accounts:roster_match" if form.plain is not None else "accounts:roster_import"
            return redirect(page, brought.pk)
        return render(request, "accounts/roster_upload.html", {"form": form}, status=422)
    return render(request, "accounts/roster_upload.html", {"form": RosterUploadForm(schools=schools)})


def roster_match(request, pk):
    """The office says what the columns of its own list hold."""
    brought = get_object_or_404(RosterImport.objects.coordinated_by(request.user).matchable(), pk=pk)
    table = read_table(lambda: brought.file.open("rb"))
    posted = request.POST if request.method == "POST" else None
    form = ColumnsForm(posted, columns=table.columns, named=brought.columns["named"])
    status = 200
    if request.method == "POST":
        if form.is_valid():
            everybody = form.cleaned_data["everybody"] == "yes"
            actions.match_columns(brought, form.named, complete=everybody, by=request.user)
            return redirect("accounts:roster_import", brought.pk)
        status = 422
    context = {"roster": brought, "form": form, "table": table}
    return render(request, "accounts/roster_match.html", context, status=status)


def roster_import(request, pk):
    """One roster: how far it is, what it would change or has changed, and what is wrong with its rows."""
    brought = get_object_or_404(RosterImport.objects.visible_to(request.user).with_undo(), pk=pk)
    if request.GET.get("since") == brought.moment:
        return HttpResponse(status=204)
    return show(request, brought)


def show(request, brought, *, decisions=None, apply=None, status=200):
    """The page of a roster; asked for by itself again, it answers with its middle alone."""
    wanted = LinesForm(request.GET).wanted
    changes = RosterChange.objects.visible_to(request.user).of(brought)
    counts = changes.counts()
    wanted["group"] = wanted["group"] or brought.first_group(counts)
    found = changes.lines().standing() if brought.state == "undone" else changes.lines().shown(**wanted)
    lines = Paginator(found, PAGE).get_page(request.GET.get("page"))
    with_details(lines, changes.about(lines))
    if decisions is None and wanted["group"] == "conflict" and brought.state == "ready":
        decisions = DecisionsForm(lines=list(lines))
    problems = RosterProblem.objects.visible_to(request.user).of(brought).in_order()
    context = {
        "roster": brought,
        "groups": list(brought.groups(counts, wanted["group"])),
        "wanted": wanted,
        "lines": lines,
        "decisions": decisions,
        "apply": apply or ApplyForm(asked=brought.summary.get("many_leave")),
        "problems": Paginator(problems, PROBLEMS).get_page(request.GET.get("problems")),
        "mine": brought.school_id is not None,
    }
    page = "accounts/roster_import.html"
    return render(request, f"{page}#middle" if request.GET.get("since") else page, context, status=status)


@require_POST
def roster_decide(request, pk):
    """Who is meant by those whose address is known already."""
    brought = get_object_or_404(RosterImport.objects.coordinated_by(request.user).with_undo(), pk=pk)
    changes = RosterChange.objects.visible_to(request.user).of(brought)
    lines = Paginator(changes.lines().shown(group="conflict"), PAGE).get_page(request.GET.get("page"))
    form = DecisionsForm(request.POST, lines=with_details(list(lines), changes.about(lines)))
    if not form.is_valid():
        return show(request, brought, decisions=form, status=422)
    actions.decide_conflicts(brought, form.decisions, by=request.user)
    return redirect("accounts:roster_import", brought.pk)


@require_POST
def roster_apply(request, pk):
    brought = get_object_or_404(RosterImport.objects.coordinated_by(request.user).with_undo(), pk=pk)
    form = ApplyForm(request.POST, asked=brought.summary.get("many_leave"))
    if not form.is_valid():
        return show(request, brought, apply=form, status=422)
    actions.apply_roster(brought, by=request.user)
    return redirect("accounts:roster_import", brought.pk)


@require_POST
def roster_undo(request, pk):
    brought = get_object_or_404(RosterImport.objects.coordinated_by(request.user), pk=pk)
    actions.undo_roster(brought, by=request.user)
    return redirect("accounts:roster_import", brought.pk)


@require_POST
def roster_discard(request, pk):
    brought = get_object_or_404(RosterImport.objects.coordinated_by(request.user), pk=pk)
    actions.discard_roster(brought, by=request.user)
    messages.success(request, _("The roster was put aside. Nothing was changed."))
    return redirect("accounts:roster")


def roster_problems(request, pk):
    """What is wrong with which row, as a file for whoever looks after the student system."""
    brought = get_object_or_404(RosterImport.objects.visible_to(request.user), pk=pk)
    problems = RosterProblem.objects.visible_to(request.user).of(brought).in_order()
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="roster-{brought.pk}.csv"'
    answer.write("\ufeff")  # by which spreadsheet programs know UTF-8
    rows = csv.writer(answer)
    rows.writerow([_("File"), _("Line"), _("Reason")])
    rows.writerows([safe_cell(row.file), row.line, safe_cell(row.reason)] for row in problems)
    return answer
