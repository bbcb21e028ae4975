"""The stores: one protocol, one module an engine, opened by address.

    with open_store("ladybug:.zerentu/graph.lbug") as store:
        store.load(batch)

To add an engine: one module here, one line in ``_ENGINES``, one parameter of the contract suite's fixture.
"""

from graph.store.hits import Hit
from graph.store.protocol import Changes, LoadResult, Rows, Store, StoreInfo, StoreOptions
from graph.store.registry import open_store

__all__ = ["Changes", "Hit", "LoadResult", "Rows", "Store", "StoreInfo", "StoreOptions", "open_store"]
