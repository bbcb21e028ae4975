"""Amounts with the words that touch them: 力争达200件 is one phrase; which of them promise something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.targets.amounts import Amount, find_amounts, mask_no_targets, may_hold_amounts, plain_text
from loaders.targets.words import target_words

_REACH = 24
_LISTED = re.compile(r"\s?[、和及与]\s?")
# 由50%提高到60% promises the second number only.
_BASE = re.compile(
    r"(?:左右|以上|以下)?(?:提高|提升|增加|增长|上升|扩大|拓展|下降|降低|减少|压缩|压减|缩短|增|升|降|减|缩|调整)(?:到|至|为)"
)

_THING = re.compile(r"的?[“《\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """An amount with the words right before it and the word right behind it; the places are the phrase's."""

    start: int
    end: int
    amount: Amount
    words: tuple[str, ...]
    ending: str

    @property
    def comparator(self) -> str:
        """How the number is to be met: what stands behind it wins, then the signs before it in the list's order."""
        rules = target_words()
        signs = [rules.signs[word] for word in self.words if word in rules.signs]
        return rules.endings.get(self.ending) or self.amount.sign or (min(signs)[1] if signs else self._default)

    @property
    def _default(self) -> str:
        return "≥" if self.amount.value_to is not None else "="


def find_phrases(text: str) -> list[Phrase]:
    """Return the phrases of a text that promise a number, in its order."""
    known = plain_text(text)
    if not may_hold_amounts(known):
        return []
    masked = mask_no_targets(known)
    phrases = [_phrase(masked, amount) for amount in find_amounts(known, masked)]
    return [phrase for phrase in _share_words(masked, phrases) if _is_promised(known, phrase)]


def _phrase(text: str, amount: Amount) -> Phrase:
    rules = target_words()
    before = text[max(0, amount.start - 1) : amount.start]
    may_lead = before in rules.lead_ends or before.isspace()
    lead = rules.lead.search(text, max(0, amount.start - _REACH), amount.start) if may_lead else None
    ending = rules.ending.match(text, amount.end)
    return Phrase(
        lead.start() if lead else amount.start,
        ending.end() if ending else amount.end,
        amount,
        tuple(rules.lead_word.findall(lead[0])) if lead else (),
        ending[1] if ending else "",
    )


def _share_words(text: str, phrases: list[Phrase]) -> Iterator[Phrase]:
    """Give the numbers of a list the words that stand before its first: 分别增长8%、10%."""
    last: Phrase | None = None
    for phrase in phrases:
        listed = last and not phrase.words and _LISTED.fullmatch(text, last.end, phrase.start)
        last = replace(phrase, words=last.words) if last and listed else phrase
        yield last


def _is_promised(text: str, phrase: Phrase) -> bool:
    amount, rules = phrase.amount, target_words()
    if _BASE.match(text, amount.end) or _tells_which(text, phrase):
        return False
    if amount.kind == "bare":
        return not amount.is_chinese and bool(_says_how_much(phrase))
    if amount.kind == "lasting":
        return bool(phrase.words or phrase.ending)
    if amount.is_chinese and (amount.value == 1 or amount.unit in rules.arabic_units):
        return _says_how_much(phrase) or not rules.creating.isdisjoint(phrase.words)
    return True


def _says_how_much(phrase: Phrase) -> bool:
    rules = target_words()
    return any(word in rules.signs or word in rules.rises or word in rules.falls for word in phrase.words)


def _tells_which(text: str, phrase: Phrase) -> bool:
    """Tell whether the amount describes what is counted: 10亿元以上项目5个, 50人以上企业, 总投资185亿元的64个项目."""
    amount, rules = phrase.amount, target_words()
    if amount.unit.endswith(rules.money) and rules.qualified.match(text, amount.end):
        return True
    if phrase.words:
        return False
    describes = amount.kind == "level" or amount.unit in rules.thresholds
    if describes and phrase.ending:
        return bool(_THING.match(text, phrase.end))
    return amount.kind == "level" and text.startswith("的", amount.end)
