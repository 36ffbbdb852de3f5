from django.urls import path

from config.urls import urlpatterns as pages
from tests.load.floor import floor

urlpatterns = [path("floor/", floor, name="floor"), *pages]
