"""The plans that Lectern ships for each grade band, as schools practise them (minutes are theirs to edit).

`ship_templates` in `conferences.actions.templates` copies them into a school. A card is
(kind, title, minutes, tip, why it is fixed or "", a question for the family).
"""

from django.utils.translation import gettext_lazy as _

FIRST_WORDS = _("You are the host: people need to know who is there before they can listen.")
FAMILY_WORDS = _("Every conference leaves room for your family to speak.")
LAST_WORDS = _("A talk ends with who does what next, so that it goes on after today.")

COME_AND_SEE = [
    (
        "welcome",
        _("Welcome"),
        2,
        _("Take their coats. Say who everybody is. Show the picture of you."),
        FIRST_WORDS,
        _("Who is in your picture?"),
    ),
    (
        "my_choice",
        _("Come and see my place"),
        3,
        _("My place, my hook, my favorite spot in the room."),
        "",
        _("What do you like best here?"),
    ),
    (
        "show_me",
        _("I read for you"),
        4,
        _("Choose a book or your sounds. Let them listen first."),
        "",
        _("Which word was a tricky one?"),
    ),
    (
        "evidence",
        _("My writing, then and now"),
        4,
        _("Put the first week beside this week. What is one glow? What is one grow?"),
        "",
        _("What can you do now that you could not do before?"),
    ),
    (
        "show_me",
        _("I teach you a number game"),
        5,
        _("Explain the rules. Then play one round together."),
        "",
        _("How did you know what to do?"),
    ),
    (
        "my_choice",
        _("My choice"),
        4,
        _("What do you want to teach them most?"),
        "",
        _("Will you teach me?"),
    ),
    (
        "habits",
        _("How I am in our class"),
        2,
        _("A time I was kind. A time I was safe. A time I took care of something."),
        "",
        _("When did you help someone?"),
    ),
    (
        "goal",
        _("My goal"),
        3,
        _("What I want to learn, and how you can help me."),
        "",
        _("How can I help you?"),
    ),
    (
        "closing",
        _("What we will do"),
        2,
        _("One thing I will do, one thing my family will do, one thing my teacher will do."),
        LAST_WORDS,
        _("What shall we do first?"),
    ),
]

MY_LEARNING_STORY = [
    (
        "welcome",
        _("Welcome and introductions"),
        1,
        _("Say who everybody is, why we are here, and when you would like their questions."),
        FIRST_WORDS,
        "",
    ),
    (
        "letter",
        _("How I see myself as a learner"),
        2,
        _("What I enjoy. What is hard for me. Something you may not know about me."),
        "",
        _("What made you think so?"),
    ),
    (
        "evidence",
        _("My work in numbers"),
        3,
        _("What was I asked to do? What did I decide myself? What does it show?"),
        "",
        _("What was the hardest part?"),
    ),
    (
        "evidence",
        _("My work in words"),
        3,
        _("Point to the place where you can see that I grew."),
        "",
        _("What would you change if you did it again?"),
    ),
    (
        "evidence",
        _("A piece I am not proud of yet"),
        2,
        _("Why I chose it, and what it taught me."),
        "",
        _("What helped you to go on?"),
    ),
    (
        "habits",
        _("How I work with others"),
        1,
        _("One moment when I helped, and one when I needed help."),
        "",
        _("Who helps you when you are stuck?"),
    ),
    (
        "goal",
        _("My goals"),
        2,
        _("What became of my last goal. What I want next, and the help I would like."),
        "",
        _("How can we help you at home?"),
    ),
    (
        "ask_family",
        _("Questions for my family"),
        2,
        _("What do you notice? What should I know?"),
        FAMILY_WORDS,
        _("Now it is your turn: what did you notice?"),
    ),
    (
        "teacher_minute",
        _("Teacher minute"),
        1,
        _("My teacher adds one thing."),
        "",
        "",
    ),
    (
        "closing",
        _("What we will do"),
        2,
        _("I will, my family will, my teacher will. And thank you for coming!"),
        LAST_WORDS,
        _("What shall we look at together in two weeks?"),
    ),
]

OWNING_IT = [
    (
        "welcome",
        _("Welcome and introductions"),
        1,
        _("Introduce everybody, your advisor too, and say what this talk is for."),
        FIRST_WORDS,
        "",
    ),
    (
        "letter",
        _("My letter to my family"),
        2,
        _("Read it, or tell it in your own words."),
        "",
        _("What was it like to write this?"),
    ),
    (
        "habits",
        _("A strength and a stretch"),
        2,
        _("One habit I am good at and one I am working on, each with an example."),
        "",
        _("What makes that one hard?"),
    ),
    (
        "evidence",
        _("Work that shows how I grew"),
        3,
        _("The target in my words, what I did, what it shows, what comes next."),
        "",
        _("How can I see that in this piece?"),
    ),
    (
        "evidence",
        _("Work that I would do differently"),
        3,
        _("Where I changed my mind, and why."),
        "",
        _("What would you try next time?"),
    ),
    (
        "evidence",
        _("Where I am now"),
        2,
        _("An honest picture: what goes well, what does not yet. No surprises."),
        "",
        _("What do you need to move on?"),
    ),
    (
        "goal",
        _("My goal, and one that we set together"),
        3,
        _("The first one is mine. For the second one, ask: what matters to you?"),
        "",
        _("What could get in the way?"),
    ),
    (
        "ask_family",
        _("Questions, a glow and a grow"),
        2,
        _("What did you notice? What would you like to know?"),
        FAMILY_WORDS,
        _("Name one thing you saw that you want to see more of."),
    ),
    (
        "closing",
        _("What we will do"),
        2,
        _("I will, my family will, my teacher will."),
        LAST_WORDS,
        _("When shall we look at it again?"),
    ),
]

WHERE_I_AM_HEADING = [
    (
        "welcome",
        _("Welcome, and how we want to talk"),
        1,
        _("Who is here, and how you would like this conversation to go."),
        FIRST_WORDS,
        "",
    ),
    (
        "habits",
        _("How school is going, day to day"),
        3,
        _("What works for me right now, and what I would change."),
        "",
        _("What does a good day look like?"),
    ),
    (
        "evidence",
        _("My best work, and how I judge it"),
        6,
        _("Which strength of our graduate profile does it show? Rate it yourself and say why."),
        "",
        _("What makes this your best?"),
    ),
    (
        "my_choice",
        _("Balance"),
        2,
        _("As much or as little as you want to say about sleep, friends, worries and joy."),
        "",
        _("What gives you energy?"),
    ),
    (
        "my_choice",
        _("After school"),
        3,
        _("Courses, interests, plans. “I don’t know yet” is an answer."),
        "",
        _("What are you curious about?"),
    ),
    (
        "goal",
        _("My goals and the support I need"),
        2,
        _("What I do this term, and what I need for it."),
        "",
        "",
    ),
    (
        "closing",
        _("What we will do"),
        2,
        _("I will, my family will, my teacher will."),
        LAST_WORDS,
        _("How would you like us to ask about it?"),
    ),
]

# name, from grade, to grade, cards
BANDS: list[tuple] = [
    (_("Come and see"), 0, 2, COME_AND_SEE),
    (_("My learning story"), 3, 5, MY_LEARNING_STORY),
    (_("Owning it"), 6, 8, OWNING_IT),
    (_("Where I’m heading"), 9, 12, WHERE_I_AM_HEADING),
]
