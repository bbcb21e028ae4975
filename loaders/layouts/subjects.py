"""Units as the subject of a sentence that says what is to be done → who answers; the sentence itself stays the task.

县住建局牵头负责排查……，各乡镇配合 · 市水利局要会同市财政局对渠道开展…… · 创建30个，市民政局牵头负责，各县区参与。
"""

import re
from functools import cache

from graph.units import has_office_ending, is_group, split_units
from graph.words import simplified, word_list
from loaders.layouts.actions import are_subject, end_of_units
from loaders.layouts.clauses import Attribution, Said, ends_outside_brackets, read_clauses

_AROUND = " \t\n。；;，,"
_ANSWERS = re.compile("牵头|负责|主办|主责")
_TOPIC = re.compile(r"[^，,。；;：:]{2,30}[。：:]\s*(?=\S)")
_FRAMES = ("由", "请")
_FRAME = re.compile(rf"\s*(?:{'|'.join(_FRAMES)})")
# 由县交通局负责的三个项目完工 tells what was; 对投诉集中的58家 says on whom; 负责解释 is about the document itself.
_TELLS = re.compile("(?:具体|共同)?负责解释|(?![对将把就在于])[^，,。；;]{0,8}的|[^，,。；;]*[了已]")
_TOLD = re.compile("[^，,。；;]*(?:(?<!为)了|已[^，,。；;]{1,6}(?:[，,。；;]|$))")
_STOPS = "。；;！"
_LONGEST = 120


def by_subject(text: str) -> Attribution | None:
    """Return who answers where units are the subject of a task's sentence, perhaps behind its topic.

    A single sentence of that kind may tell anything; so the caller asks only for lists made of them.
    """
    topic = _TOPIC.match(text)
    for start in (0, topic.end() if topic else 0):
        found, end = _subject(text[start:])
        tells = _TELLS if found and len(found.said) > 1 else _TOLD
        if found and not tells.match(text, start + end):
            _, supports = with_supports(text[start : next(ends_outside_brackets(text, _STOPS, start), len(text))])
            return Attribution((*found.said, *supports))
    return None


def framed(text: str) -> Attribution | None:
    """Return who answers where a text opens with 由, units and what they are to do: 由市水利局会同市财政局建成……."""
    found, end = _subject(text) if _FRAME.match(text) else (None, 0)
    return found if found and not _TELLS.match(text, end) else None


def may_hold_frame(text: str) -> bool:
    """Tell quickly whether some sentence of a text can be one that ``framed`` reads."""
    return any(word in text for word in _FRAMES)


def by_last_clauses(text: str) -> tuple[str, Attribution | None]:
    """Part a sentence from the clauses at its end by which offices answer: ……30个，市民政局牵头负责."""
    for start in ends_outside_brackets(text, "，,；;。"):
        clauses = text[start:]
        said = read_clauses(clauses, strict=True) if len(clauses) <= _LONGEST and _ANSWERS.search(clauses) else None
        owners = [each for each in said.said if each.role == "owners"] if said else []
        if owners and all(_are_offices(each.words) for each in owners):
            return text[:start].rstrip("，,"), said
    return text, None


def joined_in_front(text: str) -> tuple[Said, ...]:
    """Return who supports where a text opens with 会同 and units that do something: 会同市财政局于5月底前完成……."""
    match = _together_pattern().match(simplified(text))
    end = match.end() + end_of_units(text[match.end() :]) if match else 0
    return (Said("supports", text[match.end() : end], text[:end].strip()),) if match and end > match.end() else ()


def with_supports(sentence: str) -> tuple[str, tuple[Said, ...]]:
    """Part a sentence from its clauses between commas by which others support: ……，市财政局予以配合."""
    ends = [*ends_outside_brackets(sentence, "，,"), len(sentence)]
    parts = [sentence[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    read = [_supports(part) for part in parts]
    if not any(read):
        return sentence, ()
    kept = "".join(part for part, said in zip(parts, read, strict=True) if not said).rstrip("，, ")
    stop = sentence[-1:] if sentence[-1:] in "。；;！" and kept[-1:] not in "。；;！" else ""
    return f"{kept}{stop}", tuple(each for said in read for each in said)


def _supports(part: str) -> tuple[Said, ...]:
    said = read_clauses(part, part.strip(_AROUND), strict=True)
    return said.said if said and not said.deadline and all(each.role == "supports" for each in said.said) else ()


def _subject(text: str) -> tuple[Attribution | None, int]:
    """Return who answers by the units that a text begins with, with others whom they join, and where that ends."""
    match = _subject_pattern().match(simplified(text))
    names = text[match.start("names") : match.end("names")] if match else ""
    if not match or not are_subject(names) or (all(map(is_group, split_units(names))) and not match["frame"]):
        return None, 0
    end = match.end() + (end_of_units(text[match.end() :]) if match["together"] else 0)
    if match["together"] and end == match.end():
        return None, 0
    quote = text[:end].strip()
    supports = (Said("supports", text[match.end() : end], quote),) if match["together"] else ()
    return Attribution((Said("owners", names, quote), *supports)), end


def _are_offices(words: str) -> bool:
    return all(has_office_ending(name) and not is_group(name) for name in split_units(words))


@cache
def _together_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{word_list('loaders.layouts', 'attribution.yml')['together_in_front']})")


@cache
def _subject_pattern() -> re.Pattern[str]:
    rules = word_list("loaders.layouts", "attribution.yml")
    together, answers = rules["together_in_front"], rules["answers_in_front"]
    action = r"[：:]?(?=[^，,。；;、])"
    return re.compile(
        rf"\s*(?P<frame>由|请)?(?P<names>[^，,。；;：:]{{2,60}}?)(?:(?P<together>{together})|(?:{answers}){action})"
    )
