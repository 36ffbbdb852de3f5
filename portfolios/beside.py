"""What apps to the right show on the page of a piece: columns that come in its own row, at no query more.

An app says so in its `apps.py`: `BESIDE["goal_rows"] = goals_of_piece`, a function of who reads the page.
"""

BESIDE: dict = {}


def beside(user):
    return {name: column(user) for name, column in BESIDE.items()}
