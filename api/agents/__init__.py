"""The MCP server: the questions of the REST API as tools for agents, read-only, each answer with its sources."""

from api.agents.server import make_server
from api.agents.service import MOST_BYTES, Service

__all__ = ["MOST_BYTES", "Service", "make_server"]
