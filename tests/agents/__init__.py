"""The tools for agents (MCP)."""
