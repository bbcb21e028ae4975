"""The log of a service: a line an event on standard error, as JSON or as text.

Whatever our code and the libraries say through ``logging`` comes out in one form. What was given by others (a path, the
message of an engine) can neither begin a line of its own nor steer a terminal, and what looks like a password or key
is taken out.
"""

import json
import logging
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from structlog.contextvars import get_contextvars, merge_contextvars
from structlog.processors import EventRenamer, TimeStamper, format_exc_info
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.types import EventDict, Processor, WrappedLogger

from api.settings import LogFormat, LogLevel

OURS = ("api", "graph", "loaders", "queries", "uvicorn")
"""The loggers that the level is for; other libraries tell their warnings and errors."""

_FIRST = ("time", "level", "message")
_SECRETS = re.compile(
    r"(?<=://)[^/\s]+(?=@)"  # user and password in an address
    r"|(?i:(?<=\bBearer )|(?<=\bBasic ))\S+"
    r"|(?i:(?<=password[=:])|(?<=password[=:] )|(?<=authorization[=:])|(?<=authorization[=:] ))[^\s,;&]+"
)
_TAKEN_OUT = "…"
_HINTS = re.compile(r"://|bearer |basic |password|authorization", re.IGNORECASE)
"""Without one of these there is no secret: to look for them takes a tenth of the time."""
FACTS = "zerentu_facts"
"""The attribute of a record that holds all that it tells: such a record is formatted at once."""
_ENCODE = json.JSONEncoder(ensure_ascii=False, default=str).encode
# What JSON leaves as it is: controls of a terminal (C1), separators of lines, marks of direction.
_MARKS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def start_log(form: LogFormat, level: LogLevel) -> None:
    """Let everything that is logged in this process go to standard error, in this form, from this level on."""
    shared: list[Processor] = [
        merge_contextvars,
        add_log_level,
        add_logger_name,
        ExtraAdder(),
        TimeStamper(fmt="iso", utc=True, key="time"),
        format_exc_info,
        EventRenamer("message"),
    ]
    last = render_json if form == "json" else render_text
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines([ProcessorFormatter.remove_processors_meta, last], shared))
    logging.basicConfig(handlers=[handler], level=max(logging.WARNING, _number(level)), force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(_number(level))


class _Lines(ProcessorFormatter):
    """Formats by structlog's processors; a record of known facts without them, which takes a third of the time.

    A service writes one such record for each request: the processors cost it as much as a fifth of a kept answer.
    """

    def __init__(self, processors: Sequence[Processor], shared: Sequence[Processor]) -> None:
        super().__init__(processors=processors, foreign_pre_chain=shared)
        self._last = processors[-1]

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        facts = record.__dict__.get(FACTS)
        if facts is None:
            return super().format(record)
        time = datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z")
        event = {"time": time, "level": record.levelname.lower(), "message": record.msg, "logger": record.name}
        return str(self._last(None, "", event | get_contextvars() | facts))


def render_json(logger: WrappedLogger, method: str, event: EventDict) -> str:
    """Return an event as one line of JSON."""
    event.pop("color_message", None)
    text = _ENCODE(_ordered(event))
    # To look through the whole line once is cheaper than through each value.
    text = _ENCODE(_ordered(_without_secrets(event))) if _HINTS.search(text) else text
    return _MARKS.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def render_text(logger: WrappedLogger, method: str, event: EventDict) -> str:
    """Return an event as one line of text; the lines of a traceback follow, indented."""
    event = _without_secrets(event)
    trace = str(event.pop("exception", ""))
    head = " ".join(str(event.pop(name, "-")) for name in _FIRST[:2])
    said = _plain(str(event.pop("message", "")))
    facts = "".join(f" {name}={_fact(value)}" for name, value in event.items())
    return "\n".join([f"{head} {said}{facts}", *(f"    {_plain(line)}" for line in trace.splitlines())])


def _number(level: LogLevel) -> int:
    return logging.getLevelNamesMapping()[level.upper()]


def _ordered(event: EventDict) -> dict[str, Any]:
    if tuple(islice(event, len(_FIRST))) == _FIRST:
        return dict(event)
    return {name: event[name] for name in _FIRST if name in event} | dict(event)


def _without_secrets(event: EventDict) -> EventDict:
    # uvicorn says some things twice, the second time with marks for a terminal.
    return {name: _without_secret(value) for name, value in event.items() if name != "color_message"}


def _without_secret(value: object) -> object:
    return _SECRETS.sub(_TAKEN_OUT, value) if isinstance(value, str) and _HINTS.search(value) else value


def _fact(value: object) -> str:
    """Return a value so that it is one word, or in quotes."""
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if re.fullmatch(r"[^\s\"'=]*", text) and text.isprintable() else _plain(repr(text))


def _plain(text: str) -> str:
    """Return a text without anything that does not print: as escapes."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
