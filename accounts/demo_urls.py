from django.urls import path

from accounts.views import demo

app_name = "demo"
urlpatterns = [
    path("", demo.people, name="people"),
    path("enter/<int:pk>/", demo.enter, name="enter"),
    path("outbox/", demo.outbox, name="outbox"),
    path("outbox/<int:pk>/", demo.outbox_mail, name="outbox_mail"),
]
