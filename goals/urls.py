from django.urls import path

from goals import views

app_name = "goals"
urlpatterns = [
    path("", views.goal_list, name="goal_list"),
    path("students/<int:pk>/", views.student_goals, name="student_goals"),
    path("add/", views.goal_add, name="goal_add"),
    path("<int:pk>/", views.goal_detail, name="goal_detail"),
    path("<int:pk>/edit/", views.goal_edit, name="goal_edit"),
    path("<int:pk>/check-in/", views.goal_check_in, name="goal_check_in"),
    path("<int:pk>/reply/", views.goal_reply, name="goal_reply"),
    path("steps/<int:pk>/toggle/", views.step_toggle, name="step_toggle"),
    path("review/", views.review_queue, name="review_queue"),
    path("commitments/<int:pk>/check-in/", views.commitment_check_in, name="commitment_check_in"),
]
