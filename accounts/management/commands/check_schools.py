from django.core.management.base import BaseCommand, CommandError

from accounts.walls import breaches, crossing_links


class Command(BaseCommand):
    help = "Look through the whole database for rows that link two schools. It changes nothing."

    def handle(self, **options):
        found = list(breaches())
        for link, count, keys in found:
            self.stderr.write(f"{link}: {count} (such as {', '.join(map(str, keys))})")
        if found:
            raise CommandError("Some rows link two schools. Please do not mend them by hand; ask for help.")
        self.stdout.write(
            f"{len(list(crossing_links()))} kinds of links looked at: every row keeps to its school."
        )
