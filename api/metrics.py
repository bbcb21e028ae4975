"""``/metrics``: what a Prometheus asks for now and then; see docs/how-to/operate.md for what to watch.

Requests are counted by the template of their route, so neither ids nor whatever somebody tries make new series. Who may
read the page is not decided here.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_fastapi_instrumentator import metrics
from prometheus_fastapi_instrumentator.middleware import PrometheusInstrumentatorMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp

import graph
from api.answer_cache import AnswerCache
from api.openapi import problem_responses
from api.routers.asking import ONCE, NoQuery
from api.versions import VersionKeeper
from graph.errors import ZerentuError

METRICS_PATH = "/metrics"

_PATIENCE_SECONDS = 1.0
"""So long the page waits for a reading of the version; then it tells what was known last."""
_REMEMBERED = 2000
"""Paths whose route is known."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_EXAMPLE = "# TYPE zerentu_store_up gauge\nzerentu_store_up 1.0\n"


class State(Collector):
    """What the service knows of itself at the moment that it is asked."""

    def __init__(self, versions: VersionKeeper, cache: AnswerCache, running: Callable[[], int]) -> None:
        """Tell the state of these; ``running`` says how many statements of callers run."""
        self._versions, self._cache, self._running = versions, cache, running

    def collect(self) -> Iterator[Metric]:
        """Yield each number with its name and what it says."""
        versions, cache = self._versions, self._cache
        yield InfoMetricFamily("zerentu", "the release", {"version": graph.__version__})
        yield _gauge("zerentu_store_up", "1 where the last reading of the store succeeded", versions.is_store_up)
        yield _gauge("zerentu_version_age_seconds", "since the graph's version was read last", versions.age_seconds)
        yield _gauge("zerentu_cached_answers", "finished answers in memory", len(cache))
        yield _gauge("zerentu_cached_answers_bytes", "memory that they take", cache.bytes)
        yield _counter("zerentu_answer_cache_hits", "requests that a kept answer was there for", cache.hits)
        yield _counter("zerentu_answer_cache_misses", "requests that none was there for", cache.misses)
        yield _gauge("zerentu_cypher_running", "guarded statements that run", self._running())


class CountedRequests(PrometheusInstrumentatorMiddleware):
    """Counts requests by route, method and status, and how long they took."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        """Count into a registry."""
        count = metrics.default(registry=registry)
        super().__init__(
            app,
            should_group_status_codes=False,
            excluded_handlers=[f"^{METRICS_PATH}$"],
            instrumentations=[_of_few_methods(count)] if count else [],
            registry=registry,
        )
        self._known: dict[tuple[str, str], tuple[str, bool]] = {}

    def _get_handler(self, request: Request) -> tuple[str, bool]:
        """Return the template of the request's route, and whether there is one."""
        # Some eighty routes are tried in turn, which takes longer than to send a kept answer.
        key = (request.method, request.scope["path"])
        found = self._known.get(key)
        if found is None:
            found = super()._get_handler(request)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = found
        return found


def metrics_router(registry: CollectorRegistry, versions: VersionKeeper) -> APIRouter:
    """Return the route of the page."""
    router = APIRouter(tags=["service"], dependencies=[ONCE])

    async def show_metrics(query: Annotated[NoQuery, Query()]) -> PlainTextResponse:
        """Numbers in the text form of Prometheus; a store that does not answer is waited for a second at most."""
        with suppress(ZerentuError, TimeoutError):
            await asyncio.wait_for(versions.current(), _PATIENCE_SECONDS)
        # Not in a thread of the routes, which may all be busy when the page is needed most.
        text = await asyncio.to_thread(generate_latest, registry)
        return PlainTextResponse(text, headers={"Cache-Control": "no-store"}, media_type=CONTENT_TYPE_LATEST)

    responses = problem_responses("wrong-parameter", "internal")
    responses[200] = {"content": {"text/plain": {"example": _EXAMPLE}}}
    router.add_api_route(
        METRICS_PATH,
        show_metrics,
        response_class=PlainTextResponse,
        responses=responses,
        summary="运行指标，供Prometheus读取 / Numbers for Prometheus",
    )
    return router


def new_registry(state: Collector) -> CollectorRegistry:
    """Return where the numbers of one app are kept: its requests, its state, its process."""
    registry = CollectorRegistry()
    registry.register(state)
    ProcessCollector(registry=registry)
    return registry


def _of_few_methods(count: Callable[[metrics.Info], None]) -> Callable[[metrics.Info], None]:
    """Return the same for requests of the known methods; a caller may make up any number of others."""

    def counted(info: metrics.Info) -> None:
        if info.method not in _METHODS:
            info.method = "other"
        count(info)

    return counted


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value)


def _counter(name: str, about: str, value: float) -> Metric:
    return CounterMetricFamily(name, about, value)
