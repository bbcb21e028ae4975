"""From what the caller names to settings and an open store."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_settings import SettingsError

from api.commands.options import Target
from api.settings import Settings
from graph.errors import InputError
from graph.store import Store, open_store

_OPTIONS = {
    "store": "--store",
    "neo4j_user": "--user",
    "neo4j_database": "--database",
    "host": "--host",
    "port": "--port",
}


def read_settings(target: Target, **more: Any) -> Settings:
    """Return the settings: what the caller gives wins over the environment, which wins over the defaults.

    Raises:
        InputError: a setting has a value that it does not take.
    """
    given = {"store": target.store, "neo4j_user": target.user, "neo4j_database": target.database, **more}
    given = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise InputError(_first_problem(error, given)) from error
    except SettingsError as error:
        raise InputError(f"the settings cannot be read: {error}") from error


def open_reading(target: Target) -> Store:
    """Open the store that the caller names, to read only: nothing is created where nothing is."""
    settings = read_settings(target)
    return open_store(settings.store, replace(settings.store_options(), read_only=True))


def open_writing(target: Target, *, accept_loss: bool = False) -> Store:
    """Open the store that the caller names, created where there is none; one that lost something only if he says so."""
    settings = read_settings(target)
    return open_store(settings.store, replace(settings.store_options(), accept_loss=accept_loss))


def _first_problem(error: ValidationError, given: dict[str, Any]) -> str:
    """Say which setting is wrong, without its value: it may be a password."""
    problem = error.errors(include_url=False, include_input=False)[0]
    name = "__".join(str(part) for part in problem["loc"])
    where = _OPTIONS.get(name, name) if name in given else f"ZERENTU_{name.upper()}"
    return f"{where}: {problem['msg']}"
