FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.lock requirements-runtime.lock ./
# The installer is pinned too: its lines of the lock, with their hashes.
RUN sed -n '/^uv==/,/[^\\]$/p' requirements.lock > uv.lock \
    && python -m pip install --no-cache-dir --require-hashes -r uv.lock \
    && python -m venv --without-pip /app/.venv
ENV UV_PYTHON=/app/.venv/bin/python UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_NO_CACHE=1
RUN uv pip install --require-hashes -r requirements-runtime.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY graph graph
COPY loaders loaders
COPY queries queries
COPY api api
RUN uv pip install --no-deps --build-constraints requirements.lock .

FROM python:3.11-slim
# Keys, jobs and the audit log are kept in a volume of the plain user's own.
RUN useradd --system --uid 10001 --no-create-home zerentu \
    && mkdir -m 700 /var/lib/zerentu && chown zerentu /var/lib/zerentu
COPY --from=build /app /app
WORKDIR /app
# A read-only file system is enough to run on.
ENV PATH=/app/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER zerentu
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
CMD ["zerentu", "serve", "--host", "0.0.0.0"]
