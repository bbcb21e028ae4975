"""Searching texts between loads: always those that the graph holds, on each engine."""

from graph.store import Store
from tests.contract.batches import PLAN, corrected_plan, notice, plan, report


def found(store: Store, text: str) -> list[str]:
    """The last part of the id of each hit."""
    return [hit.id.rpartition(":")[2] for hit in store.search(text)]


def test_what_was_loaded_is_found_at_once_and_what_went_is_not(store: Store) -> None:
    """After a load, a correction, another document and an unload, with searches in between and without."""
    assert found(store, "整治") == []
    store.load(plan())
    assert found(store, "整治") == ["1.2"]
    store.load(report())
    store.load(corrected_plan())
    assert found(store, "整治") == []
    assert found(store, "修路") == ["s2"]
    store.load(plan())
    store.load(corrected_plan())
    store.load(notice())
    assert found(store, "收入") == ["综合指标/收入", "1.1"]
    store.unload(PLAN)
    assert found(store, "收入") == []
    assert found(store, "减税") == ["1.1"]
