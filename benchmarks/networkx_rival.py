"""Hand-written NetworkX: the whole graph in memory, and plain Python for the answers.

Each function returns the rows that the question of the same name returns, so that the answers can be compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import networkx as nx

from graph.model import Batch

Rows = list[list[Any]]
_ROLES = ("OWNS", "SUPPORTS")


class Network:
    """The documents as a MultiDiGraph; ids are node names, types are edge keys."""

    def __init__(self) -> None:
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.ids: dict[str, dict[str, None]] = defaultdict(dict)

    def load(self, batch: Batch) -> None:
        """Add one document."""
        for node in batch.nodes:
            self.graph.add_node(node.id, **node.properties)
            self.ids[node.label][node.id] = None
        for edge in batch.edges:
            self.graph.add_edge(edge.start, edge.finish, key=edge.type, **edge.properties)

    def answer(self, question: str, parameters: dict[str, Any]) -> Rows:
        """Return the rows that answer a question of the catalogue."""
        work = getattr(self, question.replace("-", "_"))
        rows: Rows = work(**parameters)
        return rows

    def busiest_units(self, document: str = "", limit: int = 20) -> Rows:
        """Count what each unit owns and supports, and what may come to it through groups."""
        stated = set(self._sources(document, "STATED_IN")) if document else None
        rows: Rows = []
        for unit in self.ids["Unit"]:
            duties = [duty for duty in self._duties(unit) if stated is None or duty[1] in stated]
            owned = [receipt["rank"] for kind, _, receipt in duties if kind == "OWNS"]
            if owned:
                rows.append([unit, self._name(unit), len(owned), owned.count(1), len(duties) - len(owned)])
        rows.sort(key=lambda row: (-row[2], row[0]))
        return [row + self._through_groups(row[0], stated) for row in rows[:limit]]

    def tasks_of_unit(self, unit: str) -> Rows:
        """List the tasks that depend on a unit, also through its groups and by mention."""
        cells = [self._duty_cells(unit, *duty) for duty in [*self._duties(unit), *self._mentions(unit)]]
        for group, member in self._targets(unit, "MEMBER_OF"):
            through = {"via": self._name(group), "basis": member["basis"]}
            cells += [self._duty_cells(unit, *duty) | through for duty in self._duties(group)]
        order = ("document", "annex", "row", "task", "role", "via")
        return [list(row.values()) for row in sorted(cells, key=lambda row: [row[name] for name in order])]

    def officials_workload(self, limit: int = 20) -> Rows:
        """Count what each official leads: listed first, alone, by a merged cell."""
        rows = []
        for official in self.ids["Official"]:
            led = list(self._targets(official, "LEADS"))
            first = sum(receipt["rank"] == 1 for _, receipt in led)
            sole = sum(len(self._sources(task, "LEADS")) == 1 for task, _ in led)
            inherited = sum(receipt["inherited"] for _, receipt in led)
            rows.append([official, self._name(official), len(led), first, sole, inherited])
        return sorted(rows, key=lambda row: (-row[2], row[0]))[:limit]

    def units_working_together(self, unit: str, limit: int = 20) -> Rows:
        """Count the tasks that a unit shares with each other one."""
        common: Counter[str] = Counter()
        example: dict[str, str] = {}
        for task in {task for _, task, _ in self._duties(unit)}:
            others = {other for role in _ROLES for other in self._sources(task, role)} & self.ids["Unit"].keys()
            for other in others - {unit}:
                common[other] += 1
                example[other] = min(task, example.get(other, task))
        rows: Rows = [[unit, self._name(unit), v, self._name(v), count, example[v]] for v, count in common.items()]
        return sorted(rows, key=lambda row: (-row[4], row[2]))[:limit]

    def search(self, text: str, limit: int = 20) -> Rows:
        """Find the tasks with all the words in their name, content or requirement."""
        words = text.lower().split()
        rows = []
        for task in self.ids["Task"]:
            data = self.graph.nodes[task]
            texts = [data["name"].lower(), data.get("content", "").lower(), data.get("requirement", "").lower()]
            reach = [next((n for n, part in enumerate(texts, 1) if word in part), 0) for word in words]
            if all(reach):
                found = [data["name"], data.get("content"), data.get("requirement"), max(reach)]
                rows.append([task, *found, self._document(task), data["annex"], data["row"]])
        return sorted(rows, key=lambda row: (row[4], row[5], row[6], row[7], row[0]))[:limit]

    def _name(self, key: str) -> str:
        return str(self.graph.nodes[key]["name"])

    def _document(self, task: str) -> str:
        return next(document for document, _ in self._targets(task, "STATED_IN"))

    def _targets(self, start: str, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        return ((finish, kinds[kind]) for finish, kinds in self.graph.adj[start].items() if kind in kinds)

    def _sources(self, finish: str, kind: str) -> list[str]:
        return [start for start, kinds in self.graph.pred[finish].items() if kind in kinds]

    def _duties(self, unit: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for task, kinds in self.graph.adj[unit].items():
            for kind in _ROLES:
                if kind in kinds:
                    yield kind, task, kinds[kind]

    def _mentions(self, unit: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for task in self._sources(unit, "MENTIONS"):
            yield "MENTIONS", task, self.graph[task][unit]["MENTIONS"]

    def _through_groups(self, unit: str, stated: set[str] | None) -> list[int]:
        shared: dict[str, set[str]] = {role: set() for role in _ROLES}
        for group, _ in self._targets(unit, "MEMBER_OF"):
            for kind, task, _ in self._duties(group):
                if stated is None or task in stated:
                    shared[kind].add(task)
        return [len(shared[role]) for role in _ROLES]

    def _duty_cells(self, unit: str, kind: str, task: str, receipt: dict[str, Any]) -> dict[str, Any]:
        """Return the cells of one row of tasks-of-unit that do not depend on how the task reaches the unit."""
        data = self.graph.nodes[task]
        known = {"rank": None, "inherited": None, "locator": data["locator"]} | receipt
        return {
            "unit": unit,
            "unit_name": self._name(unit),
            "task": task,
            "task_name": data["name"],
            "role": kind.lower(),
            "via": "",
            "basis": "",
            **{name: known[name] for name in ("rank", "inherited", "quote", "locator")},
            "document": self._document(task),
            "annex": data["annex"],
            "row": data["row"],
        }
