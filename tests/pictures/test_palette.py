"""The palette that pictures and explorer share: complete, told apart without colour, readable."""

import json
from itertools import combinations

import pytest

from api.pictures.palette import outline, palette
from graph.model import Edge
from graph.schema import NODES, RELATIONSHIPS
from tests.api.command_line import ROOT

OKABE_ITO = {"#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999"}
SAID = json.loads((ROOT / "api/static/palette.json").read_text(encoding="utf-8"))


def test_every_label_and_type_has_a_style() -> None:
    """The colours are those that the colour-blind tell apart; each shape has an outline."""
    assert set(palette().nodes) == {node.label for node in NODES}
    assert set(palette().edges) == {each.type for each in RELATIONSHIPS}
    assert {style.colour for style in palette().nodes.values()} <= OKABE_ITO
    assert {style.line.colour for style in palette().edges.values()} <= OKABE_ITO
    assert all(len(outline(style.shape)) >= 3 for style in palette().nodes.values())


def test_labels_of_a_picture_differ_in_shape_as_well_as_in_colour() -> None:
    """Printed in grey they are still told apart."""
    shapes = [style.shape for style in palette().nodes.values()]

    assert len(set(shapes)) == len(shapes)


def test_duties_differ_in_their_dashes_inherited_ones_too() -> None:
    """Six patterns: three types, each stated or carried down by a merged cell."""
    styles = [palette().edges[kind] for kind in ("LEADS", "OWNS", "SUPPORTS")]
    patterns = [line.dashes for style in styles for line in (style.line, style.inherited)]

    assert all(one != other for one, other in combinations(patterns, 2))
    assert patterns[2] == ()
    # Dots alone say inherited, whatever the role: who states it in so many words has a stroke.
    assert all(max(style.inherited.dashes[::2]) <= 3 for style in styles)
    assert all(max(style.line.dashes[::2], default=99) >= 7 for style in styles)


@pytest.mark.parametrize(("label", "inherited"), [("Unit", False), ("Unit", True), ("UnitGroup", True)])
def test_a_line_says_inherited_and_group(label: str, inherited: bool) -> None:
    """The pattern by the receipt, the width by whether a group stands for units."""
    edge = Edge("SUPPORTS", label, "a", "Task", "b", {"inherited": inherited})

    line = palette().line(edge)

    assert line.dashes == tuple(SAID["edges"]["SUPPORTS"]["inherited" if inherited else "dashes"])
    assert line.width == (
        SAID["through_group"]["width"] if label == "UnitGroup" else SAID["edges"]["SUPPORTS"]["width"]
    )
