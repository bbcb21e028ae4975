"""The MCP server itself: its tools, and what it tells an agent first."""

from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import ValidationError

import graph
from api.agents.service import Service
from api.agents.tools import Tools

_INSTRUCTIONS = """\
责任图：政府文件中谁负责什么。每条回答都带原文（quote）和位置（locator）；转述时请一并说明，并区分点名的责任与经由单位群的责任。
zerentu: who answers for what in Chinese government documents. Each edge has its words (quote) and place (locator): cite
them. Keep what names a unit itself apart from what comes through a group (via), and never add the two. Where the
graph holds nothing, say so. Begin with search, or with list_questions and ask; ids come from answers."""

_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


class _Server(MCPServer[Any]):
    """Says which argument is wrong, and not where pydantic explains its errors."""

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        """Call a tool; raises as the SDK does."""
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            wrong = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.__cause__.errors()]
            raise ToolError(f"Wrong parameter: {'; '.join(wrong)}") from error.__cause__


def make_server(service: Service) -> MCPServer[Any]:
    """Return the server with all tools over a service."""
    server: MCPServer[Any] = _Server(
        "zerentu",
        title="责任图 zerentu",
        instructions=_INSTRUCTIONS,
        version=graph.__version__,
        log_level="WARNING",
    )
    for tool in Tools(service).all():
        server.add_tool(tool, annotations=_READS, structured_output=True)
    return server
