from django.urls import path

from accounts.colours import RECIPE
from accounts.views import cards, families, rosters, schools, sessions, signin

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signin.sign_in, name="sign_in"),
    path("office/", schools.school_office, name="school_office"),
    path("schools/", schools.school_switch, name="school_switch"),
    path("schools/<int:pk>/edit/", schools.school_edit, name="school_edit"),
    path("district/", schools.district_schools, name="district_schools"),
    path(f"colors/{RECIPE}/<str:part>.css", schools.school_style, name="school_style"),
    path("logo/<uuid:key>.webp", schools.school_logo, name="school_logo"),
    path("roster/", rosters.roster, name="roster"),
    path("sign-out/", signin.sign_out, name="sign_out"),
    path("preferences/", signin.preferences, name="preferences"),
    path("card/", cards.card_sign_in, name="card_sign_in"),
    path("card/hello/", cards.card_confirm, name="card_confirm"),
    path("card/<str:token>/", cards.card_open, name="card_open"),
    path("advisories/<int:pk>/cards/", cards.advisory_cards, name="advisory_cards"),
    path("cards/<int:pk>/revoke/", cards.card_revoke, name="card_revoke"),
    path("invitation/<str:token>/", families.invitation_open, name="invitation_open"),
    path("code/", families.code_request, name="code_request"),
    path("code/ask/", families.code_ask, name="code_ask"),
    path("code/enter/", families.code_enter, name="code_enter"),
    path("sessions/", sessions.session_list, name="session_list"),
    path("sessions/others/end/", sessions.session_end_others, name="session_end_others"),
    path("sessions/<str:handle>/end/", sessions.session_end, name="session_end"),
    path("students/<int:pk>/sessions/", sessions.student_sessions, name="student_sessions"),
    path("students/<int:pk>/sign-out/", sessions.student_sign_out, name="student_sign_out"),
]
