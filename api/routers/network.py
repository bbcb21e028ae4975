"""The graph around nodes of any label: neighbours, shortest paths, and the edges between some nodes."""

import re
from itertools import pairwise
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field, StringConstraints

from api.forms import require_json
from api.judging import moved_units
from api.models_of_nodes import NodeWithNeighbours, PathsFound, Subgraph
from api.openapi import LIST_PROBLEMS, problem_responses
from api.openapi_answers import CONDITIONAL, answer_responses, moved_responses
from api.paths import WALKED, WEAK, NodeKey, shortest_paths
from api.problems import WrongParameterError
from api.resources import relations_of
from api.routers.asking import (
    ONCE,
    NoQuery,
    PageQuery,
    Text,
    known_name,
    known_names,
    pattern_of_names,
    split_names,
    store_of,
)
from api.routers.nodes import LABELS, Reference, find_node, find_nodes, neighbours_of
from api.rows import rows_of
from api.statements import node_statement
from api.subgraphs import edges_between
from api.surroundings import with_facts
from graph.schema import RELATIONSHIPS
from graph.store import Store

MOST_NODES, MOST_PATHS, LONGEST_IDS = 500, 20, 20_000
_BETWEEN_IDS = re.compile(r"(?<!\\),")
_BREAKDOWN = "320585:太政发〔2021〕9号"
_TYPES = tuple(each.type for each in RELATIONSHIPS)
_WALKABLE = (*WALKED, *WEAK)

Label = Annotated[str, known_name(LABELS), Field(json_schema_extra={"enum": [*LABELS]})]
Relationship = Annotated[str, known_name(_TYPES), Field(json_schema_extra={"enum": [*_TYPES]})]
Types = Annotated[str, known_names(_WALKABLE), Field(json_schema_extra={"pattern": pattern_of_names(_WALKABLE)})]
Ids = Annotated[str, StringConstraints(max_length=LONGEST_IDS, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
AnyId = Annotated[
    str, Path(description="任何一类节点的编号，须百分号编码 / id of any label, percent-encoded", examples=["320585"])
]


class NeighboursQuery(PageQuery):
    """Which neighbours are asked for."""

    relationship: Relationship | None = Field(
        None, description="只看一种关系 / only this relation", examples=["WITHIN"]
    )
    label: Label | None = Field(
        None,
        description="几类共有此编号时取哪一类 / which label, where several share the id",
        examples=["Jurisdiction"],
    )


class PathsQuery(NoQuery):
    """Between which nodes, and along what."""

    start: Text = Field(alias="from", description="起点编号 / id of the one end", examples=["320585:审计局"])
    finish: Text = Field(alias="to", description="终点编号 / id of the other end", examples=["320585:海事局"])
    start_label: Label | None = Field(
        None, alias="from_label", description="起点的类型 / label of the one end", examples=["Unit"]
    )
    finish_label: Label | None = Field(
        None, alias="to_label", description="终点的类型 / label of the other end", examples=["Unit"]
    )
    relationships: Types = Field(
        ",".join(WALKED),
        description=f"只沿这些关系，可加 {'、'.join(WEAK)} / only along these; {', '.join(WEAK)} can be added",
        examples=["LEADS,OWNS,SUPPORTS"],
    )
    limit: int = Field(5, ge=1, le=MOST_PATHS, description="至多几条 / at most this many", examples=[5])


class SubgraphQuery(NoQuery):
    """Which nodes are to be shown."""

    ids: Ids = Field(
        description="编号，以逗号分开，至多500个；编号中的逗号写作 \\, / "
        "ids parted by commas, at most 500; a comma within an id is written \\,",
        examples=[f"320585:财政局,320585:吴敬宇,{_BREAKDOWN}:1.2"],
    )


def network_router() -> APIRouter:
    """Return the routes around nodes of any label."""
    router = APIRouter(tags=["network"], dependencies=[ONCE])
    found = answer_responses() | moved_responses() | problem_responses("not-found", "not-acceptable", *LIST_PROBLEMS)
    router.add_api_route(
        "/neighbours/{id:path}",
        show_neighbours,
        response_model=NodeWithNeighbours,
        response_model_exclude_unset=True,
        responses=found,
        summary="任一节点的邻居 / The neighbours of any node",
        operation_id="show-neighbours",
        openapi_extra=CONDITIONAL,
    )
    router.add_api_route(
        "/paths",
        find_paths,
        response_model=PathsFound,
        response_model_exclude_unset=True,
        responses=found,
        summary="两个节点之间的最短路径 / The shortest paths between two nodes",
        operation_id="find-paths",
        openapi_extra=CONDITIONAL,
    )
    router.add_api_route(
        "/subgraph",
        show_subgraph,
        response_model=Subgraph,
        response_model_exclude_unset=True,
        responses=answer_responses() | problem_responses("not-acceptable", *LIST_PROBLEMS),
        summary="一些节点及其间所有的边 / Some nodes and all edges between them",
        operation_id="show-subgraph",
        openapi_extra=CONDITIONAL,
    )
    return router


def show_neighbours(
    request: Request,
    id: AnyId,  # noqa: A002  # its public name
    query: Annotated[NeighboursQuery, Query()],
) -> dict[str, Any]:
    """Each relation is paged by itself; `rest` is how many come behind the page.

    An id is unique within its label; where several labels share it, the first in schema order is shown unless `label`
    names one, and `also` names the others.
    """
    require_json(request)
    store = store_of(request)
    node, also = find_node(store, id, query.label)
    label = node["label"]
    rows = rows_of(store, node_statement(label), id=id)
    totals = [rows[0][f"total_{number}"] if rows else 0 for number in range(len(relations_of(label)))]
    return {
        "node": node,
        "also": also,
        "neighbours": neighbours_of(store, (label, id), totals, query, query.relationship),
    }


def find_paths(request: Request, query: Annotated[PathsQuery, Query()]) -> dict[str, Any]:
    """All edges may be walked in both directions, at most 6 of them; not through documents and places, which join all.

    `total` counts the shortest paths, of which the first are listed; each step has every edge between its two nodes,
    with its receipt. `is_complete` false: more than 20,000 nodes were reached, and whether there is a path is not
    known.
    """
    require_json(request)
    store = store_of(request)
    start, start_also = find_node(store, query.start, query.start_label)
    finish, finish_also = find_node(store, query.finish, query.finish_label)
    types = split_names(query.relationships)
    found = shortest_paths(store, (_key(start), _key(finish)), types, query.limit)
    return {
        "start": {**start, "also": start_also},
        "finish": {**finish, "also": finish_also},
        "length": found.length,
        "total": found.total,
        "limit": query.limit,
        "items": _with_edges(store, found.items, types),
        "is_complete": found.is_complete,
        "visited": found.visited,
    }


def show_subgraph(request: Request, query: Annotated[SubgraphQuery, Query()]) -> dict[str, Any]:
    """For pictures. Where several labels share an id, all of these nodes are shown; `missing` are ids of no node."""
    require_json(request)
    ids = list(dict.fromkeys(each for each in _split_ids(query.ids) if each))
    if len(ids) > MOST_NODES:
        raise WrongParameterError("ids", f"at most {MOST_NODES} nodes are shown, and these are {len(ids)}")
    store = store_of(request)
    nodes = find_nodes(store, ids) if ids else []
    held = {node["id"] for node in nodes}
    moved = moved_units(store, [each for each in ids if each not in held])
    nodes += find_nodes(store, sorted({*moved.values()} - held)) if moved else []
    return {
        "nodes": with_facts(store, nodes),
        "edges": edges_between(store, [_key(node) for node in nodes]),
        "missing": [each for each in ids if each not in held and each not in moved],
        "moved": [{"id": each, "became": became} for each, became in moved.items()],
    }


def _with_edges(store: Store, paths: tuple[tuple[NodeKey, ...], ...], types: list[str]) -> list[dict[str, Any]]:
    """Return paths as their nodes, and for each step all edges of the types that were walked."""
    keys = {key for path in paths for key in path}
    nodes = {_key(node): node for node in find_nodes(store, sorted({key for _, key in keys}))} if keys else {}
    between: dict[frozenset[NodeKey], list[dict[str, Any]]] = {}
    for edge in edges_between(store, keys) if keys else ():
        if edge["relationship"] in types:
            between.setdefault(frozenset((_key(edge["start"]), _key(edge["finish"]))), []).append(edge)
    return [
        {
            "nodes": [nodes[key] for key in path],
            "steps": [between[frozenset(ends)] for ends in pairwise(path)],
        }
        for path in paths
    ]


def _key(node: Reference) -> NodeKey:
    return node["label"], node["id"]


def _split_ids(ids: str) -> list[str]:
    """Return the ids; a comma with a backslash in front is part of one."""
    return [each.replace("\\,", ",").strip() for each in _BETWEEN_IDS.split(ids)]
