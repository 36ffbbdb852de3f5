from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from accounts.pdf import PrintingFailed
from portfolios.management.commands import doctor


def told(capsys):
    return [line.split()[0] for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def printed(monkeypatch):
    monkeypatch.setattr(doctor, "render_pdf", lambda *args, **kwargs: b"%PDF")


def test_a_machine_that_is_well(db, printed, settings, capsys):
    settings.OFFICE_BINARY = ""
    call_command("doctor")
    assert told(capsys) == ["ok"] * 7


def test_a_machine_that_needs_a_hand(db, settings, monkeypatch, capsys):
    def jammed(*args, **kwargs):
        raise PrintingFailed

    def full(*args):
        raise OSError("No space left on device")

    settings.OFFICE_BINARY = settings.FFMPEG_BINARY = "/nowhere/at/all"
    monkeypatch.setattr(doctor, "render_pdf", jammed)
    monkeypatch.setattr(doctor, "default_storage", SimpleNamespace(save=full))
    with pytest.raises(CommandError, match="4 of 7 need a hand"):
        call_command("doctor", no_color=True)
    assert told(capsys) == ["ok", "ok", "wrong", "wrong", "wrong", "wrong", "ok"]


def test_a_program_that_does_not_start_and_a_full_disk(settings, monkeypatch):
    settings.FFMPEG_BINARY = "/bin/false"
    with pytest.raises(doctor.Trouble, match="does not start"):
        doctor.film_program()
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: doctor.shutil._ntuple_diskusage(9, 9, 0))
    with pytest.raises(doctor.Trouble, match="only 0 GiB"):
        doctor.room()
