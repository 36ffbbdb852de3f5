from django.core.management.base import BaseCommand, CommandError

from accounts.actions import schools as actions
from accounts.models import School, User


class Command(BaseCommand):
    help = "Put schools and people into a district, or take them out; tells what it then holds."

    def add_arguments(self, parser):
        parser.add_argument("name", help="of the district; it is made if there is none")
        parser.add_argument("--school", action="append", default=[], help="id in the roster, or its number")
        parser.add_argument("--person", action="append", default=[], help="user name")
        parser.add_argument("--remove", action="store_true", help="take these out instead")

    def handle(self, *, name, school, person, remove, **options):
        places = [self.find(School, key, "source_id") for key in school]
        people = [self.find(User, key, "username") for key in person]
        district = actions.make_district(name)
        for place in places:
            if remove:
                actions.leave_district(place, by=None)
            else:
                actions.join_district(place, district, by=None)
        for user in people:
            act = actions.end_in_district if remove else actions.add_to_district
            act(user, district, by=None)
        self.stdout.write(
            f"{district}: " + ", ".join(str(place) for place in district.schools.order_by("name"))
        )

    def find(self, model, key, name):
        found = model.objects.filter(**{name: key}).first()
        if found is None and key.isdecimal():
            found = model.objects.filter(pk=key).first()
        if found is None:
            raise CommandError(f"There is no {model._meta.verbose_name} “{key}”.")
        return found
