"""Spares the commands Pydantic, which Typer reads every argument with and which takes longer to import than to extract.

Texts, paths and choices are read here; anything else is left to Typer, and so is all of it where a version of Typer
has no such seam.
"""

from enum import StrEnum
from pathlib import Path
from typing import Any

import typer.core

_PLAIN = {str: str, Path: Path, list[str]: str, list[Path]: Path}


def read_plainly() -> None:
    """Let Typer read without Pydantic whatever needs none of it."""
    try:
        from typer import _coercion  # noqa: PLC0415 - only where it is there
    except ImportError:
        return

    class Plain(_coercion.RuntimeParam):
        """Reads a parameter from its texts; one that is not given stays None without any reading."""

        def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
            wanted, kind = _PLAIN.get(self.annotation), self.annotation
            if wanted:
                return [wanted(each) for each in value] if isinstance(value, list | tuple) else wanted(value)
            if isinstance(kind, type) and issubclass(kind, StrEnum) and value in list(kind):
                return kind(value)
            return _coercion.build_runtime_param(param.type_descriptor).coerce(value, param, ctx)

    def build(descriptor: _coercion.TypeDescriptor) -> Plain:
        return Plain(descriptor.parameter_info, descriptor.annotation)

    typer.core.build_runtime_param = build  # type: ignore[attr-defined] # where Typer looks for it
