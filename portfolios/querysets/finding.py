"""Finding pieces by their words: asked of the pieces that somebody may see, and never instead of that."""

from django.contrib.postgres.search import SearchQuery


class Asked(SearchQuery):
    """What somebody typed, as a question to the documents: our own function of the database.

    Each word is asked for in every language, without accents, and as the beginning of a word.
    """

    def __init__(self, words):
        super().__init__(words)
        self.function = "search_question"


def fetched(found, dressed):
    """What was found, in its order: the keys first, then by these keys all that `dressed` asks of each.

    In two queries, because Postgres keeps the order in which more than eight tables are named: asked for all
    at once, it would read every document of the school before it looks whose they are.
    """
    asked = dict(found.values_list("pk", "question"))
    pieces = dressed(found.model.objects.all()).in_bulk(list(asked))
    for key, piece in pieces.items():
        piece.question = asked[key]
    return [pieces[key] for key in asked if key in pieces]
