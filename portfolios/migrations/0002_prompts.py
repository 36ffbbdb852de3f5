"""Questions to think with, for every age. Schools add their own; students change or skip any."""

from django.db import migrations

K2, LOWER, MIDDLE, SECONDARY, UPPER, ALL = (0, 2), (3, 5), (3, 8), (6, 12), (9, 12), (3, 12)

PROMPTS = {
    "choose": [
        (K2, "Why do you like this one?"),
        (K2, "Which is the best part? Tell about it."),
        (K2, "Who would you show this to first?"),
        (ALL, "I picked this piece because …"),
        (ALL, "What would surprise somebody who sees this?"),
        (MIDDLE, "I almost did not choose this one. Why is it here after all?"),
        (SECONDARY, "What does this piece show that a mark could not?"),
    ],
    "describe": [
        (K2, "What did you make?"),
        (K2, "How did you do it? First … then … last …"),
        (ALL, "What was I asked to do, and what did I decide myself?"),
        (MIDDLE, "How did it begin, and how did it change on the way?"),
        (ALL, "Who helped, and what did they do?"),
        (SECONDARY, "Which choice made the biggest difference to how this turned out?"),
    ],
    "think": [
        (K2, "What was tricky? What did you do then?"),
        (K2, "What did you find out?"),
        (ALL, "What was hard, and what did I try?"),
        (ALL, "I used to think … Now I think …"),
        (MIDDLE, "Where did I change my mind, and what made me?"),
        (LOWER, "What does this say about me as a reader, a scientist, a maker or a friend?"),
        (SECONDARY, "What does this tell somebody about how I think?"),
    ],
    "next": [
        (K2, "What will you do next time?"),
        (ALL, "If I did it again, I would …"),
        (ALL, "What will I try next?"),
        (MIDDLE, "Where else could I use what I learned here?"),
        (SECONDARY, "What would make this twice as good, and what would that take?"),
    ],
    "growth": [
        (K2, "What can you do now that was too hard before?"),
        (ALL, "What can I do now that I could not do in September?"),
        (ALL, "I put my first try and my latest side by side. What do I notice?"),
        (SECONDARY, "What grew here: what I know, what I can do, or how I work? How can you tell?"),
    ],
    "struggle": [
        (K2, "Did something go wrong? What happened then?"),
        (ALL, "I am not proud of this yet. What has it taught me?"),
        (ALL, "Which mistake helped me?"),
        (SECONDARY, "When did I want to give up, and what kept me going?"),
    ],
    "habits": [
        (K2, "How were you kind or brave when you made this?"),
        (MIDDLE, "When was I kind, curious or patient while I made this?"),
        (ALL, "What shows how I worked with others?"),
        (SECONDARY, "Which promise to myself does this piece keep, and which not yet?"),
        (UPPER, "What in this piece shows that I am moving on, and from where to where?"),
    ],
    "outside": [
        (K2, "Did you do something like this at home? Tell about it."),
        (ALL, "What did I learn here that no lesson taught me?"),
        (ALL, "Where in my life outside school does this belong?"),
        (SECONDARY, "Who outside school could say how I learned this?"),
    ],
    "family": [
        (K2, "What should your family look at?"),
        (ALL, "Three things I would like you to notice …"),
        (ALL, "A question I would like you to ask me:"),
        (SECONDARY, "What might you not understand about this unless I explain it?"),
    ],
    "feedback": [
        (K2, "What did a friend say about it?"),
        (ALL, "What advice did I use, and what changed?"),
        (ALL, "What advice did I not take, and why?"),
        (SECONDARY, "Whose opinion would I ask next, and about what?"),
    ],
    "future": [
        (K2, "What do you want to learn now?"),
        (ALL, "What am I curious about now?"),
        (ALL, "What do I need from grown-ups to go on with this?"),
        (UPPER, "How does this fit with what I may want to do after school?"),
    ],
}


def ship(apps, schema_editor):
    Prompt = apps.get_model("portfolios", "Prompt")
    Prompt.objects.bulk_create(
        Prompt(function=function, text=text, grade_low=low, grade_high=high)
        for function, prompts in PROMPTS.items()
        for (low, high), text in prompts
    )


def take_back(apps, schema_editor):
    apps.get_model("portfolios", "Prompt").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("portfolios", "0001_initial")]

    operations = [migrations.RunPython(ship, take_back)]
