"""What a graph holds of each document, so that a part of a load would show."""

from dataclasses import dataclass

from graph.store import Store

_HELD = """
MATCH (d:Document)
RETURN d.id AS document,
       COUNT { MATCH (:Task)-[:STATED_IN]->(d) } AS tasks,
       COUNT { MATCH (:Official)-[:LEADS]->(:Task)-[:STATED_IN]->(d) } AS leads,
       COUNT { MATCH (:Unit)-[:OWNS]->(:Task)-[:STATED_IN]->(d) } AS owns,
       COUNT { MATCH (:Unit)-[:SUPPORTS]->(:Task)-[:STATED_IN]->(d) } AS supports
ORDER BY document
"""


@dataclass(frozen=True, slots=True)
class Held:
    """How many tasks each document has; ``partial`` are those whose edges do not belong to as many."""

    tasks: dict[str, int]
    partial: list[str]


def held(store: Store) -> Held:
    """Return what a store holds of documents that ``many_tasks`` made: a leader, two owners, two supporters a task."""
    rows = [(str(row[0]), *(int(str(each)) for each in row[1:])) for row in store.ask(_HELD).rows]
    partial = [document for document, tasks, *edges in rows if edges != [tasks, 2 * tasks, 2 * tasks]]
    return Held({document: tasks for document, tasks, *_ in rows}, partial)


def is_tight(store: Store) -> bool:
    """Say whether all tasks and their edges belong to a document that the store lists."""
    nodes, edges = store.counts()
    tasks = sum(held(store).tasks.values())
    return (nodes["Task"], edges["LEADS"], edges["OWNS"], edges["SUPPORTS"]) == (tasks, tasks, 2 * tasks, 2 * tasks)
