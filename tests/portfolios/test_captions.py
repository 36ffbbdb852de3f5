"""What is said in a recording: timed, written by its student or heard by her advisor, held with it."""

import pytest
from django.urls import reverse

from portfolios.captions import Cue, read, webvtt
from portfolios.models import Attachment, Captions
from portfolios.waves import wave_path
from tests import factories as f


def times(text, duration=10_000):
    return [(cue.start, cue.end, cue.words) for cue in read(text, duration)]


# Lines and their times


def test_a_line_begins_when_it_says():
    assert times("0:01 one\n0:04.5 two\n00:00:09 three") == [
        (1000, 4500, "one"),
        (4500, 9000, "two"),
        (9000, 10_000, "three"),
    ]


def test_lines_without_a_time_share_it_by_their_length():
    assert times("ab\ncdefghijklmnopqrst\n\n0:08 end") == [
        (0, 2545, "ab"),
        (2545, 8000, "cdefghijklmnopqrst"),
        (8000, 10_000, "end"),
    ]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("0:05 one\n0:02 back\n0:07 three", [5000, 5967, 7000]),  # a time that lies before another
        ("0:02 one\n0:59 too late", [2000, 5428]),  # or after the end
        ("0:02\n0:04 two", [4000]),  # a time alone says nothing
        ("٠:٠٥ مرحبا", [5000]),
        (" \n\n", []),
    ],
)
def test_times_that_cannot_be_count_as_none(text, starts):
    assert [cue.start for cue in read(text, 10_000)] == starts


def test_a_caption_does_not_stay_for_ever_and_every_line_is_seen():
    assert times("0:00 one\n1:00 two", 120_000) == [(0, 10_000, "one"), (60_000, 70_000, "two")]
    assert [cue.end > cue.start for cue in read("a\n" * 500, 100)] == [True] * 500
    assert times("one\ntwo", None) == [(0, 3000, "one"), (3000, 6000, "two")]


def test_a_clock_says_when():
    assert Cue(64_900, 70_000, "x").clock == "1:04"


def test_words_can_neither_end_a_caption_nor_be_a_tag():
    file = webvtt([Cue(3_600_000, 3_661_001, "<b>a --> b</b> & \0c")])
    assert file == "WEBVTT\n\n01:00:00.000 --> 01:01:01.001\n&lt;b&gt;a --&gt; b&lt;/b&gt; &amp; c\n"


def test_a_wave_is_drawn_around_its_middle():
    assert wave_path([0, 100]) == {"d": "M3 30v4M9 4v56", "width": 12, "height": 64}


# The file that players read


@pytest.fixture
def piece(cast):
    piece = f.EvidenceFactory(student=cast.ana_student, title="My song")
    f.ShareFactory(evidence=piece, circle="family")
    f.ShareFactory(evidence=piece, circle="advisor")
    return piece


@pytest.fixture
def recording(piece):
    return f.ReadyRecordingFactory(evidence=piece)


def file_of(recording):
    return reverse("portfolios:attachment_captions", args=[recording.key])


def heard(cast, recording, text="0:00 I sing."):
    return f.CaptionsFactory(attachment=recording, by="advisor", written_by=cast.bo, text=text)


def test_the_family_reads_what_it_hears(cast, as_, recording, django_assert_num_queries):
    f.CaptionsFactory(attachment=recording, language="es", text="0:01 ¡Hola!")
    mum = as_("mum")
    with django_assert_num_queries(2):
        answer = mum.get(file_of(recording))
    assert answer.text == "WEBVTT\n\n00:00:01.000 --> 00:00:11.000\n¡Hola!\n"
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer["Content-Language"] == "es"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert mum.get(file_of(recording), HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_what_is_held_is_not_read_either(cast, as_, recording):
    f.CaptionsFactory(attachment=recording)
    Attachment.objects.filter(pk=recording.pk).update(told_at=None)
    assert as_("mum").get(file_of(recording)).status_code == 404
    assert as_("ana").get(file_of(recording)).status_code == 200


def test_the_students_own_words_are_shown_before_those_that_were_heard(cast, as_, recording):
    heard(cast, recording)
    assert "I sing." in as_("mum").get(file_of(recording)).text
    hers = f.CaptionsFactory(attachment=recording, text="")
    assert "I sing." in as_("mum").get(file_of(recording)).text
    Captions.objects.filter(pk=hers.pk).update(text="I sing loudly.")
    assert "I sing loudly." in as_("mum").get(file_of(recording)).text


def test_without_words_there_is_no_file(as_, recording):
    assert as_("ana").get(file_of(recording)).status_code == 404


def test_captions_are_for_the_eyes_of_their_recording(cast, recording):
    hers = f.CaptionsFactory(attachment=recording)
    assert list(Captions.objects.visible_to(cast.mum).of(recording)) == [hers]
    assert list(Captions.objects.visible_to(cast.dad)) == []


# The page of the piece


def test_the_page_of_the_piece_shows_what_is_said_and_who_wrote_it_down(cast, as_, recording):
    heard(cast, recording)
    page = as_("mum").get(reverse("portfolios:evidence_detail", args=[recording.evidence_id])).text
    assert "Bo Ortiz listened and wrote down what is said" in page
    assert '<li data-at="0"><span class="at">0:00</span> <span>I sing.</span></li>' in page
    assert "1 minute 5 seconds" in page
    assert "Download" not in page
    assert 'controlslist="nodownload"' in page
    assert reverse("portfolios:captions_edit", args=[recording.pk]) not in page


def test_her_own_page_lets_her_write_and_take_it_home(as_, piece):
    film = f.ReadyFilmFactory(evidence=piece)
    f.CaptionsFactory(attachment=film)
    page = as_("ana").get(reverse("portfolios:evidence_detail", args=[piece.pk])).text
    assert "Change the captions" in page
    assert "listened and wrote down" not in page
    assert "Download" in page
    assert f'<track kind="captions" src="{file_of(film)}?v=s1" srclang="en"' in page


# Writing them


def write(browser, recording, text, revision=0, **headers):
    return browser.post(
        reverse("portfolios:captions_edit", args=[recording.pk]),
        {"text": text, "language": "en", "revision": revision},
        **headers,
    )


AUTOSAVE = {"HTTP_X_AUTOSAVE": "1"}


def test_a_student_writes_what_she_says(cast, as_, recording):
    ana = as_("ana")
    assert 'name="language"' in ana.get(reverse("portfolios:captions_edit", args=[recording.pk])).text
    assert write(ana, recording, "I sing.", **AUTOSAVE).json() == {"revision": 1}
    answer = write(ana, recording, "0:02 I sing.", revision=1)
    assert answer.url == reverse("portfolios:evidence_detail", args=[recording.evidence_id])
    row = Captions.objects.get()
    assert (row.by, row.written_by, row.text, row.revision) == ("student", cast.ana, "0:02 I sing.", 2)


def test_an_older_page_overwrites_nothing(as_, recording):
    f.CaptionsFactory(attachment=recording, text="new", revision=3)
    ana = as_("ana")
    assert write(ana, recording, "old", revision=2, **AUTOSAVE).json() == {
        "theirs": {"text": "new"},
        "revision": 3,
    }
    both = write(ana, recording, "old", revision=0)
    assert both.status_code == 409
    assert "new" in both.text
    assert Captions.objects.get().text == "new"


def test_words_that_are_too_long_are_kept_on_the_page(as_, recording):
    ana = as_("ana")
    assert write(ana, recording, "x" * 20_001, **AUTOSAVE).status_code == 422
    assert "x" * 20_001 in write(ana, recording, "x" * 20_001).text
    assert not Captions.objects.exists()


def test_the_advisor_writes_beside_the_student_and_never_over_her(cast, as_, recording):
    hers = f.CaptionsFactory(attachment=recording, text="I sing loudly.")
    bo = as_("bo")
    assert "What you write here stays beside them" in write_page(bo, recording)
    write(bo, recording, "She sings.")
    hers.refresh_from_db()
    assert hers.text == "I sing loudly."
    assert Captions.objects.get(by="advisor").written_by == cast.bo
    assert "What Bo Ortiz wrote down" in write_page(as_("ana"), recording)


def write_page(browser, recording):
    return browser.get(reverse("portfolios:captions_edit", args=[recording.pk])).text


def test_the_student_goes_on_with_what_was_written_down_for_her(cast, as_, recording):
    heard(cast, recording, text="I sing.")
    page = write_page(as_("ana"), recording)
    assert "Bo Ortiz listened and wrote this down for you." in page
    assert ">\nI sing.</textarea>" in page
    write(as_("ana"), recording, "I sing well.")
    assert dict(Captions.objects.values_list("by", "text")) == {
        "advisor": "I sing.",
        "student": "I sing well.",
    }


@pytest.mark.parametrize("who", ["mum", "ben", "ida"])
def test_nobody_else_writes(as_, recording, who):
    assert write(as_(who), recording, "words").status_code == 404


def test_a_picture_has_no_captions(as_, piece):
    assert write(as_("ana"), f.ReadyAttachmentFactory(evidence=piece), "words").status_code == 404
