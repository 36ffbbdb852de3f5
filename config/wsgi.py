import gc
import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# Whatever server this is: sessions signed with a key that stands in the source let anybody in as anybody.
if settings.SECRET_KEY == settings.DEVELOPMENT_KEY and not (settings.DEBUG or settings.TESTING):
    raise ImproperlyConfigured("Set SECRET_KEY: Lectern serves nobody with the development key.")
gc.freeze()  # what is loaded now stays: let no collection look through it again
