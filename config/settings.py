"""Settings, read from the environment; a wrong or missing value stops the start with its name.

`docs/settings.md` lists them. With no `DATABASE_URL` the embedded Postgres is used, and with no
`SECRET_KEY` a development key: both only while `DEBUG` or `DEMO` is on, or for tests and tools that
serve nobody.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")
# What this machine makes for itself: the embedded database, uploads in development, built assets.
HOME = Path(os.environ.get("LECTERN_HOME", BASE_DIR / ".lectern"))

DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)
TESTING = "pytest" in sys.modules
# A database of one's own is a real school: from then on nothing has a development default.
SERVING = not (DEBUG or DEMO or TESTING) and ("DATABASE_URL" in os.environ or "gunicorn" in sys.argv[0])

DEVELOPMENT_KEY = "development-only-" + "k" * 40
SECRET_KEY = env("SECRET_KEY", default=DEVELOPMENT_KEY)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if SERVING else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env("SITE_URL", default="" if SERVING else "http://localhost:8000").rstrip("/")

if SERVING:
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "EMAIL_URL"):
        if not os.environ.get(name):
            raise ImproperlyConfigured(f"Set {name}: Lectern does not start for a real school without it.")
if DEMO and ("DATABASE_URL" in os.environ or "EMAIL_URL" in os.environ):
    # Demo mode lets anybody in as anybody: it only ever runs on the database that the demo made.
    raise ImproperlyConfigured("DEMO cannot be on beside a DATABASE_URL or EMAIL_URL of your own.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "accounts",
    "portfolios",
    "goals",
    "conferences",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_tasks_db",
    "lucide",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.CompressionMiddleware",
    "config.middleware.DeviceMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.middleware.AuthenticationMiddleware",
    "config.middleware.OpenedForMiddleware",
    "config.middleware.LoginRequiredMiddleware",
    "config.middleware.SecondStepMiddleware",
    "config.middleware.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.AuditMiddleware",
    "config.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "config.icons",
                "portfolios.templatetags.pictures",
                "portfolios.templatetags.words",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
if DEBUG:
    del TEMPLATES[0]["OPTIONS"]["loaders"]
    TEMPLATES[0]["APP_DIRS"] = True
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# The database. Every wait has an end, so that one stuck request cannot hold up a conference evening.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL")
    if "DATABASE_URL" in os.environ
    else {"ENGINE": "config.embedded", "NAME": "lectern_demo" if DEMO else "lectern"}
}
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
if env.bool("TRANSACTION_POOLER", False):  # what one statement leaves on a connection, the next does not find
    DATABASES["default"] |= {"CONN_MAX_AGE": 0, "DISABLE_SERVER_SIDE_CURSORS": True}
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://"),
    # Parts of the frame of a page, never of a person; kept in the process, so no release reads old ones.
    "template_fragments": {
        "BACKEND": f"django.core.cache.backends.{'dummy.DummyCache' if DEBUG else 'locmem.LocMemCache'}",
        "LOCATION": "fragments",
    },
}

# People and sessions.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["accounts.hashers.LeanArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Of django-allauth we use what is hard to get right: one-time codes, passkeys, OpenID Connect. Its pages for
# signing up, in and out are not mounted; who a person is, is decided by `accounts`.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
MFA_ADAPTER = "accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # time steps of 30 s that a telephone's clock may be off
SOCIALACCOUNT_ADAPTER = "accounts.adapters.ServiceAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # docs/decisions/0012
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
SESSION_ENGINE = "accounts.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Browser rules: nothing inline, nothing from elsewhere.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "media-src": [CSP.SELF, "blob:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
HTTPS = not DEBUG and not DEMO and SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Words and time.
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("ar", _("Arabic"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"

# Static files get names that never change their content; uploads are served by a view only.
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is not there
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "config.assets.BuiltAssetsFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["gif", "jpg", "map", "png", "webp", "woff2"]
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(HOME / ("demo-media" if DEMO else "media"))))
# Numbers of the records that were deleted, for after a restore: keep it where backups do not lie.
DELETION_LEDGER = Path(
    env("DELETION_LEDGER", default=str(HOME / ("demo-deletions.jsonl" if DEMO else "deletions.jsonl")))
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if DEBUG
    else {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# What a child may send, said on the page before she chooses (docs/settings.md).
MEGABYTE = 1024 * 1024
MAX_UPLOAD_BYTES = env.int("MAX_PICTURE_MB", default=40) * MEGABYTE  # of one picture
MAX_MEDIA_BYTES = env.int("MAX_MEDIA_MB", default=300) * MEGABYTE  # of one film or recording
MAX_DOCUMENT_BYTES = env.int("MAX_DOCUMENT_MB", default=30) * MEGABYTE  # of one PDF or office document
MAX_MEDIA_MINUTES = env.int("MAX_MEDIA_MINUTES", default=10)  # of one film or recording
MAX_FILES = env.int("MAX_FILES", default=10)  # of one piece
# Of one student's files, whether or not they became part of a piece.
MAX_BYTES_A_DAY = env.int("MAX_MB_A_DAY", default=1024) * MEGABYTE
MAX_ROSTER_BYTES = 20 * MEGABYTE  # of a roster that the office brings on a page
# With a proxy in front: the prefix of its internal location over MEDIA_ROOT, which then sends the pictures.
X_ACCEL_PREFIX = env("X_ACCEL_PREFIX", default="")
# Programs for recordings and office documents. Without the first one, the one that a package brings; without
# the second, office documents are shown as their words and tables alone.
FFMPEG_BINARY = env("FFMPEG_BINARY", default="")
OFFICE_BINARY = env("OFFICE_BINARY", default=shutil.which("soffice") or "")
FILE_UPLOAD_HANDLERS = [
    "portfolios.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Mail and jobs.
if "EMAIL_URL" in os.environ:
    mail = env.email_url("EMAIL_URL")
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": mail["EMAIL_HOST"],
                "port": mail["EMAIL_PORT"],
                "username": mail["EMAIL_HOST_USER"] or "",
                "password": mail["EMAIL_HOST_PASSWORD"] or "",
                "use_tls": mail.get("EMAIL_USE_TLS", False),
                "use_ssl": mail.get("EMAIL_USE_SSL", False),
                "timeout": 20,
            },
        }
    }
else:
    MAILERS = {"default": {"BACKEND": "accounts.outbox.OutboxBackend"}}
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Lectern <lectern@localhost>")
# What takes minutes has a queue and a worker of its own (docs/decisions/0047-*).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "long"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    # What they tell of each letter of a font fills pages.
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": env("DJANGO_LOG_LEVEL", default="INFO")},
}
