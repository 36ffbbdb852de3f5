"""The record as a booklet: for each reader what she may see, and given to nobody else."""

import datetime
import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from accounts.pdf import PrintingFailed
from accounts.periods import periods
from conferences import booklets, tasks
from conferences.actions import keepsakes
from conferences.models import Conference, Keepsake
from portfolios.models import Attachment, Share
from tests import factories as f


@pytest.fixture
def held(cast):
    """Ana showed a robot that her family may see, and a sketch that they may not; Mum wrote a glow."""
    now = timezone.now()
    cast.held = f.ConferenceFactory(
        student=cast.ana_student, state="held", ready_at=now, started_at=now, ended_at=now
    )
    robot = f.EvidenceFactory(student=cast.ana_student, title="Robot")
    f.ShareFactory(evidence=robot, circle="family")
    cast.picture = f.ReadyAttachmentFactory(evidence=robot, page=ContentFile(webp(), "page.webp"))
    card = f.CardFactory(conference=cast.held, state="shown", title="What I made")
    card.evidence.add(robot, f.EvidenceFactory(student=cast.ana_student, title="Secret sketch"))
    f.NoteFactory(conference=cast.held, by=cast.mum, kind="glow", text="You were calm.")
    cast.held.commitments.add(f.CommitmentFactory(student=cast.ana_student, text="Read on Sundays"))
    return cast


def webp():
    out = io.BytesIO()
    Image.new("RGBA", (600, 400), (15, 118, 110, 128)).save(out, "WEBP")
    return out.getvalue()


def url(held, what=""):
    return f"/conferences/{held.held.pk}/keepsake/{what}"


@pytest.fixture
def quick_press(monkeypatch):
    """What would go to the press."""
    printed = []

    def render(template, context, *, css):
        printed.append(context | {"language": translation.get_language()})
        return b"%PDF-1.7 booklet"

    monkeypatch.setattr(booklets, "render_pdf", render)
    return printed


def test_a_booklet_is_asked_for_made_and_saved_by_its_reader_alone(held, as_, run_jobs, quick_press):
    client = as_("mum")
    assert "Make my booklet" in client.get(url(held)).text
    for _ in range(2):
        client.post(url(held, "make/"))
    booklet = Keepsake.objects.get()
    page = client.get(url(held), headers={"hx-request": "true"})
    assert ("It is being made" in page.text, "<html" in page.text) == (True, False)
    assert client.get(f"{url(held)}?since={booklet.moment}").status_code == 204
    assert run_jobs() == 1
    told = quick_press[0]["told"]
    assert [piece["title"] for card in told["cards"] for piece in card["pieces"]] == ["Robot"]
    assert quick_press[0]["cover"]["picture"].startswith("data:image/jpeg;base64,")
    assert "Save the booklet" in client.get(url(held)).text
    address = reverse("conferences:keepsake_file", args=[booklet.key])
    answer = client.get(address)
    assert (answer.content, answer["Content-Type"], answer["Cache-Control"]) == (
        b"%PDF-1.7 booklet",
        "application/pdf",
        "private, max-age=60",
    )
    assert [as_(who).get(address).status_code for who in ("ana", "bo", "dad", "ruth", "cora")] == [404] * 5


def test_what_is_not_hers_to_see_any_more_is_given_to_nobody(held, as_, run_jobs, quick_press):
    client = as_("mum")
    client.post(url(held, "make/"))
    run_jobs()
    booklet = Keepsake.objects.get()
    Share.objects.all().delete()
    answer = client.get(reverse("conferences:keepsake_file", args=[booklet.key]))
    assert (answer.status_code, answer.url) == (302, url(held))
    assert "Something has changed since it was made" in client.get(url(held)).text
    client.post(url(held, "make/"))
    assert run_jobs() == 1
    assert quick_press[1]["told"]["cards"][0]["pieces"] == []
    assert run_jobs() == 1  # the old file goes


def test_each_reader_has_her_own_words_and_language(held, as_, run_jobs, quick_press):
    f.NoteFactory(conference=held.held, by=held.bo, kind="grow", text="For her alone")
    keepsakes.ask_keepsake(held.held, language="ar", by=held.mum)
    as_("ana").post(url(held, "make/"))
    run_jobs()
    notes = [[note["text"] for note in one["told"]["notes"]] for one in quick_press]
    assert notes == [["You were calm."], ["You were calm.", "For her alone"]]
    assert [one["language"] for one in quick_press] == ["ar", "en"]


def test_what_cannot_be_printed_is_said_and_can_be_asked_for_again(held, as_, monkeypatch):
    def jammed(*args, **kwargs):
        raise PrintingFailed

    monkeypatch.setattr(booklets, "render_pdf", jammed)
    booklet = keepsakes.ask_keepsake(held.held, language="en", by=held.mum)
    with pytest.raises(PrintingFailed):
        keepsakes.print_keepsake(booklet.pk)
    assert keepsakes.print_keepsake(booklet.pk) is None
    assert "It could not be made just now" in as_("mum").get(url(held)).text
    assert keepsakes.ask_keepsake(held.held, language="es", by=held.mum).pk == booklet.pk
    held.guardianship.delete()
    assert keepsakes.print_keepsake(booklet.pk) is None
    assert Keepsake.objects.get().state == "failed"


def test_a_lost_job_is_asked_for_again(held, run_jobs, quick_press):
    long_ago = timezone.now() - datetime.timedelta(minutes=6)
    f.KeepsakeFactory(conference=held.held, reader=held.mum, state="waiting", file="", asked_at=long_ago)
    tasks.sweep()
    run_jobs()
    assert Keepsake.objects.get().state == "ready"


def test_the_press_makes_a_tagged_book_with_its_picture(held):
    conference = Conference.objects.visible_to(held.mum).with_stage().get()
    with translation.override("ar"):
        pdf = booklets.press(conference, booklets.contents(conference, held.mum))
    with pikepdf.open(io.BytesIO(pdf)) as book:
        assert (book.Root.Lang, bool(book.Root.MarkInfo.Marked), len(book.pages) >= 3) == ("ar", True, True)
        fonts = {font.BaseFont for page in book.pages for font in page.Resources.get("/Font", {}).values()}
        assert fonts
        assert any(page.Resources.get("/XObject") for page in book.pages)
    assert Attachment.objects.count() == 1


def test_after_a_while_a_booklet_goes_and_can_be_made_again(held, run_jobs):
    f.KeepsakeFactory(conference=held.held, reader=held.mum)
    (period,) = [one for one in periods() if one.kind == "keepsakes"]
    assert not period.due().exists()
    Keepsake.objects.update(made_at=timezone.now() - datetime.timedelta(days=91))
    period.forget(period.due())
    assert (Keepsake.objects.count(), run_jobs()) == (0, 1)
    f.KeepsakeFactory(conference=held.held, reader=held.mum, state="waiting", file="")
    keepsakes.forget_keepsakes(Keepsake.objects.all())
    assert run_jobs() == 0
