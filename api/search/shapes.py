"""The shapes that a search answers in."""

from typing import Literal

from pydantic import BaseModel, Field

from api.models import Facet, Page
from api.search.finding import LABELS, By
from api.search.names import LABELS as NAMED
from api.search.nearness import Basis

Mark = tuple[int, int]


class SearchMatch(BaseModel):
    """A property in which something matched."""

    field: str = Field(description="property of the node", examples=["content"])
    by: By = Field(description="text; pinyin; table: the reviewed aliases and rules for names of units say so")
    text: str = Field(description="the property, or the part of a long one around the first place")
    start: int = Field(description="how many of its characters come before this text")
    marks: list[Mark] = Field(description="places in this text: first character from 0, and the one after the last")


class SearchHit(BaseModel):
    """A node that was found."""

    label: Literal[LABELS]  # type: ignore[valid-type]  # the labels that are searched, from the schema
    id: str
    name: str | None
    href: str | None
    place: int = Field(description="0: a name or text is just this; else how much it takes, 1 is the name")
    matches: list[SearchMatch]


class SearchSuggestion(BaseModel):
    """A unit or official whose name is near; it was not asked for and is in no count."""

    label: Literal[NAMED]  # type: ignore[valid-type]  # as above
    id: str
    name: str = Field(description="the name or alias that is near")
    href: str | None
    basis: Basis = Field(description="it sounds alike, is spelled alike, or one is a shorter form of the other")


_FACETS = "所要的各面，只计任务 / counts of the tasks by each facet that was asked for"


class SearchPage(Page[SearchHit]):
    """A part of what was found, the best first."""

    labels: dict[str, int] = Field(description="how many of each label that was searched")
    suggestions: list[SearchSuggestion] = Field(description="near names, only where no unit or official was found")
    facets: dict[str, Facet] | None = Field(None, description=_FACETS)
