"""Django's Postgres backend on the embedded server, which starts with the first connection."""

from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.db.backends.postgresql import base, client
from django.utils.asyncio import async_unsafe

from . import server
from .place import programs


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell`, with the psql of the package."""

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        server.ensure_running(settings_dict["NAME"])
        address = {name.upper(): value for name, value in server.address().items()}
        args, env = super().settings_to_cmd_args_env(settings_dict | address, parameters)
        return [str(programs() / "psql"), *args[1:]], env


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_connection_params(self):
        params = super().get_connection_params()
        name = params["dbname"]
        # Django's test runner makes and removes its own databases.
        server.ensure_running("postgres" if name.startswith(TEST_DATABASE_PREFIX) else name)
        return params | server.address()

    @async_unsafe
    def get_new_connection(self, conn_params):
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            # The server may have been killed since this process last looked; then it starts again.
            server.look_again()
            return super().get_new_connection(self.get_connection_params())
