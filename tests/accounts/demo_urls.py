"""The addresses as they are in demo mode."""

from django.urls import include, path

from config.urls import urlpatterns as without_demo

urlpatterns = [*without_demo, path("demo/", include("accounts.demo_urls"))]
