"""Three short surveys: of students, of families, and of staff. Each sentence is answered from 1 to 4."""

from django.utils.translation import gettext_lazy as _

from conferences.models import SurveyAnswer

Who = SurveyAnswer.Who

SENTENCES = {
    Who.STUDENT: {
        "in_charge": _("I was in charge."),
        "know_why": _("I know why we do this."),
        "listened": _("My people listened to me."),
    },
    Who.FAMILY: {
        "learned": _("I learned something about how my child learns."),
        "heard": _("There was room for my questions."),
        "know_what": _("I know what I can do next."),
    },
    Who.STAFF: {
        "led": _("The students led; I could sit back and listen."),
        "learned": _("I learned something about my students."),
        "time": _("There was enough time to prepare."),
    },
}

ANSWERS = ((4, _("Very much")), (3, _("Mostly")), (2, _("A little")), (1, _("Not yet")))
AGREES = 3  # from here on somebody agrees

# The face of each answer, for whoever reads little: one of components/face.html.
FACES = {4: "wow", 3: "proud", 2: "calm", 1: "puzzled"}
