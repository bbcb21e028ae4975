"""What the benchmark of pictures draws."""

from api.exports.content import finish_of, key_of, start_of
from benchmarks.pictures import network_of


def test_a_network_has_as_many_nodes_as_are_asked_for() -> None:
    """The same for the same seed; every edge ends in two of them."""
    content = network_of(300, 1)

    keys = {key_of(node) for node in content.nodes}
    assert len(keys) == len(content.nodes) == 300
    assert all(start_of(edge) in keys and finish_of(edge) in keys for edge in content.edges)
    assert {label for label, _ in keys} == {"Category", "Official", "Task", "Unit", "UnitGroup"}
    assert network_of(300, 1) == content
