"""The options that several commands share, and the plain values that they are handed on as. Imports nothing heavy."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.access.roles import Role


class Format(StrEnum):
    """How ``extract`` prints records."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class CheckFormat(StrEnum):
    """How ``check`` prints findings."""

    TABLE = "table"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"


class Severity(StrEnum):
    """How severe a finding is, from the least to the most."""

    NOTE = "note"
    WARNING = "warning"


class Kind(StrEnum):
    """The kinds of document that the graph knows (``Document.kind``)."""

    BREAKDOWN = "breakdown"
    REPORT = "report"
    PROGRESS = "progress"


class Layout(StrEnum):
    """How a picture is laid out."""

    LANES = "lanes"
    RINGS = "rings"


@dataclass(frozen=True, slots=True)
class Printing:
    """How ``extract`` is to print: to a file or to standard output, with the report beside it or not."""

    form: Format | None = None
    output: Path | None = None
    report: bool = False
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class CheckPrinting:
    """How ``check`` is to print, and to which file."""

    form: CheckFormat | None = None
    output: Path | None = None
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """The facts of a document that the caller gives; None where the document itself is to say it."""

    jurisdiction: str | None = None
    year: int | None = None
    number: str | None = None
    title: str | None = None
    kind: str | None = None
    issued_on: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The store that the caller names; None where the environment or the default decides."""

    store: str | None = None
    user: str | None = None
    database: str | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """By what means files are read; None where the environment or the default decides."""

    workers: int | None = None
    scheduler: str | None = None


Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help="Documents to read, or folders of documents.", show_default=False),
]
Workers = Annotated[
    int | None, typer.Option(min=1, max=1000, help="How many files to read at a time; by default one a processor.")
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Read on the Dask cluster of this scheduler, such as tcp://host:8786."),
]
Parameters = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME=VALUE", help="Values of its parameters, such as unit=水务局.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]

Replace = Annotated[bool, typer.Option("--replace", help="Take out first whatever else the store holds.")]

Jurisdiction = Annotated[
    str | None, typer.Option(help="The place it is for: a name such as 太仓市, or its six-digit GB/T 2260 code.")
]
Year = Annotated[int | None, typer.Option(min=1900, max=2100, help="The year that its tasks are for.")]
Number = Annotated[str | None, typer.Option(help="Its document number, such as 太政发〔2021〕9号.")]
Title = Annotated[str | None, typer.Option(help="Its title.")]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="What kind of document it is.")]
IssuedOn = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Its date of issue.")]

RoleOption = Annotated[
    Role,
    typer.Option(
        "--role", help="What it allows: reader, editor (loads, unloads and judges names), admin (sees the audit log)."
    ),
]

Store = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar="ZERENTU_STORE",
        help="Where the graph is: ladybug:PATH, bolt://HOST, neo4j://HOST, neo4j+s://HOST; "
        "by default ladybug:.zerentu/graph.lbug. The password comes from ZERENTU_NEO4J_PASSWORD.",
    ),
]
User = Annotated[str | None, typer.Option(envvar="ZERENTU_NEO4J_USER", help="Neo4j user; by default neo4j.")]
Database = Annotated[
    str | None, typer.Option(envvar="ZERENTU_NEO4J_DATABASE", help="Neo4j database; by default neo4j.")
]
Place = Annotated[
    str | None,
    typer.Option("--place", help="Code or name of the place; by default the only one that the store holds."),
]
Reason = Annotated[str, typer.Option("--reason", help="What the decision rests on.")]
By = Annotated[str | None, typer.Option("--by", help="Who decided; by default the user of this machine.")]
