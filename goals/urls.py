from django.urls import path

from goals.views import asking, check_ins, commitments, files, goals, pictures, review

app_name = "goals"
urlpatterns = [
    path("", goals.goal_list, name="goal_list"),
    path("students/<int:pk>/", goals.student_goals, name="student_goals"),
    path("year/", pictures.goal_year, name="goal_year"),
    path("students/<int:pk>/year/", pictures.student_year, name="student_year"),
    path("add/", goals.goal_add, name="goal_add"),
    path("<int:pk>/", goals.goal_detail, name="goal_detail"),
    path("<int:pk>/story/", pictures.goal_story, name="goal_story"),
    path("<int:pk>/edit/", goals.goal_edit, name="goal_edit"),
    path("<int:pk>/check-in/", check_ins.goal_check_in, name="goal_check_in"),
    path("<int:pk>/again/", check_ins.goal_take_up, name="goal_take_up"),
    path("<int:pk>/tick/", check_ins.goal_tick, name="goal_tick"),
    path("<int:pk>/days/", check_ins.goal_days, name="goal_days"),
    path("<int:pk>/pieces/", check_ins.goal_pieces, name="goal_pieces"),
    path("<int:pk>/reply/", review.goal_reply, name="goal_reply"),
    path("<int:pk>/ask-teacher/", asking.goal_ask_teacher, name="goal_ask_teacher"),
    path("<int:pk>/note/", asking.goal_note, name="goal_note"),
    path("asked/", asking.asked_list, name="asked_list"),
    path("asked/<int:pk>/end/", asking.goal_teacher_end, name="goal_teacher_end"),
    path("replies/<int:pk>/take-back/", review.reply_take_back, name="reply_take_back"),
    path("steps/<int:pk>/toggle/", goals.step_toggle, name="step_toggle"),
    path("<int:pk>/pictures/", files.goal_pictures, name="goal_pictures"),
    path("<int:pk>/pictures/<str:part>/", files.goal_picture, name="goal_picture"),
    path("steps/<int:pk>/picture/", files.step_picture, name="step_picture"),
    path("files/<int:pk>/people/", files.goal_file_people, name="goal_file_people"),
    path("files/<int:pk>/remove/", files.goal_file_remove, name="goal_file_remove"),
    path("files/<int:pk>/restore/", files.goal_file_restore, name="goal_file_restore"),
    path("files/<int:pk>/retry/", files.goal_file_retry, name="goal_file_retry"),
    path("files/<uuid:key>/before", files.goal_file_before, name="goal_file_before"),
    path("files/<uuid:key>/<str:what>", files.goal_file, name="goal_file"),
    path("review/", review.review_queue, name="review_queue"),
    path("advisories/<int:pk>/", review.advisory_goals, name="advisory_goals"),
    path("commitments/<int:pk>/check-in/", commitments.commitment_check_in, name="commitment_check_in"),
]
