"""Finished answers, kept up to a number of bytes while the graph stays as it is."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

_OVERHEAD_BYTES = 2000
"""What an answer takes beside its body and key: header names and values as objects, the places in tables."""
_LARGEST_PART = 8
"""No single answer may take more than this part of the cache."""

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it goes out: status, headers, all of the body; ``tag`` is its ETag, empty where it has none."""

    status: int
    headers: tuple[Header, ...]
    body: bytes
    tag: str = ""


class AnswerCache:
    """The answers of one version of the graph; the one that was asked for longest ago goes first."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._version = ""
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self.hits = self.misses = 0

    @property
    def bytes(self) -> int:
        """How much is kept."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, version: str, key: Hashable) -> Answer | None:
        """Return an answer of this version; those of another one are dropped."""
        if version != self._version:
            self._version, self._bytes = version, 0
            self._answers.clear()
        found = self._answers.get(key)
        if found:
            self.hits += 1
            self._answers.move_to_end(key)
        else:
            self.misses += 1
        return found

    def keep(self, version: str, key: Hashable, answer: Answer) -> None:
        """Keep an answer, if it is of the version that was asked for last and not too large."""
        size = _size(key, answer)
        if version != self._version or size > self._most_bytes // _LARGEST_PART or key in self._answers:
            return
        self._answers[key] = answer
        self._bytes += size
        while self._bytes > self._most_bytes:
            self._bytes -= _size(*self._answers.popitem(last=False))


def _size(key: Hashable, answer: Answer) -> int:
    """Return about how many bytes of memory an answer takes; a character of its key may take four."""
    return _OVERHEAD_BYTES + len(answer.body) + 4 * len(str(key)) + sum(map(len, (*answer.headers, answer.tag)))
