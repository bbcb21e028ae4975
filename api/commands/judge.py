"""``zerentu judge``: decides which names of a place are one unit, lists what was decided, and takes it back."""

import getpass

from api.commands.options import Target
from api.commands.output import print_json, say
from api.commands.stores import open_reading, open_writing
from api.commands.tables import print_table
from api.judging import Judged, Judging, Wanted
from graph.errors import InputError
from graph.judgements import Verdict
from graph.store import Store
from graph.store.judging import judgements_of, places_of

_COLUMNS = ("id", "judgement", "reason", "decided_by", "decided_at")


def judge_names(  # noqa: PLR0913, PLR0917 - each is an option
    verdict: Verdict,
    names: tuple[str, str],
    place: str | None,
    reason: str,
    by: str | None,
    target: Target,
    as_json: bool,
) -> None:
    """Let two names be one unit from now on, which goes by the first, or let them be two.

    Raises:
        NotFoundError: the store holds no such place, or no unit that is called so.
        InputError: one is no name of a unit, or another judgement says otherwise.
    """
    with open_reading(target) as store:
        chosen = place or _only_place(store)
    with open_writing(target) as store:
        judging = Judging(lambda: store)
        judged = judging.put(judging.prepare(Wanted(chosen, names, verdict, reason, by or getpass.getuser())))
    _print(judged, as_json)


def withdraw_judgement(key: str, target: Target, as_json: bool) -> None:
    """Take a judgement back.

    Raises:
        NotFoundError: there is no such judgement.
    """
    with open_reading(target):
        pass
    with open_writing(target) as store:
        judged = Judging(lambda: store).withdraw(key)
    _print(judged, as_json)


def list_judgements(target: Target, as_json: bool) -> None:
    """Print what was decided, by place and name."""
    with open_reading(target) as store:
        judgements = judgements_of(store)
    if as_json:
        print_json({"judgements": [each.to_json() for each in judgements]})
    else:
        rows = [(each.id, each.name, each.reason, each.decided_by, each.decided_at) for each in judgements]
        print_table(_COLUMNS, rows)


def _only_place(store: Store) -> str:
    places = places_of(store)
    if len(places) != 1:
        called = ", ".join(f"{each.name} ({each.code})" for each in places) or "none"
        raise InputError(f"the store holds documents of {len(places)} places, {called}: name one with --place")
    return places[0].code


def _print(judged: Judged, as_json: bool) -> None:
    documents = [load.document for load in judged.loads]
    if as_json:
        told = {"outcome": judged.outcome, "judgement": judged.judgement.to_json(), "unit": judged.unit}
        print_json({**told, "documents": documents})
        return
    one = f", one unit: {judged.unit}" if judged.unit else ""
    say(f"{judged.judgement.name}: {judged.outcome}{one}")
    say(f"{len(documents)} documents written anew" + "".join(f"\n  {each}" for each in documents))
