"""What the REST API is measured beside: a bare FastAPI endpoint that returns bytes which it has already."""

import os
from pathlib import Path

from fastapi import FastAPI, Response

BODY, MEDIA_TYPE = "ZERENTU_BENCH_BODY", "application/json"


def create_app() -> FastAPI:
    """Return an app with one route, ``/``; the variable names the file with the bytes."""
    body = Path(os.environ[BODY]).read_bytes()
    app = FastAPI()

    @app.get("/")
    async def answer() -> Response:
        return Response(body, media_type=MEDIA_TYPE)

    return app
