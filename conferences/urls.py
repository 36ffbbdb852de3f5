from django.urls import path

from conferences.views import advisors, agendas, family, files, guests, live, rounds

app_name = "conferences"
urlpatterns = [
    # The student's agenda
    path("conference/", agendas.my_conference, name="my_conference"),
    path("conferences/<int:pk>/agenda/start/", agendas.agenda_start, name="agenda_start"),
    path("conferences/<int:pk>/cards/add/", agendas.card_add, name="card_add"),
    path("conferences/<int:pk>/cards/move/", agendas.card_move, name="card_move"),
    path("conferences/<int:pk>/preview/", agendas.agenda_preview, name="agenda_preview"),
    path("conferences/<int:pk>/ready/", agendas.agenda_ready, name="agenda_ready"),
    path("conferences/<int:pk>/unready/", agendas.agenda_unready, name="agenda_unready"),
    path("conferences/<int:pk>/help/", agendas.agenda_help, name="agenda_help"),
    path("conferences/<int:pk>/print/", agendas.agenda_print, name="agenda_print"),
    path("conferences/cards/<int:pk>/", agendas.card_edit, name="card_edit"),
    path("conferences/cards/<int:pk>/minutes/", agendas.card_minutes, name="card_minutes"),
    path("conferences/cards/<int:pk>/choose/", agendas.card_choose, name="card_choose"),
    path("conferences/cards/<int:pk>/remove/", agendas.card_remove, name="card_remove"),
    path("conferences/cards/<int:pk>/restore/", agendas.card_restore, name="card_restore"),
    path("offers/<int:pk>/take/", agendas.offer_take, name="offer_take"),
    path("<int:pk>/talk/<int:placement_pk>/", agendas.talk_add, name="talk_add"),
    path("offers/<int:pk>/leave/", agendas.offer_leave, name="offer_leave"),
    # Drawings and voices
    path("conferences/files/<int:pk>/people/", files.conference_file_people, name="conference_file_people"),
    path("conferences/files/<int:pk>/remove/", files.conference_file_remove, name="conference_file_remove"),
    path(
        "conferences/files/<int:pk>/restore/", files.conference_file_restore, name="conference_file_restore"
    ),
    path("conferences/files/<int:pk>/retry/", files.conference_file_retry, name="conference_file_retry"),
    path("conferences/files/<uuid:key>/before", files.conference_file_before, name="conference_file_before"),
    path("conferences/files/<uuid:key>/<str:what>", files.conference_file, name="conference_file"),
    # Her advisor
    path("advisory/", advisors.advisory_board, name="advisory_board"),
    path("conferences/<int:pk>/advise/", advisors.conference_advise, name="conference_advise"),
    path("conferences/<int:pk>/help/end/", advisors.help_end, name="help_end"),
    # The office
    path("rounds/", rounds.round_list, name="round_list"),
    path("rounds/add/", rounds.round_add, name="round_add"),
    path("rounds/<int:pk>/", rounds.round_detail, name="round_detail"),
    path("rounds/<int:pk>/edit/", rounds.round_edit, name="round_edit"),
    path("rounds/<int:pk>/publish/", rounds.round_publish, name="round_publish"),
    path("rounds/<int:pk>/enroll/", rounds.round_enroll, name="round_enroll"),
    path("rounds/<int:pk>/open/", rounds.round_open, name="round_open"),
    path("rounds/<int:pk>/follow-up/", rounds.round_follow_up, name="round_follow_up"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round_close"),
    path("rounds/<int:pk>/sessions/add/", rounds.session_add, name="session_add"),
    path("rounds/<int:pk>/invitations/", rounds.invitations_send, name="invitations_send"),
    path("sessions/<int:pk>/edit/", rounds.session_edit, name="session_edit"),
    path("plans/", rounds.template_list, name="template_list"),
    path("plans/ship/", rounds.template_ship, name="template_ship"),
    path("plans/<int:pk>/", rounds.template_detail, name="template_detail"),
    # The family's page and the record
    path("conferences/<int:pk>/family/", family.conference_family, name="conference_family"),
    path("conferences/<int:pk>/attendance/", family.attendance_edit, name="attendance_edit"),
    path("conferences/<int:pk>/place/", family.place_choose, name="place_choose"),
    path("conferences/<int:pk>/place/book/", family.place_book, name="place_book"),
    path("conferences/<int:pk>/place/release/", family.place_release, name="place_release"),
    path("conferences/<int:pk>/conference.ics", family.conference_calendar, name="conference_calendar"),
    path("conferences/<int:pk>/questions/add/", family.question_add, name="question_add"),
    path("conferences/<int:pk>/notes/add/", family.note_add, name="note_add"),
    path("conferences/<int:pk>/follow/", family.conference_follow, name="conference_follow"),
    path("conferences/<int:pk>/record/", family.conference_record, name="conference_record"),
    # Guests
    path("conferences/<int:pk>/guests/", guests.guest_invite, name="guest_invite"),
    path("conferences/<int:pk>/guests/share/", guests.guest_share, name="guest_share"),
    path("guests/<int:pk>/agree/", guests.guest_agree, name="guest_agree"),
    path("guests/<int:pk>/decline/", guests.guest_decline, name="guest_decline"),
    path("guests/<int:pk>/end/", guests.guest_end, name="guest_end"),
    path("conferences/<int:pk>/guest/", guests.conference_guest, name="conference_guest"),
    path("conferences/<int:pk>/guest/follow/", guests.guest_follow, name="guest_follow"),
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
