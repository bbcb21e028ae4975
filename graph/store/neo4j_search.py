"""How Neo4j is searched: its full-text indexes give candidates, and a pattern for each word decides.

The analyzer ``cjk`` keeps pairs of neighbouring Chinese characters, and a character by itself only where it has no
neighbour. So a run of Chinese characters stands in a text only where all its pairs are terms, and a single one only
where a term begins or ends with it. The index knows texts as they are printed: each character is asked for in every
form that folds to it. Words without a Chinese character may begin and end within a term; where there are no others,
every node of the label is read.

The patterns hold nothing but the codes of characters, and the index is asked for Chinese characters only: whatever
signs the words have, none reaches a language that would understand them.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, product

from graph.folding import sources
from graph.schema import FULL_TEXT
from graph.store.hits import TEXTS
from graph.store.protocol import Cell

INDEX_OF = {index.label: index.name for index in FULL_TEXT}
"""The full-text index of each label that is searched."""

_FIRST, _LAST = "\u4e00", "\u9fd5"
"""What Lucene's tables certainly have for Chinese; later characters are looked for by the patterns alone."""
_MOST_TERMS = 500
"""Lucene takes 1,024. The terms that are left out would only make the candidates fewer."""
_NOTHING = "(?!)"


def search_statement(labels: Sequence[str], *, has_candidates: bool) -> str:
    """Return the statement for label, id and place of the nodes of these labels that hold all words."""
    return "\nUNION ALL\n".join(_one_label(label, has_candidates=has_candidates) for label in labels)


def search_parameters(words: Sequence[str]) -> dict[str, Cell]:
    """Return the parameters of the statement; ``candidates`` is empty where the index cannot tell any."""
    whole = _pattern(words[0]) if len(words) == 1 else _NOTHING
    return {
        "candidates": _candidates(words),
        "words": [{"size": len(word), "pattern": f"(?s).*{_pattern(word)}.*"} for word in words],
        "whole": whole,
    }


def _one_label(label: str, *, has_candidates: bool) -> str:
    names = [f"n.`{name}`" for name in TEXTS[label]]
    cases = [f"WHEN {_all_words(names[:count])} THEN {count}" for count in range(1, len(names))]
    start = (
        f"CALL db.index.fulltext.queryNodes('{INDEX_OF[label]}', $candidates) YIELD node AS n"
        if has_candidates
        else f"MATCH (n:`{label}`)"
    )
    return "\n".join(
        [
            start,
            f"WITH n WHERE {_all_words(names)}",
            f"RETURN '{label}' AS label, n.id AS id,",
            f"CASE WHEN any(text IN [{', '.join(names)}] WHERE text =~ $whole) THEN 0 {' '.join(cases)}",
            f"ELSE {len(names)} END AS place",
        ]
    )


def _all_words(names: Sequence[str]) -> str:
    """Return the condition that each word is in one of the texts; only for a text that is long enough is it tried."""
    # AND would not do: Neo4j may look at the pattern first, and a long one takes long to be made.
    long_enough = "CASE WHEN size(text) >= word.size THEN text =~ word.pattern ELSE false END"
    one = f"any(text IN [{', '.join(names)}] WHERE {long_enough})"
    return f"all(word IN $words WHERE {one})"


def _pattern(word: str) -> str:
    """Return the regular expression of Java for a word in any form that folds to it."""
    return "".join(f"[{''.join(map(_code, sources(character)))}]" for character in word)


def _code(character: str) -> str:
    return f"\\x{{{ord(character):x}}}"


def _candidates(words: Sequence[str]) -> str:
    """Return Lucene's query for the texts that may hold the words; empty where none has a Chinese character."""
    asked: list[str] = []
    left = _MOST_TERMS
    for terms in (terms for word in words for run in _runs(word) for terms in _terms(run)):
        left -= len(terms)
        if left < 0 and asked:
            break
        asked.append(f"+({' '.join(terms)})")
    return " ".join(dict.fromkeys(asked))


def _runs(word: str) -> Iterator[str]:
    """Yield the runs of Chinese characters in a word."""
    for is_chinese, run in groupby(word, key=lambda one: _FIRST <= one <= _LAST):
        if is_chinese:
            yield "".join(run)


def _terms(run: str) -> Iterator[list[str]]:
    """Yield groups of terms, one of each of which is in every text that holds the run."""
    if len(run) == 1:
        yield [term for one in sources(run) for term in (f"{one}*", f"*{one}")]
    for pair in pairwise(run):
        yield ["".join(each) for each in product(*map(sources, pair))]
