"""The command line: every command with its options. What a command does is imported when it is used.

So ``zerentu extract`` waits neither for the web framework nor for an engine.
"""

from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

import graph
from api.commands import options as given
from api.commands.parsing import read_plainly
from graph.errors import InputError

# Each command imports what does its work when it is used.
# ruff: noqa: PLC0415

app = typer.Typer(
    name="zerentu",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


key = typer.Typer(name="key", help="Make, list and revoke the keys of the service.")
app.add_typer(key)
judge = typer.Typer(name="judge", help="Decide which names are one unit, and which are not.")
app.add_typer(judge)


@app.callback(invoke_without_command=True)
def zerentu(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """责任图: who answers for what, read from Chinese government documents into a knowledge graph."""
    if version:
        typer.echo(f"zerentu {graph.__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


@app.command()
def extract(  # noqa: PLR0913, PLR0917 - each is an option
    files: given.Files,
    form: Annotated[
        given.Format | None,
        typer.Option("--format", help="table (the default), jsonl (one object a task) or csv."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write jsonl or csv to this file; csv so that Excel reads it.")
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="With jsonl or csv, print the report on standard error.")
    ] = False,
    jurisdiction: given.Jurisdiction = None,
    year: given.Year = None,
    number: given.Number = None,
    title: given.Title = None,
    kind: given.KindOption = None,
    issued_on: given.IssuedOn = None,
    workers: given.Workers = None,
    scheduler: given.Scheduler = None,
    as_json: given.Json = False,
) -> None:
    """Read documents and print their tasks; no store is needed."""
    _start_reader(scheduler)
    from api.commands.extract import print_records

    facts = given.GivenFacts(jurisdiction, year, number, title, kind, issued_on)
    print_records(files, facts, given.Means(workers, scheduler), given.Printing(form, output, report, as_json))


@app.command()
def check(  # noqa: PLR0913, PLR0917 - each is an option
    files: given.Files,
    form: Annotated[
        given.CheckFormat | None,
        typer.Option("--format", help="table (the default), json, sarif (2.1.0) or html (one page, offline)."),
    ] = None,
    rules: Annotated[
        list[str] | None, typer.Option("--rule", metavar="NAME", help="Only this rule; may be given several times.")
    ] = None,
    ignored: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="NAME", help="Not this rule; may be given several times.")
    ] = None,
    severity: Annotated[
        given.Severity, typer.Option(help="Only findings as severe as this: note (all) or warning.")
    ] = given.Severity.NOTE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write json, sarif or html to this file.")
    ] = None,
    jurisdiction: given.Jurisdiction = None,
    year: given.Year = None,
    number: given.Number = None,
    title: given.Title = None,
    kind: given.KindOption = None,
    issued_on: given.IssuedOn = None,
    workers: given.Workers = None,
    scheduler: given.Scheduler = None,
    as_json: given.Json = False,
) -> None:
    """Read drafts as a supervision office would before they go out.

    The exit code is 1 where there is anything to look at.
    """
    _start_reader(scheduler)
    from api.commands.check import check_files
    from api.commands.checked import select

    facts = given.GivenFacts(jurisdiction, year, number, title, kind, issued_on)
    selection = select(rules or [], ignored or [], severity)
    printing = given.CheckPrinting(form, output, as_json)
    check_files(files, facts, given.Means(workers, scheduler), selection, printing)


@app.command()
def load(  # noqa: PLR0913, PLR0917 - each is an option
    files: given.Files,
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    jurisdiction: given.Jurisdiction = None,
    year: given.Year = None,
    number: given.Number = None,
    title: given.Title = None,
    kind: given.KindOption = None,
    issued_on: given.IssuedOn = None,
    workers: given.Workers = None,
    scheduler: given.Scheduler = None,
    as_json: given.Json = False,
) -> None:
    """Read documents and write what they state to the store."""
    _start_reader(scheduler)
    from api.commands.load import load_files

    facts = given.GivenFacts(jurisdiction, year, number, title, kind, issued_on)
    load_files(files, facts, given.Means(workers, scheduler), given.Target(store, user, database), as_json)


@app.command()
def unload(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Id of the document, or its number.")],
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Take a document out of the store.

    The units and officials that only it names go with it.
    """
    from api.commands.load import unload_document

    unload_document(document, given.Target(store, user, database), as_json)


@app.command()
def ask(  # noqa: PLR0913, PLR0917 - each is an option
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="Name of a question.")] = None,
    parameters: given.Parameters = None,
    describe: Annotated[
        bool, typer.Option("--describe", help="Print what the question takes and returns instead of asking it.")
    ] = False,
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Answer a question of the catalogue; without one, list them."""
    from api.commands.ask import ask_question, describe_question, list_questions

    if question is None:
        list_questions(as_json)
    elif describe:
        describe_question(question, as_json)
    else:
        ask_question(question, parameters or [], given.Target(store, user, database), as_json)


@app.command()
def cypher(  # noqa: PLR0913, PLR0917 - each is an option
    statement: Annotated[str, typer.Argument(metavar="STATEMENT", help="A statement that only reads.")],
    parameters: given.Parameters = None,
    values: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="The same as an option; may be given several times."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, max=10_000_000, help="Print at most this many rows; by default 1000.")
    ] = None,
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Run a Cypher statement that only reads, guarded and within limits.

    $name in it is given as name=value. A value that reads as JSON (5, true, ["财政局"]) is one, any other is a text.
    """
    from api.commands.cypher import run_statement

    pairs = [*(parameters or []), *(values or [])]
    run_statement(statement, pairs, limit, given.Target(store, user, database), as_json)


@app.command()
def mcp(  # noqa: PLR0913, PLR0917 - each is an option
    http: Annotated[
        bool, typer.Option("--http", help="Over HTTP: zerentu serve, which answers agents at /mcp as well.")
    ] = False,
    host: Annotated[str | None, typer.Option(envvar="ZERENTU_HOST", help="With --http, address to answer on.")] = None,
    port: Annotated[
        int | None, typer.Option(envvar="ZERENTU_PORT", min=1, max=65535, help="With --http, port; by default 8000.")
    ] = None,
    service: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Ask a service that runs there, with the key ZERENTU_KEY, instead of a store."
        ),
    ] = None,
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
) -> None:
    """Give an agent the questions as tools: MCP over standard input and output, or over HTTP."""
    target = given.Target(store, user, database)
    if http:
        if service:
            raise InputError("--http and --service exclude each other: the service that runs answers agents itself")
        from api.commands.serve import serve

        serve(target, host, port, mcp=True)
        return
    from api.commands.mcp import serve_agents

    serve_agents(target, service)


@app.command()
def serve(
    host: Annotated[
        str | None, typer.Option(envvar="ZERENTU_HOST", help="Address to answer on; by default 127.0.0.1.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(envvar="ZERENTU_PORT", min=1, max=65535, help="Port; by default 8000.")
    ] = None,
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
) -> None:
    """Serve the REST API and the explorer until interrupted."""
    from api.commands.serve import serve

    serve(given.Target(store, user, database), host, port)


@app.command()
def export(  # noqa: PLR0913, PLR0917 - each is an option
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="File to write: .html, .svg or .png (a picture), .csv, .jsonl, .graphml, .gexf, .jsonld or .cypher.",
        ),
    ],
    parameters: given.Parameters = None,
    document: Annotated[str | None, typer.Option(help="Only what this document states; its id or number.")] = None,
    unit: Annotated[
        str | None, typer.Option(help="Only a unit's tasks and who else answers for them; its name, alias or id.")
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only what the answer to a question names, and the edges between."),
    ] = None,
    layout: Annotated[
        given.Layout | None, typer.Option(help="Of a picture: lanes (the default) or rings.", show_default=False)
    ] = None,
    csv_pair: Annotated[
        bool, typer.Option("--csv-pair", help="With .csv: all nodes and all relationships, in two files.")
    ] = False,
    neo4j_import: Annotated[
        bool, typer.Option("--neo4j-import", help="Make FILE a folder that neo4j-admin database import takes in.")
    ] = False,
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Write the graph, or a part of it, as a picture or as data; the suffix says how."""
    from api.commands.export import Form, export_graph, wanted_part

    wanted = wanted_part(document, unit, question, parameters)
    export_graph(file, wanted, Form(layout, csv_pair, neo4j_import), given.Target(store, user, database), as_json)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, such as graph.zerentu.gz.")],
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Write all that the store holds to one file, which either engine takes in again.

    A running server is no hindrance.
    """
    from api.commands.backup import back_up

    back_up(file, given.Target(store, user, database), as_json)


@app.command()
def restore(  # noqa: PLR0913, PLR0917 - each is an option
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File that zerentu backup wrote.")],
    replace: given.Replace = False,
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Write what a backup holds to an empty store, after the whole file was checked."""
    from api.commands.restore import restore_dump

    restore_dump(file, given.Target(store, user, database), replace, as_json)


@app.command()
def migrate(  # noqa: PLR0913, PLR0917 - each is an option
    source: Annotated[str, typer.Argument(metavar="FROM", help="Store to read: ladybug:PATH, bolt://HOST, …")],
    destination: Annotated[str, typer.Argument(metavar="TO", help="Empty store to write to.")],
    replace: given.Replace = False,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Write what one store holds to another one, on the same engine or the other, and compare both."""
    from api.commands.restore import migrate_graph

    migrate_graph(source, destination, given.Target(None, user, database), replace, as_json)


@app.command()
def doctor(
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Say which store answers, what it holds and what is wrong."""
    from api.commands.doctor import examine

    examine(given.Target(store, user, database), as_json)


@app.command()
def ledger(
    accept: Annotated[
        bool, typer.Option("--accept-loss", help="Give up what is missing, so that the graph opens as it is.")
    ] = False,
    store: given.Store = None,
    as_json: given.Json = False,
) -> None:
    """List what an embedded graph was loaded with, and what of it is missing.

    The exit code is 1 where something is.
    """
    from api.commands.ledger import accept_loss, show_ledger

    (accept_loss if accept else show_ledger)(given.Target(store), as_json)


@key.command("create")
def create_key(
    role: given.RoleOption,
    name: Annotated[str, typer.Option(help="Whose it is, or what for.")] = "",
    store: given.Store = None,
    as_json: given.Json = False,
) -> None:
    """Make a key and print it, this once."""
    from api.commands.key import create_key

    create_key(role, name, given.Target(store), as_json)


@key.command("list")
def list_keys(store: given.Store = None, as_json: given.Json = False) -> None:
    """List the keys, revoked ones as well."""
    from api.commands.key import list_keys

    list_keys(given.Target(store), as_json)


@key.command("revoke")
def revoke_key(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id of the key.")],  # noqa: A002 - its public name
    store: given.Store = None,
    as_json: given.Json = False,
) -> None:
    """Let a key count no more, at once, also in a service that runs."""
    from api.commands.key import revoke_key

    revoke_key(id, given.Target(store), as_json)


def _start_reader(scheduler: str | None) -> None:
    """Let the process that reads files import the readers while this one imports what it needs itself."""
    if scheduler is None:
        from loaders.confined.server import SERVER

        SERVER.start()


@judge.command("same")
def judge_same(  # noqa: PLR0913, PLR0917 - each is an option
    kept: Annotated[str, typer.Argument(metavar="NAME", help="The name that the unit goes by.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another name of it.")],
    place: given.Place = None,
    reason: given.Reason = "",
    by: given.By = None,
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Let two names be one unit, which goes by the first; what is loaded and what comes is read so."""
    from api.commands.judge import judge_names

    judge_names("same", (kept, other), place, reason, by, given.Target(store, user, database), as_json)


@judge.command("different")
def judge_different(  # noqa: PLR0913, PLR0917 - each is an option
    one: Annotated[str, typer.Argument(metavar="NAME", help="A name.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="A name that means another unit.")],
    place: given.Place = None,
    reason: given.Reason = "",
    by: given.By = None,
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Let two names be two units, though the alias table takes them for one, and let nobody join them."""
    from api.commands.judge import judge_names

    judge_names("different", (one, other), place, reason, by, given.Target(store, user, database), as_json)


@judge.command("list")
def judge_list(
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """List what was decided, with who and when."""
    from api.commands.judge import list_judgements

    list_judgements(given.Target(store, user, database), as_json)


@judge.command("withdraw")
def judge_withdraw(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Its id, as judge list prints it.")],
    store: given.Store = None,
    user: given.User = None,
    database: given.Database = None,
    as_json: given.Json = False,
) -> None:
    """Take a judgement back; the units are what they were."""
    from api.commands.judge import withdraw_judgement

    withdraw_judgement(judgement, given.Target(store, user, database), as_json)


def run(arguments: list[str]) -> int:
    """Run one command line and return the exit code that it asks for.

    Raises:
        InputError: there is no such command or option, or a value is none that it takes.
        ZerentuError: whatever the command fails with.
    """
    read_plainly()
    command = get_command(app)
    try:
        with command.make_context("zerentu", arguments) as context:
            command.invoke(context)
    except typer.Exit as wanted:
        return wanted.exit_code
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    except typer.TyperException as error:
        message = error.format_message().replace("Value error, ", "").rstrip(".")
        path = getattr(getattr(error, "ctx", None), "command_path", "zerentu")
        raise InputError(f"{message}. See {path} --help") from error
    return 0
