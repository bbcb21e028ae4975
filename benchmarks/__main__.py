"""``python -m benchmarks [--quick]``: measure, print tables of ratios, write JSON if asked to."""

import argparse
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from benchmarks.engines import measure_ladybug, measure_neo4j
from benchmarks.explorer import measure_explorer
from benchmarks.extraction import measure_extraction
from benchmarks.generator import documents_for, make_documents
from benchmarks.measuring import measure_once
from benchmarks.neo4j_server import RefusedError, Server, claimed_server
from benchmarks.pictures import measure_pictures
from benchmarks.report import Comparison, print_tables, write_json
from benchmarks.rest import ONCE, QUICK, THOROUGH, measure_rest
from benchmarks.sample import measure_make_run, measure_questions
from benchmarks.searching import measure_search
from loaders.confined.child import look_for_cycles_seldom

_PARTS = ("extraction", "run", "questions", "rest", "search", "explorer", "pictures", "ladybug", "neo4j")
_SIZES = (150, 10_000, 100_000)


def main(words: Sequence[str] | None = None) -> int:
    """Run what the words ask for; exit code 0 whatever the figures are, 3 where there is no Neo4j to measure on."""
    given = _parser().parse_args(words)
    sizes = sorted(given.sizes or (_SIZES[:2] if given.quick else _SIZES))
    needs_server = {"questions", "rest", "search", "neo4j"} & set(given.only) and not given.no_neo4j
    lent: AbstractContextManager[Server | None] = claimed_server() if needs_server else nullcontext()
    found: list[Comparison] = []
    if given.once:
        measure_once()
    try:
        with lent as server:
            for comparison in _measure(given, sizes, server):
                found.append(comparison)
                _tell(comparison)
    except RefusedError as error:
        print(f"benchmarks: {error}; or leave it out by --no-neo4j", file=sys.stderr)
        return 3
    finally:
        if found:
            print_tables(found)
            if given.json:
                write_json(given.json, found, given.seed)
    return 0


def _measure(given: argparse.Namespace, sizes: Sequence[int], server: Server | None) -> Iterator[Comparison]:
    parts, rows, seed = given.only, given.rows, given.seed
    if "extraction" in parts:
        look_for_cycles_seldom()  # as in the child processes that read
        yield from measure_extraction(rows, seed)
    if "run" in parts:
        yield from measure_make_run()
    if "questions" in parts:
        yield from measure_questions(server)
    if "rest" in parts:
        yield from measure_rest(sizes, seed, server, ONCE if given.once else QUICK if given.quick else THOROUGH)
    if "search" in parts:
        yield from measure_search(sizes, seed, server)
    yield from _measure_in_browser(parts, sizes, seed)
    if {"ladybug", "neo4j"} & set(parts):
        documents = list(make_documents(0, documents_for(sizes[-1]), seed))
        # Held all the time: the collector need not look through a million objects again and again.
        gc.collect()
        gc.freeze()
        if "ladybug" in parts:
            yield from measure_ladybug(sizes, documents, seed)
        if "neo4j" in parts and server:
            yield from measure_neo4j(sizes, documents, seed, server)


def _measure_in_browser(parts: Sequence[str], sizes: Sequence[int], seed: int) -> Iterator[Comparison]:
    if "explorer" in parts:
        yield from measure_explorer(sizes, seed)
    if "pictures" in parts:
        yield from measure_pictures(seed)


def _tell(comparison: Comparison) -> None:
    """Say on standard error that one more is done: the whole takes minutes."""
    words = f"{comparison.group}: {comparison.what} ({comparison.size}) {comparison.ratio:.2f} × {comparison.rival}"
    print(words, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="150 and 10,000 tasks only: under three minutes")
    parser.add_argument("--once", action="store_true", help="one round of each figure, to see that all are measured")
    parser.add_argument("--only", nargs="+", choices=_PARTS, default=list(_PARTS), help="these parts only")
    parser.add_argument("--sizes", nargs="+", type=int, help="numbers of tasks (default 150 10000 100000)")
    parser.add_argument("--rows", type=int, default=5000, help="rows of the table to extract (default 5000)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives other documents")
    parser.add_argument("--no-neo4j", action="store_true", help="leave out what needs a Neo4j")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
