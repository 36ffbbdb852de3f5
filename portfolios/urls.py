from django.urls import path

from portfolios.views import depictions, evidence, logos, pictures, placements, reflections

app_name = "portfolios"
urlpatterns = [
    path("", evidence.evidence_list, name="evidence_list"),
    path("put-away/", evidence.evidence_archived, name="evidence_archived"),
    path("students/<int:pk>/", evidence.student_portfolio, name="student_portfolio"),
    path("add/", evidence.evidence_add, name="evidence_add"),
    path("add/<uuid:form_key>/", evidence.evidence_add, name="evidence_add"),
    path("<int:pk>/", evidence.evidence_detail, name="evidence_detail"),
    path("<int:pk>/edit/", evidence.evidence_edit, name="evidence_edit"),
    path("<int:pk>/archive/", evidence.evidence_archive, name="evidence_archive"),
    path("<int:pk>/restore/", evidence.evidence_restore, name="evidence_restore"),
    path("<int:pk>/share/", evidence.evidence_share, name="evidence_share"),
    path("<int:pk>/pictures/", pictures.evidence_pictures, name="evidence_pictures"),
    path("<int:pk>/pictures/add/", pictures.attachment_add, name="attachment_add"),
    path("pictures/<int:pk>/describe/", pictures.attachment_describe, name="attachment_describe"),
    path("pictures/<int:pk>/remove/", pictures.attachment_remove, name="attachment_remove"),
    path("pictures/<int:pk>/restore/", pictures.attachment_restore, name="attachment_restore"),
    path("pictures/<int:pk>/people/", depictions.attachment_people, name="attachment_people"),
    path("pictures/<int:pk>/edit/", depictions.attachment_edit, name="attachment_edit"),
    path("pictures/<int:pk>/undo/", depictions.attachment_undo, name="attachment_undo"),
    path("pictures/<int:pk>/hold/", depictions.attachment_hold, name="attachment_hold"),
    path("pictures/<int:pk>/release/", depictions.attachment_release, name="attachment_release"),
    path("people/<int:pk>/agree/", depictions.depiction_agree, name="depiction_agree"),
    path("pictures/<uuid:key>/<str:size>", pictures.attachment_picture, name="attachment_picture"),
    path("<int:pk>/reflect/", reflections.reflection_edit, name="reflection_edit"),
    path("<int:pk>/reflect/another/<int:number>/", reflections.reflection_another, name="reflection_another"),
    path("<int:pk>/reflect/skip/", reflections.reflection_skip, name="reflection_skip"),
    path("<int:pk>/place/", placements.placement_edit, name="placement_edit"),
    path("<int:pk>/place/<int:target_pk>/", placements.placement_edit, name="placement_edit"),
    path("<int:pk>/teach/", placements.placement_teach, name="placement_teach"),
    path("<int:pk>/teach/<int:target_pk>/", placements.placement_teach, name="placement_teach"),
    path("placements/<int:pk>/remove/", placements.placement_remove, name="placement_remove"),
    path("logos/<int:pk>/", logos.logo_edit, name="logo_edit"),
    path("logos/<int:pk>/remove/", logos.logo_remove, name="logo_remove"),
]
