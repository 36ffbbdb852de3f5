"""Last term's goal, a new one, and her advisor's answers."""


def she_checks_in_on_her_goal(amara):
    amara.follows("Goals")
    amara.reads("My goals")
    amara.looks("goals")
    amara.follows("Check in (2 minutes)")
    amara.field("Keep going").check()
    amara.field("Nearly", exact=True).check()
    amara.writes("One line about it", "Three sentences marked in chapter nine.")
    amara.looks("check-in")
    amara.presses("Check in")
    amara.sees("Three sentences marked in chapter nine.")
    amara.looks("goal")


def she_sets_a_goal(amara):
    amara.follows("Goals")
    amara.follows("Set a goal")
    amara.writes("My goal, in my words", "speak slowly when I present")
    amara.field("Habits").check()
    amara.writes("What I will do", "practice with my brother on Tuesdays")
    amara.writes("Step 1", "Write one word a card")
    amara.writes("Step 2", "Practice in front of the mirror")
    amara.field("In nine weeks").check()
    amara.writes("I need from my family", "Listen to me twice")
    amara.writes("I need from my teacher", "Give me a sign when I am too fast")
    amara.field("my family may see it").check()
    amara.looks("goal-add")
    amara.presses("This is my goal")
    amara.reads("speak slowly when I present")


def the_advisor_answers_in_one_sitting(marisol, amara):
    marisol.follows("Goals", exact=True)
    marisol.reads("students wait for you")
    marisol.looks("queue")
    goals = marisol.page.get_by_role("article").filter(has_text="speak slowly when I present")
    marisol.field("Your words to Amara").and_(goals.get_by_role("textbox")).fill("You did it already today.")
    goals.get_by_role("button", name="Send").click()
    marisol.sees("Sent to Amara Mensah.")
    amara.follows("Goals")
    amara.sees("You did it already today.")
