"""Other labels among the names of those who answer: units behind 审核机关： are not who owns a task."""

import re

from loaders.report import Finding

_LABEL = re.compile(r"(?<=[\s；;])[\u4e00-\u9fff]{2,8}[:：]")


def before_other_label(words: str) -> tuple[str, list[Finding]]:
    """Return the words in front of the first label among them, and a finding without a place for what follows it.

    A label stands behind a blank, a line end or a semicolon; those that say who answers were taken out before.
    """
    match = _LABEL.search(words)
    if not match:
        return words, []
    rest = " ".join(words[match.start() :].split())
    message = f"{rest} stands behind a label of its own that does not say who answers: nobody is read from it"
    return words[: match.start()].rstrip(), [Finding("other-label", "", message, "warning")]
