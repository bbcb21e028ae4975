"""Where nodes are put: lanes in their order, few crossings, nothing over anything else, the same every time."""

from collections.abc import Callable
from itertools import combinations, pairwise

import pytest

from api.exports.content import Content, finish_of, start_of
from api.pictures.lanes import lay_in_lanes
from api.pictures.ordering import crossings
from api.pictures.rings import STRETCH, lay_in_rings
from api.pictures.scene import Place, Plate, Scene
from graph.model import Edge, Node
from loaders import extract_file
from tests.api.command_line import SAMPLE
from tests.contract.joined import DEPARTMENTS, TOWNS, joined, task, unit
from tests.pictures.scenes import crossed, drawn

Lay = Callable[[Content], Scene]
LAYOUTS = [lay_in_lanes, lay_in_rings]


@pytest.fixture(scope="module")
def sample() -> Content:
    """Who answers for what in the sample: 157 tasks."""
    return drawn(extract_file(SAMPLE).batch())


def covered(scene: Scene) -> list[tuple[str, str]]:
    """Return the names of plates that lie over each other."""
    boxes = [(key[1], scene.places[key], plate) for key, plate in scene.plates.items()]
    return [(a[0], b[0]) for a, b in combinations(boxes, 2) if _overlap(*a[1:], *b[1:])]


def _overlap(one: Place, a: Plate, other: Place, b: Plate) -> bool:
    return abs(one.x - other.x) < (a.width + b.width) / 2 and abs(one.y - other.y) < (a.height + b.height) / 2


def test_lanes_stand_in_the_order_categories_officials_tasks_units() -> None:
    """Groups and units share a lane, in a column each; a lane without nodes is left out."""
    scene = lay_in_lanes(drawn(joined()))

    assert [band.zh for band in scene.bands] == ["领导", "任务", "单位"]
    across = [scene.places[key].x for key in (("Official", unit("甲局")), ("Task", task(1)), ("UnitGroup", TOWNS))]
    assert across == sorted(across)
    assert scene.places["UnitGroup", TOWNS].x == scene.places["UnitGroup", DEPARTMENTS].x
    assert scene.places["UnitGroup", TOWNS].x < scene.places["Unit", unit("甲局")].x
    assert all(band.left <= scene.box()[2] and band.right >= scene.box()[0] for band in scene.bands)


@pytest.mark.parametrize("lay", LAYOUTS)
def test_no_plate_lies_over_another(lay: Lay, sample: Content) -> None:
    """Neither in the sample with its long names nor in a unit's few tasks."""
    assert covered(lay(sample)) == []
    assert covered(lay(drawn(joined()))) == []


@pytest.mark.parametrize("lay", LAYOUTS)
def test_the_places_do_not_depend_on_the_order_in_which_nodes_come(lay: Lay, sample: Content) -> None:
    """Nodes backwards and edges mixed up give the same places."""
    nodes, edges = list(sample.nodes), list(sample.edges)
    nodes.reverse()
    edges = edges[1::2] + edges[::2]

    shuffled = lay(Content(tuple(nodes), tuple(edges)))

    assert shuffled.places == lay(sample).places


def test_lines_that_need_not_cross_do_not() -> None:
    """Ten units each own the task at the other end: 45 crossings in the order of names, none as they are put."""
    scene = lay_in_lanes(crossed(10))

    units = sorted((scene.places[key].y, key[1]) for key in scene.plates if key[0] == "Unit")
    tasks = sorted((scene.places[key].y, key[1]) for key in scene.plates if key[0] == "Task")
    owned = {edge.start: edge.finish for edge in scene.edges if edge.type == "OWNS"}
    assert [owned[name] for _, name in units] == [name for _, name in tasks]


def test_crossings_are_counted_pair_by_pair() -> None:
    """Of three lines from a, b, c to z, y, x each pair crosses; two that share an end do not."""
    left, right = ("U", "a"), ("T", "x")
    columns = ((left, ("U", "b"), ("U", "c")), (right, ("T", "y"), ("T", "z")))
    reversed_links = [(left, ("T", "z")), (("U", "b"), ("T", "y")), (("U", "c"), right)]

    assert crossings(columns, reversed_links) == 3
    assert crossings(columns, [(left, right), (left, ("T", "y")), (("U", "b"), ("T", "y"))]) == 0


def test_the_sample_has_fewer_crossings_than_in_the_order_of_the_document(sample: Content) -> None:
    """The order by barycentre saves at least a quarter of them."""
    scene = lay_in_lanes(sample)
    links = sorted({(start_of(edge), finish_of(edge)) for edge in sample.edges})
    by_x: dict[float, list[tuple[str, str]]] = {}
    for key in scene.plates:
        by_x.setdefault(scene.places[key].x, []).append(key)
    across = [link for link in links if scene.places[link[0]].x != scene.places[link[1]].x]
    put = tuple(tuple(sorted(keys, key=lambda key: scene.places[key].y)) for _, keys in sorted(by_x.items()))
    printed = tuple(tuple(sorted(keys)) for _, keys in sorted(by_x.items()))

    assert crossings(put, across) < 0.75 * crossings(printed, across)


def test_tasks_of_one_heading_stay_together(sample: Content) -> None:
    """From above to below no heading comes twice; its plate is in the middle of its tasks."""
    scene = lay_in_lanes(sample)
    heading = {edge.start: edge.finish for edge in sample.edges if edge.type == "IN_CATEGORY"}
    tasks = sorted((scene.places[key].y, key[1]) for key in scene.plates if key[0] == "Task")

    runs = [heading[name] for _, name in tasks]
    changes = [after for before, after in pairwise([None, *runs]) if before != after]

    assert len(tasks) == 157
    assert len(changes) == len(set(runs))


def test_headings_get_a_column_a_level() -> None:
    """The inner heading stands right of the outer one."""
    nodes = (
        Node("Category", "d:1:甲", {"name": "甲", "level": 1}),
        Node("Category", "d:1:甲/乙", {"name": "乙", "level": 2}),
        Node("Task", "d:1.1", {"name": "任务", "annex": 1, "row": 1}),
    )
    edges = (
        Edge("PART_OF", "Category", "d:1:甲/乙", "Category", "d:1:甲"),
        Edge("IN_CATEGORY", "Task", "d:1.1", "Category", "d:1:甲/乙"),
    )

    places = lay_in_lanes(Content(nodes, edges)).places

    assert places["Category", "d:1:甲"].x < places["Category", "d:1:甲/乙"].x < places["Task", "d:1.1"].x


def test_rings_lie_one_around_the_other(sample: Content) -> None:
    """Officials, categories, tasks, units from the inside out; tasks show their number."""
    scene = lay_in_rings(sample)

    def radius(label: str) -> set[int]:
        places = [scene.places[key] for key in scene.plates if key[0] == label]
        return {round(((place.x / STRETCH) ** 2 + place.y**2) ** 0.5) for place in places}

    rings = [radius(label) for label in ("Official", "Category", "Task", "Unit")]
    assert all(max(ring) - min(ring) <= 1 for ring in rings)
    assert [max(ring) for ring in rings] == sorted(max(ring) for ring in rings)
    [first] = [plate for key, plate in scene.plates.items() if key[1].endswith(":1.105")]
    assert first.lines == ("1.105",)
