"""The notebooks that need a Neo4j: what they show, and that they leave the server as they found it."""

from collections.abc import Iterator

import neo4j
import pytest
from nbclient.exceptions import CellExecutionError

from graph.store import open_store
from loaders import extract_file
from tests.conftest import Address
from tests.notebooks.running import ROOT, execute
from tests.schema import drop_schema

SAMPLE = ROOT / "data" / "taicang-2021-breakdown.txt"
ON_SERVER = ("3-neo4j-driver", "4-py2neo")

pytestmark = pytest.mark.neo4j


@pytest.fixture
def there(neo4j_address: Address) -> dict[str, str]:
    """What ``scripts/neo4j up`` would have put into the environment."""
    url, options = neo4j_address
    return {"NEO4J_URI": url, "NEO4J_USER": options.user, "NEO4J_PASSWORD": options.password}


@pytest.fixture
def driver(neo4j_address: Address) -> Iterator[neo4j.Driver]:
    """The server, to look at and to put something into; what is put in is taken out by the next test."""
    url, options = neo4j_address
    auth = (options.user, options.password)
    with neo4j.GraphDatabase.driver(url, auth=auth, notifications_min_severity="OFF") as opened:
        yield opened


def held(driver: neo4j.Driver) -> tuple[list[str], list[str]]:
    """Return all nodes as text, and the names of all indexes."""
    nodes = driver.execute_query("MATCH (n) RETURN labels(n) + [coalesce(n.id, '')] AS node ORDER BY node").records
    indexes = driver.execute_query("SHOW INDEXES YIELD name RETURN name ORDER BY name").records
    return [str(record["node"]) for record in nodes], [record["name"] for record in indexes]


def load_sample(address: Address) -> None:
    """Put the sample into the server."""
    with open_store(*address) as store:
        store.load(extract_file(SAMPLE).batch())


def test_the_driver_shows_the_same_answers_on_an_empty_server(there: dict[str, str], driver: neo4j.Driver) -> None:
    """Three tasks speak of 污水处理: rows 1.81, 1.85 and 2.20. Sample and schema are gone at the end."""
    drop_schema(driver)
    before = held(driver)

    executed = execute("3-neo4j-driver", there)
    profiles = {row[0]: int(row[1]) for row in executed.rows("profile")}

    assert executed.complaints() == {}
    assert executed.cpu_seconds < 60
    assert len(executed.rows("run")) == 8
    assert executed.rows("same")[0] == ["320585:发改委", "发改委", "28", "27", "0", "0", "0"]
    assert executed.rows("magic-cell")[0] == ["吴敬宇", "54"]
    assert {row[0] for row in executed.rows("text")} == {
        "太仓市城区污水处理厂提标改造项目",
        "深化河长制、断面长制",
        "主城区水质提升控导工程完工",
    }
    # "The first uses the index, the others read every unit."
    assert "NodeIndexSeek" in executed.rows("profile")[0][2]
    assert profiles["等于 {name: …}"] == min(profiles.values())
    assert len(executed.figures()) == 1
    assert held(driver) == before


def test_py2neo_does_what_the_notebook_says_on_an_empty_server(there: dict[str, str], driver: neo4j.Driver) -> None:
    """Statements, matchers, merge and bulk work; the six calls about indexes and constraints fail."""
    drop_schema(driver)
    before = held(driver)

    executed = execute("4-py2neo", there)
    outcomes = [outcome.partition(":")[0] for _, outcome in executed.rows("fails")]

    assert executed.complaints() == {}
    assert executed.cpu_seconds < 60
    assert executed.printed("trap") == "ValueError: Unknown protocol 'neo4j'\n"
    assert executed.printed("run") == "行数相同 / the same rows: True 8\n"
    assert executed.printed("match") == "py2neo: 8  driver: 8\n"
    assert executed.printed("merge").splitlines()[0] == "py2neo: 水利局"
    assert executed.printed("bulk").splitlines()[0] == "py2neo: 499"
    assert outcomes == [*["能用 / works"] * 2, *["ClientError"] * 6, "ConnectionUnavailable"]
    assert executed.printed("instead").splitlines()[1].startswith("AuthError")
    assert held(driver) == before


@pytest.mark.parametrize("name", ON_SERVER)
def test_a_server_that_holds_the_sample_is_only_read(
    name: str, there: dict[str, str], driver: neo4j.Driver, neo4j_address: Address
) -> None:
    """The graph may be somebody's: nothing is missing and nothing is added afterwards."""
    load_sample(neo4j_address)
    before = held(driver)

    executed = execute(name, there)

    assert executed.printed("claim").startswith("只读")
    assert held(driver) == before


@pytest.fixture
def of_others(driver: neo4j.Driver) -> Iterator[None]:
    """Something in the server that no notebook made."""
    driver.execute_query("CREATE (:Film {id: 'somebody else'})")
    yield
    driver.execute_query("MATCH (film:Film) DELETE film")


@pytest.mark.parametrize("name", ON_SERVER)
@pytest.mark.usefixtures("of_others")
def test_a_server_that_holds_something_else_is_left_alone(
    name: str, there: dict[str, str], driver: neo4j.Driver
) -> None:
    """The notebook stops at the cell that looks, before anything is written."""
    before = held(driver)

    with pytest.raises(CellExecutionError) as raised:
        execute(name, there)

    assert "schema_before = schema_names()" in str(raised.value)
    assert held(driver) == before


@pytest.mark.parametrize("name", ON_SERVER)
def test_without_a_server_one_line_says_what_to_do(name: str) -> None:
    """The first cell stops the run, and prints no traceback."""
    with pytest.raises(CellExecutionError) as raised:
        execute(name)

    printed = [line for line in str(raised.value).splitlines() if line.startswith("UsageError")]
    assert printed == [
        'UsageError: 没有 Neo4j / no Neo4j: run  eval "$(scripts/neo4j up)"  and open the notebook from that shell'
    ]
