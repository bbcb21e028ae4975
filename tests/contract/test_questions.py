"""Every question of the catalogue on both engines: the same rows in the same, total order."""

from collections.abc import Mapping
from typing import Any

import pytest

import queries
from graph.store import Store
from queries.named import LABEL_OF

GIVEN = {
    "category": "综合指标",
    "direct": True,
    "document": "太政发〔2021〕9号",
    "jurisdiction": "太仓市",
    "kind": "paragraph",
    "level": 2,
    "limit": 7,
    "name": "财政局",
    "official": "320585:张顺",
    "period": "2022",
    "role": "supports",
    "supports": True,
    "unit": "320585:财政局",
    "unit_group": "有关部门",
    "year": 2021,
}


def of_taicang(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters with ids for the names that 云溪 has as well: 市发改委 is 320585:发改委."""
    ids = {name: f"320585:{parameters[name].removeprefix('市')}" for name in LABEL_OF if name in parameters}
    return {**parameters, **ids}


def cases(question: queries.Question) -> list[dict[str, Any]]:
    """The example of a question, then what it requires with no optional parameter, each alone, all of them."""
    example = of_taicang(question.example)
    required = {each.name: example[each.name] for each in question.parameters if each.is_required}
    optional = [each.name for each in question.parameters if not each.is_required]
    chosen = [(), *((name,) for name in optional), tuple(optional)]
    return [example, *({**required, **{name: GIVEN[name] for name in names}} for names in chosen)]


@pytest.mark.neo4j
@pytest.mark.parametrize("name", queries.names())
def test_both_engines_give_the_same_rows(name: str, ladybug_sample: Store, neo4j_sample: Store) -> None:
    """Rows, values and order are equal, for the example and for every optional parameter alone and all together."""
    for parameters in cases(queries.question(name)):
        embedded = queries.ask(ladybug_sample, name, parameters)

        served = queries.ask(neo4j_sample, name, parameters)

        assert served.rows == embedded.rows, parameters


@pytest.mark.parametrize("name", queries.names())
def test_the_example_answers_and_its_order_is_total(name: str, ladybug_sample: Store) -> None:
    """The example has rows (save of what the sample has none) and no two rows stand at the same place of the order."""
    question = queries.question(name)

    answer = queries.ask(ladybug_sample, name, of_taicang(question.example))

    assert answer.rows
    assert all(len(row) == len(question.columns) for row in answer.rows)
    if not question.analysis:
        places = [tuple(row[question.columns.index(column)] for column in question.order) for row in answer.rows]
        assert len({str(place) for place in places}) == len(places)
