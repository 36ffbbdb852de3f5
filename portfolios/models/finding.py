from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchDocument(models.Model):
    """The words by which one piece is found. Triggers of the database keep it (docs/decisions/0024)."""

    evidence = models.OneToOneField(
        "portfolios.Evidence", models.CASCADE, primary_key=True, related_name="search_document"
    )
    school = models.ForeignKey("accounts.School", models.PROTECT, related_name="+", db_index=False)
    # By weight: A the title, B the targets, C the words on the piece, D her reflection.
    document = SearchVectorField()

    def __str__(self):
        return str(self.evidence_id)
