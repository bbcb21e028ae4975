"""Reading a file in a child process with limits on memory, time and output, so that no file harms the caller.

    extraction = extract_confined(Path("plan.xls"), limits=Limits(cpu_seconds=20))

``reading`` asks and says what became of it; ``server`` and ``spawned`` are two ways to a child; ``child`` is what runs
in it; ``answers`` is what goes between, checked when it comes back: a child that read a hostile file is not trusted.
"""

from typing import TYPE_CHECKING

from loaders.confined.limits import Limits

if TYPE_CHECKING:
    from loaders.confined.reading import extract_bytes_confined, extract_confined

__all__ = ["Limits", "extract_bytes_confined", "extract_confined"]


def __getattr__(name: str) -> object:
    """Import the readers when they are asked for: who starts the server needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module 'loaders.confined' has no attribute {name!r}")
    from loaders.confined import reading  # noqa: PLC0415 - see above

    return getattr(reading, name)
