from django.conf import settings
from django.urls import include, path

from conferences.views.home import home
from config import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("", home, name="home"),
    path("accounts/", include("accounts.urls")),
    path("portfolio/", include("portfolios.urls")),
    path("goals/", include("goals.urls")),
    path("", include("conferences.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("accounts.demo_urls")))
