"""Values of parameters as the commands take them: ``name=value``."""

from collections.abc import Sequence

from graph.errors import InputError


def read_pairs(given: Sequence[str], example: str) -> dict[str, str]:
    """Split ``name=value`` arguments; ``example`` is shown where one is none.

    Raises:
        InputError: one has no name or no value, or a name comes twice.
    """
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise InputError(f"{text!r} is no parameter: they are given as name=value, as in {example}")
        if name in pairs:
            raise InputError(f"the parameter {name!r} is given twice")
        pairs[name] = value
    return pairs
