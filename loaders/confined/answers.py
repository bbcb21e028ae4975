"""What goes between the caller and the child that reads: questions and answers as JSON, built by their types.

No pickle: an answer comes from a process that has read a hostile file. A value becomes an object only where the field
of the dataclass or named tuple has its type; anything else is refused.
"""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from graph import errors
from graph.errors import InputError, ZerentuError
from loaders.confined.limits import Limits
from loaders.notice import Options
from loaders.result import Extraction

_LONGEST_MESSAGE = 4000
_PLAIN = (str, int, float, types.NoneType)
_ERRORS = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, InputError)}

Build = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Request:
    """What a child is asked: to read a file of that name; its bytes follow."""

    name: str
    options: Options
    limits: Limits


def pack_request(request: Request, data: bytes) -> bytes:
    """Return a request with the bytes of the file."""
    return json.dumps(as_plain(request)).encode() + b"\n" + data


def unpack_request(packed: bytes) -> tuple[Request, bytes]:
    """Return a request and the bytes of the file."""
    head, _, data = packed.partition(b"\n")
    request: Request = builder(Request)(json.loads(head))
    return request, data


def pack_answer(answer: Extraction | ZerentuError) -> bytes:
    """Return what was read, or why it was not."""
    if isinstance(answer, ZerentuError):
        said: list[Any] = ["error", type(answer).__name__, str(answer)[:_LONGEST_MESSAGE]]
    else:
        said = ["extraction", as_plain(answer)]
    return json.dumps(said, separators=(",", ":")).encode()


def unpack_answer(packed: bytes) -> Extraction | ZerentuError:
    """Return what was read, or the error that says why it was not.

    Raises:
        ValueError: the answer is none.
    """
    try:
        match json.loads(packed):
            case ["extraction", said]:
                extraction: Extraction = builder(Extraction)(said)
                return extraction
            case ["error", str(kind), str(message)]:
                return _ERRORS[kind](" ".join(message[:_LONGEST_MESSAGE].split()))
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError(f"no answer: {error}") from error
    raise ValueError("no answer")


def as_plain(value: Any) -> Any:
    """Return dataclasses and mappings as lists: the values of the fields in order, the pairs of a mapping."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple | list):
        return [as_plain(each) for each in value]
    if isinstance(value, Mapping):
        return [[as_plain(key), as_plain(each)] for key, each in value.items()]
    kind: Any = type(value)
    return [as_plain(getattr(value, name)) for name in _field_names(kind)]


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass or named tuple; any other type has none."""
    names: tuple[str, ...] = getattr(kind, "_fields", ())
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else names


@cache
def builder(kind: Any) -> Build:
    """Return what builds a value of a type from plain lists; it raises TypeError for those that do not fit.

    Raises:
        NotImplementedError: the type is none that the model uses.
    """
    names = _field_names(kind)
    if names:
        hints = get_type_hints(kind)
        return _record_builder(kind, [(name, builder(hints[name])) for name in names])
    if kind in (str, int, float, bool, types.NoneType):
        return lambda value: value if type(value) is kind else _refuse(kind, value)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _union_builder([builder(each) for each in arguments])
    if origin is tuple and arguments[1:] == (...,):
        item = builder(arguments[0])
        return lambda value: tuple([item(each) for each in _listed(value)])
    if origin is tuple:
        items = [builder(each) for each in arguments]
        return lambda value: tuple([build(each) for build, each in zip(items, _listed(value, len(items)), strict=True)])
    if origin in (dict, Mapping):
        key, content = (builder(each) for each in arguments)
        return lambda value: {key(one): content(other) for one, other in (_listed(each, 2) for each in _listed(value))}
    raise NotImplementedError(f"no way to send {kind} between processes")


def _record_builder(kind: Any, parts: list[tuple[str, Build]]) -> Build:
    def build(value: Any) -> Any:
        given = _listed(value, len(parts))
        return kind(**{name: part(each) for (name, part), each in zip(parts, given, strict=True)})

    return build


def _union_builder(builders: list[Build]) -> Build:
    def build(value: Any) -> Any:
        for each in builders:
            try:
                return each(value)
            except TypeError:
                continue
        return _refuse("none of several types", value)

    return build


def _listed(value: Any, length: int | None = None) -> list[Any]:
    if isinstance(value, list) and length in (None, len(value)):
        return value
    raise TypeError(f"{type(value).__name__} is no list of {length or 'any length'}")


def _refuse(kind: object, value: object) -> Any:
    raise TypeError(f"{type(value).__name__} is not {kind}")
