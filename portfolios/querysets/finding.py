"""Finding pieces by their words: asked of the pieces that somebody may see, and never instead of that."""

from django.contrib.postgres.search import SearchQuery


class Asked(SearchQuery):
    """What somebody typed, as a question to the documents: our own function of the database.

    Each word is asked for in every language, without accents, and as the beginning of a word.
    """

    def __init__(self, words):
        super().__init__(words)
        self.function = "search_question"
