"""What the database knows of a round, as the timetable's engine asks for it (conferences/timetable/).

`reading` asks it, `staff` and `families` put it into the engine's words, `standing` is the whole question.
"""
