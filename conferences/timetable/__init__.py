"""A fair timetable for a round: pure Python, which knows nothing of the database or of words on a screen.

`problem` says what is asked, `check` what may never be broken, `cost` what is weighed. `search` answers at
once and `packing` improves the answer and proves how good it can be; `solve` joins the two. `repair` stays
near a timetable that families know, `offer` finds one time for one family, `explain` says why in codes.
"""
