"""The product's own settings, with the floor beside its pages. Only for the programs of this folder."""

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "tests.load.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "tests/load/templates")
