"""Numbers promised: the targets in the words of a task."""

from loaders.targets.reading import read_targets

__all__ = ["read_targets"]
