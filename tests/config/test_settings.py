import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

SCHOOL = {
    "SECRET_KEY": "a-long-and-random-key-of-a-school-that-nobody-else-has-ever-seen-9f3b",
    "ALLOWED_HOSTS": "lectern.example.org",
    "SITE_URL": "https://lectern.example.org",
    "DATABASE_URL": "postgres://lectern@127.0.0.1:1/lectern",
    "EMAIL_URL": "smtp+tls://user:p%40ss@mail.example.org:587",
}
# What the settings say, and so whether they can be loaded.
SAY = (
    "from config import settings as s; print(s.SITE_URL, s.DEMO, s.SESSION_COOKIE_NAME, s.MAILERS['default'])"
)


def loaded(tmp_path, **environ):
    environ = {"PATH": os.defpath, "LECTERN_HOME": str(tmp_path)} | environ
    return subprocess.run(
        [sys.executable, "-c", SAY], cwd=settings.BASE_DIR, env=environ, capture_output=True, text=True
    )


def test_every_setting_is_explained():
    read = (settings.BASE_DIR / "config" / "settings.py").read_text()
    names = set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", read)) | {"LECTERN_HOME"}
    explained = (settings.BASE_DIR / "docs" / "settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)`", explained, re.M)) == names
    example = (settings.BASE_DIR / ".env.example").read_text()
    assert names - set(re.findall(r"^#? ?([A-Z_]+)=", example, re.M)) == {"DEBUG", "DEMO"}


def test_with_nothing_set_it_runs_on_this_machine_alone(tmp_path):
    done = loaded(tmp_path)
    assert done.stderr == ""
    assert done.stdout == "http://localhost:8000 False session {'BACKEND': 'accounts.outbox.OutboxBackend'}\n"


def test_a_school_with_all_of_them_starts_and_insists_on_https(tmp_path):
    done = loaded(tmp_path, **SCHOOL)
    assert done.stderr == ""
    assert done.stdout.startswith("https://lectern.example.org False __Host-session ")
    assert "'password': 'p@ss', 'use_tls': True" in done.stdout


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL"])
def test_a_school_without_one_of_them_is_told_which(tmp_path, name):
    done = loaded(tmp_path, **{key: value for key, value in SCHOOL.items() if key != name})
    assert f"Set {name}: Lectern does not start for a real school without it." in done.stderr


@pytest.mark.parametrize("name", ["DATABASE_URL", "EMAIL_URL"])
def test_demo_mode_is_refused_beside_a_real_school(tmp_path, name):
    done = loaded(tmp_path, DEMO="1", **{name: SCHOOL[name]})
    assert "DEMO cannot be on beside a DATABASE_URL or EMAIL_URL of your own." in done.stderr


def test_demo_mode_alone_starts(tmp_path):
    done = loaded(tmp_path, DEMO="1")
    assert (done.stdout.split()[1], done.stderr) == ("True", "")


@pytest.mark.parametrize(("key", "served"), [({}, False), ({"SECRET_KEY": SCHOOL["SECRET_KEY"]}, True)])
def test_no_server_serves_with_the_development_key(tmp_path, key, served):
    environ = {"PATH": os.defpath, "LECTERN_HOME": str(tmp_path)} | key
    command = [sys.executable, "-c", "import config.wsgi"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environ, capture_output=True, text=True)
    assert ("Set SECRET_KEY" not in done.stderr, done.returncode == 0) == (served, served)
