from django.conf import settings
from django.urls import include, path

from accounts.views import services
from conferences.views.home import home
from config import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("", home, name="home"),
    path("accounts/", include("accounts.urls")),
    # By the names that django-allauth asks for.
    path("accounts/school-account/<str:provider_id>/", services.service_enter, name="openid_connect_login"),
    path(
        "accounts/school-account/<str:provider_id>/back/",
        services.service_return,
        name="openid_connect_callback",
    ),
    path("portfolio/", include("portfolios.urls")),
    path("goals/", include("goals.urls")),
    path("", include("conferences.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("accounts.demo_urls")))
