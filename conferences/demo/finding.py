"""What matters to some children of the demo, in their words, and up to where their advisor has read."""

import datetime

from django.db.models import DateTimeField, OuterRef, Subquery
from django.db.models.functions import Cast, Least, Now
from django.utils import timezone

from accounts.models import Student
from portfolios.actions.matters import save_matters
from portfolios.actions.stream import mark_stream_seen
from portfolios.models import Answer, Evidence, Share

# Of each age one, and the heroine; what her family may read stands with a True.
TOLD = {
    0: {"care": ("My dog Coco. And snow.", True), "talk": ("Not too loud please", False)},
    8: {
        "care": ("Basketball, my little brothers, and drawing maps of places that are not there.", False),
        "helps": ("When I may explain it to somebody. When I see one before I do one.", True),
        "languages": ("Spanish with my grandma, English with my brothers.", True),
    },
    12: {
        "care": ("The shelter on Pine Street. I have cooked there on Saturdays for two years.", False),
        "talk": (
            "Straight. If something is not good enough, say it early and say what you would change.",
            False,
        ),
        "know": ("I look after my sister until six. If I answer late, that is why.", False),
    },
}
HEROINE = {
    "care": (
        "Robots that do something useful. Our street: too much of what lies there could be a robot.",
        True,
    ),
    "helps": ("Trying it first and reading about it afterwards. A partner who asks questions.", True),
    "talk": ("Ask me what I think before you tell me what you think.", False),
    "people": ("My mum, my aunt who repairs radios, and Ben.", True),
    "languages": ("English at school, a bit of Twi at home.", True),
    "know": ("Please say my name with a long A.", False),
}


def make_matters(school, heroine_name):
    share_in_time(school)
    here = Student.objects.filter(school=school).select_related("user").order_by("pk")
    for grade, answers in TOLD.items():
        tell(here.filter(grade=grade).exclude(user__first_name=heroine_name).first(), answers)
    heroine = here.get(user__first_name=heroine_name)
    mates = here.filter(advisory=heroine.advisory).exclude(pk=heroine.pk)
    for mate, (question, words) in zip(
        mates, (("helps", "A quiet corner."), ("care", "Horses!")), strict=False
    ):
        tell(mate, {question: (words, False)})
    tell(heroine, HEROINE, piece=Evidence.objects.of(heroine).in_stream().newest_first().first())
    advisor = heroine.advisory.advisors.first()
    mark_stream_seen(until=timezone.now() - datetime.timedelta(days=6), by=advisor)


def share_in_time(school):
    """What was shared came on the day after it was made, so that the stream has a past."""
    made = Evidence.objects.filter(pk=OuterRef("evidence")).annotate(
        day=Cast("made_on", DateTimeField()) + datetime.timedelta(hours=30)
    )
    shares = Share.objects.filter(evidence__school=school)
    shares.update(at=Least(Subquery(made.values("day")[:1]), Now()))


def tell(student, said, *, piece=None):
    answers = {question: said.get(question, ("", False)) for question in Answer.Question.values}
    save_matters(student, answers=answers, piece=piece, seen_revision=0, by=student.user)
