from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"

    def ready(self):
        from goals.querysets.pieces import goals_of_piece
        from portfolios.beside import BESIDE

        BESIDE["goal_rows"] = goals_of_piece
