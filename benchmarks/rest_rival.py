"""What the REST API is measured beside: a bare FastAPI endpoint that returns bytes which it has already."""

import os
from pathlib import Path

from fastapi import FastAPI, Response

BODIES, MEDIA_TYPE = "ZERENTU_BENCH_BODIES", "application/json"


def create_app() -> FastAPI:
    """Return an app with one route, ``/{name}``; the variable names the folder with the bytes."""
    bodies = {path.name: path.read_bytes() for path in Path(os.environ[BODIES]).iterdir()}
    app = FastAPI()

    @app.get("/{name}")
    async def answer(name: str) -> Response:
        return Response(bodies[name], media_type=MEDIA_TYPE)

    return app
