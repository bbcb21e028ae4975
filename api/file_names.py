"""The name of an uploaded file, as it may be cited: what the caller says is not trusted."""

import unicodedata
from pathlib import PurePosixPath

_LONGEST = 120
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of characters that do not show, turn the direction of what follows, or are none."""
_NAMELESS = "document"


def plain_name(said: str) -> str:
    """Return a bare file name: no folders, no characters that do not show, not too long; its suffix is kept."""
    name = said.replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = " ".join("".join(each for each in name if unicodedata.category(each) not in _UNSEEN).split())
    if not name.strip("."):
        return _NAMELESS
    suffix = PurePosixPath(name).suffix[:20]
    return name if len(name) <= _LONGEST else name[: _LONGEST - len(suffix)] + suffix
