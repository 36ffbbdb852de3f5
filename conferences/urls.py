from django.urls import path

from conferences.views import family, live

app_name = "conferences"
urlpatterns = [
    # The family's page and the record
    path("conferences/<int:pk>/family/", family.conference_family, name="conference_family"),
    path("conferences/<int:pk>/attendance/", family.attendance_edit, name="attendance_edit"),
    path("conferences/<int:pk>/place/book/", family.place_book, name="place_book"),
    path("conferences/<int:pk>/place/release/", family.place_release, name="place_release"),
    path("conferences/<int:pk>/conference.ics", family.conference_calendar, name="conference_calendar"),
    path("conferences/<int:pk>/questions/add/", family.question_add, name="question_add"),
    path("conferences/<int:pk>/notes/add/", family.note_add, name="note_add"),
    path("conferences/<int:pk>/follow/", family.conference_follow, name="conference_follow"),
    path("conferences/<int:pk>/record/", family.conference_record, name="conference_record"),
    # The day
    path("conferences/<int:pk>/present/", live.conference_present, name="conference_present"),
    path("conferences/<int:pk>/start/", live.conference_start, name="conference_start"),
    path("conferences/<int:pk>/close/", live.conference_close, name="conference_close"),
    path("conferences/cards/<int:pk>/show/", live.card_show, name="card_show"),
    path("conferences/cards/<int:pk>/skip/", live.card_skip, name="card_skip"),
    path("conferences/cards/<int:pk>/park/", live.card_park, name="card_park"),
    path("conferences/<int:pk>/signal/raise/", live.signal_raise, name="signal_raise"),
    path("conferences/<int:pk>/signal/visit/", live.signal_visit, name="signal_visit"),
    path("sessions/<int:pk>/board/", live.session_board, name="session_board"),
]
