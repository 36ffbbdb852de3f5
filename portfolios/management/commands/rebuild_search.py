from django.core.management.base import BaseCommand

from portfolios.actions.finding import rebuild_search


class Command(BaseCommand):
    help = "Put the words by which pieces are found together anew. Triggers keep them; this repairs them."

    def handle(self, *args, **options):
        self.stdout.write(f"{rebuild_search()} pieces can be found.")
