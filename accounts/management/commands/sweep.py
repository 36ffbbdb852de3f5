import logging
import time
from importlib import import_module

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.module_loading import module_has_submodule

from accounts.jobs import free_stuck_jobs, unattended_queues

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """An app that owes something has a function `sweep()` in its `tasks.py`; it is called here."""

    help = "Queue the jobs that are still owed, free stuck ones, forget what is over. Safe at any time."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on for ever, at this pace")

    def handle(self, *, every, **options):
        self.sweep(**options)
        while every:
            time.sleep(every)
            self.sweep(**options)

    def sweep(self, *, verbosity, **options):
        put_back, given_up = free_stuck_jobs()
        for app in apps.get_app_configs():
            if module_has_submodule(app.module, "tasks"):
                tasks = import_module(f"{app.name}.tasks")
                if hasattr(tasks, "sweep"):
                    tasks.sweep()
        for queue in unattended_queues():
            log.warning("Jobs of the queue %s wait and nobody works: is its worker running?", queue)
        call_command("prune_db_task_results", verbosity=verbosity)
        if verbosity:
            self.stdout.write(f"Swept. Stuck jobs put back: {put_back}, given up: {given_up}.")
