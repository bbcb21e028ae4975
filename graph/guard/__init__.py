"""Guarded Cypher: statements of strangers, answered without harm; docs/decisions/0008 says against what, and how.

    with GuardedCypher("ladybug:.zerentu/graph.lbug") as guard:
        rows = guard.ask("MATCH (u:Unit) RETURN u.name AS name ORDER BY name LIMIT $few", {"few": 5})

The REST API, the command and whatever comes later put their statements to this one guard.
"""

from graph.guard.cypher import GuardedCypher
from graph.guard.limits import Limits
from graph.guard.refusals import GuardBusyError, StatementRefusedError

__all__ = ["GuardBusyError", "GuardedCypher", "Limits", "StatementRefusedError"]
