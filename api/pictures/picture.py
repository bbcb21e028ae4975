"""A picture of a part of the graph, in every form that it can be shown in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from api.commands.options import Layout
from api.exports.content import Selection
from api.exports.wanted import Wanted
from api.pictures.builder import build_network
from api.pictures.choosing import select_drawn
from api.pictures.lanes import lay_in_lanes
from api.pictures.page import frame_of, page_of
from api.pictures.png import png_of
from api.pictures.rings import lay_in_rings
from api.pictures.scene import Scene
from api.pictures.svg import svg_of
from graph.store import Store

_FRAME_HEIGHT = 640


@dataclass(frozen=True)
class Picture:
    """Nodes and edges to be shown; a notebook shows it by itself."""

    selection: Selection
    layout: Layout = Layout.LANES
    made: datetime = field(default_factory=lambda: datetime.now().astimezone())

    @classmethod
    def of(  # noqa: PLR0913 - each is an option of the command
        cls,
        store: Store,
        *,
        document: str | None = None,
        unit: str | None = None,
        question: str | None = None,
        parameters: Mapping[str, object] | None = None,
        layout: Layout | str = Layout.LANES,
    ) -> "Picture":
        """Return the picture of all responsibilities in a store, or of the part that is named.

        Raises:
            InputError: that would be more than ``MOST_NODES``, or the options do not go together.
            NotFoundError: there is no such document or unit, or nothing to draw.
        """
        wanted = Wanted(document, unit, question, parameters or {})
        return cls(select_drawn(store, wanted), Layout(layout))

    @cached_property
    def scene(self) -> Scene:
        """The nodes at their places."""
        lay = lay_in_lanes if self.layout is Layout.LANES else lay_in_rings
        return lay(self.selection.content)

    def network(self) -> Any:
        """Return the picture as a network of pyvis, to go on with."""
        return build_network(self.scene)

    def html(self) -> bytes:
        """Return one page that opens offline, in UTF-8."""
        return page_of(self.selection, self.scene, self.made)

    def svg(self) -> bytes:
        """Return SVG, the same bytes for the same graph."""
        return svg_of(self.selection, self.scene)

    def png(self) -> bytes:
        """Return PNG; ``has_chinese_font`` says whether this machine can write the names."""
        return png_of(self.svg())

    def _repr_html_(self) -> str:
        return frame_of(self.html(), _FRAME_HEIGHT)
