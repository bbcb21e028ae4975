"""The picture of what a statement of one's own answers: the nodes that its rows name, and what is between them."""

from api.exports.content import Selection
from api.exports.keys import keys_of_answer
from api.exports.reading import read_content
from api.pictures import MOST_NODES, Picture
from api.versions import read_version
from graph.errors import InputError, NotFoundError
from graph.store import Rows, Store
from queries import Words

_TITLE = Words("自写查询的结果", "The answer to a statement")


def picture_of_rows(store: Store, rows: Rows) -> Picture:
    """Return the picture of the nodes whose ids stand in rows, or that are themselves in them, and their edges.

    All edges between those nodes are drawn, not only those that the statement went along.

    Raises:
        NotFoundError: the rows name no node.
        InputError: they name more than ``MOST_NODES``.
    """
    keys = keys_of_answer(store, rows.columns, rows.rows)
    if not keys:
        raise NotFoundError("the answer names no node: return n.id of what is to be drawn, or the node n itself")
    if len(keys) > MOST_NODES:
        raise InputError(f"a picture of {len(keys):,} nodes shows nothing, {MOST_NODES:,} are the most: add LIMIT")
    return Picture(Selection(read_content(store, keys), _TITLE, (), read_version(store)[:12], keys))
