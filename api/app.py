"""The app: one store, the routes, errors as problems, headers.

uvicorn.run(create_app(), host="127.0.0.1", port=8000)
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.staticfiles import StaticFiles
from starlette.routing import Route

import graph
from api.access.audit import AuditLog
from api.access.errors import ServiceFileError
from api.access.gate import Gate
from api.access.keys import KeyRing
from api.access.service_file import ServiceFile
from api.answer_cache import AnswerCache
from api.answers import Answers
from api.headers import HeadAsGet, SafeHeaders
from api.jobs import JobBook
from api.judging import Judging
from api.keeper import StoreKeeper
from api.loads import Loads
from api.metrics import CountedRequests, State, metrics_router, new_registry
from api.moved import add_redirects
from api.openapi import add_openapi
from api.openapi_access import add_access
from api.probe import StoreProbe
from api.problems import add_problem_handlers
from api.request_log import RequestLog
from api.routers.asking import answers_from_graph
from api.routers.audit import audit_router
from api.routers.comparing import compare_router
from api.routers.cypher import cypher_router
from api.routers.jobs import job_router
from api.routers.judgements import judgement_router
from api.routers.network import network_router
from api.routers.pages import STATIC, page_router
from api.routers.questions import question_router
from api.routers.resources import resource_router
from api.routers.search import search_router
from api.routers.service import service_router
from api.routers.sheets import sheet_router
from api.routers.surroundings import surroundings_router
from api.routers.uploads import upload_router
from api.settings import Settings
from api.terms import gate_terms, load_terms
from api.versions import VersionKeeper
from api.watched import WatchedStore
from graph.errors import StoreError
from graph.guard import GuardedCypher
from graph.store import Store, open_store


def create_app(settings: Settings | None = None, store: Store | None = None) -> FastAPI:
    """Return the REST API over the store that the settings name.

    The app opens it at the start and closes it at the stop; while it is not there, the app serves all the same and
    answers 503. A ``store`` that is given is used as it is and left open.
    """
    settings = settings or Settings()

    def lend() -> Store:
        return keeper.store()

    versions = VersionKeeper(lend, settings.version_check / 1000)
    keeper = StoreKeeper(
        lambda: WatchedStore(open_store(settings.store, settings.store_options()), versions.forget),
        store and WatchedStore(store, versions.forget),
    )
    address = store.info().url if store else settings.store

    def guard() -> GuardedCypher:
        return GuardedCypher(address, settings.store_options(), settings.cypher.limits())

    file = ServiceFile(settings.service_path())
    log, jobs = AuditLog(file), JobBook(file, settings.uploads.keep_days)

    def loads() -> Loads:
        return Loads(lend, file, jobs, load_terms(settings))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.guard = guard()
        app.state.is_stopping = False
        app.state.loads = loads()
        app.state.probe = StoreProbe(lend)
        with suppress(StoreError):
            await run_in_threadpool(keeper.store)
            app.state.guard.start()
        with suppress(ServiceFileError):
            await run_in_threadpool(app.state.loads.settle)
        async with answering_agents(app) if settings.mcp else nullcontext():
            yield
        await run_in_threadpool(app.state.loads.close)
        app.state.probe.close()
        await run_in_threadpool(versions.close)
        await run_in_threadpool(app.state.guard.close)
        await run_in_threadpool(keeper.close)
        await run_in_threadpool(file.close)

    app = FastAPI(version=graph.__version__, lifespan=lifespan, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.keeper = keeper
    app.state.guard = guard()
    app.state.audit, app.state.jobs, app.state.loads, app.state.judging = log, jobs, loads(), Judging(lend)
    app.state.is_stopping = False
    app.state.probe = StoreProbe(lend)
    cache = AnswerCache(settings.answer_cache_mb * 2**20)
    registry = new_registry(State(versions, cache, lambda: app.state.guard.running))
    routers = (
        upload_router(settings),
        job_router(),
        judgement_router(),
        audit_router(),
        resource_router(),
        sheet_router(),
        compare_router(),
        question_router(),
        cypher_router(),
        service_router(),
        page_router(),
        metrics_router(registry, versions),
        search_router(),
        network_router(),
        surroundings_router(),
    )
    for router in routers:
        app.include_router(router)
    if settings.mcp:
        app.router.routes.append(agent_route())
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_problem_handlers(app)
    add_redirects(app)
    add_openapi(app, add_access)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Answers, versions=versions, cache=cache, is_answer=answers_from_graph)
    app.add_middleware(Gate, keys=KeyRing(file), log=log, terms=gate_terms(settings))
    app.add_middleware(HeadAsGet)
    app.add_middleware(CountedRequests, registry=registry)
    # The outermost: what others answer in between has an id and a line in the log as well.
    app.add_middleware(RequestLog)
    return app


def answering_agents(app: FastAPI) -> AbstractAsyncContextManager[None]:
    """Answer agents while the app runs."""
    from api.agents.mounting import agents  # noqa: PLC0415 - it takes two seconds, and most services do without

    return agents(app)


def agent_route() -> Route:
    """Return where agents ask."""
    from api.agents.mounting import AgentEndpoint  # noqa: PLC0415 - as above

    return Route("/mcp", AgentEndpoint())
