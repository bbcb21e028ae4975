"""Pictures of who answers for what: in swim lanes or rings, as a page, SVG or PNG, in a notebook by themselves.

with open_store("ladybug:.zerentu/graph.lbug") as store:
    picture = Picture.of(store, unit="水务局")
picture                                     # a notebook shows it
Path("swj.html").write_bytes(picture.html())
"""

from api.commands.options import Layout
from api.pictures.choosing import MOST_NODES
from api.pictures.picture import Picture

__all__ = ["MOST_NODES", "Layout", "Picture"]
