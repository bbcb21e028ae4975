"""What routes share: the store of the app, and parameters that are said once."""

from typing import Annotated, Any, cast

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.keeper import StoreKeeper
from api.problems import WrongParameterError
from graph.store import Store

LARGEST_LIMIT, DEFAULT_LIMIT, LARGEST_INTEGER = 200, 50, 2**31 - 1

Text = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
Integer = Annotated[int, Field(ge=0, le=LARGEST_INTEGER)]


class NoQuery(BaseModel):
    """No query parameters at all."""

    model_config = ConfigDict(extra="forbid")


class PageQuery(NoQuery):
    """Which part of a list is asked for."""

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=LARGEST_LIMIT, description="至多几条 / at most this many", examples=[5])
    offset: int = Field(0, ge=0, le=LARGEST_INTEGER, description="跳过几条 / how many to skip", examples=[0])


def keeper_of(request: Request) -> StoreKeeper:
    """Return what keeps the store of the app."""
    return cast("StoreKeeper", request.app.state.keeper)


def store_of(request: Request) -> Store:
    """Return the store of the app; StoreError where it is not there."""
    return keeper_of(request).store()


def rows_of(store: Store, statement: str, **parameters: object) -> list[dict[str, Any]]:
    """Return the rows of a statement of ours, each as an object with the columns as its keys."""
    answer = store.ask(statement, cast("Any", parameters))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def page_of(store: Store, statement: str, total: int, query: PageQuery, **parameters: object) -> dict[str, Any]:
    """Return the page that is asked for of ``total`` rows: total, limit, offset and items."""
    page = {"limit": query.limit, "offset": query.offset}
    items = rows_of(store, statement, **page, **parameters) if query.offset < total else []
    return {"total": total, **page, "items": items}


async def refuse_repeated(request: Request) -> None:
    """Refuse a parameter that is given twice, since only one of its values would count.

    Raises:
        WrongParameterError: it is.
    """
    names = [name for name, _ in request.query_params.multi_items()]
    for name in names:
        if names.count(name) > 1:
            raise WrongParameterError(name, "it is given more than once")


ONCE = Depends(refuse_repeated)
