"""Who oversees which unit, inferred from the tasks that it owns alone, and where a task breaks that."""

from collections.abc import Iterator

from loaders.checks.draft import Draft, Named
from loaders.checks.rules import rule, task_number
from loaders.report import Finding

_LEAST_TASKS = 4
_LEAST_SHARE = 0.8
_SHOWN = 5


def leader_breaks_pattern(draft: Draft) -> Iterator[Finding]:
    """Yield the tasks of one owner that stand under none of those who oversee it in nearly all others.

    Tasks of several owners tell nothing: their leaders are those of all of them.
    """
    alone: dict[str, list[Named]] = {}
    for named in draft.units:
        is_alone = named.role == "owners" and len(named.record.names("owners")) == 1
        if is_alone and named.record.names("leaders"):
            alone.setdefault(named.canonical, []).append(named)
    for tasks in alone.values():
        if len(tasks) >= _LEAST_TASKS:
            yield from _breaks(tasks)


def _breaks(tasks: list[Named]) -> Iterator[Finding]:
    under: dict[str, list[Named]] = {}
    for task in tasks:
        for leader in dict.fromkeys(task.record.names("leaders")):
            under.setdefault(leader, []).append(task)
    overseers = {leader for leader, support in under.items() if len(support) >= _LEAST_SHARE * len(tasks)}
    if not overseers:
        return
    support = max((under[leader] for leader in overseers), key=len)
    leaders = [leader for leader, held in under.items() if held == support]
    words = {"leader": "、".join(leaders), "count": len(support), "total": len(tasks), "tasks": _shown(support)}
    for task in tasks:
        here = task.record.names("leaders")
        if overseers.isdisjoint(here):
            at, related = task.record.duties["leaders"][0].locator, [one.record.locator for one in support[:_SHOWN]]
            words |= {"unit": task.printed, "here": "、".join(here)}
            yield rule("leader-breaks-pattern").finding(task.record, words, at=at, related=related)


def _shown(tasks: list[Named]) -> str:
    numbers = [task_number(task.record) for task in tasks[:_SHOWN]]
    return "、".join(numbers) + (" …" if len(tasks) > _SHOWN else "")
