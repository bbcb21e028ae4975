"""How the OpenAPI document shows keys: how they are sent, which role a route needs, and what the gate refuses."""

from typing import Any

from api.access.roles import Role
from api.access.rules import needed_role
from api.openapi import problem_responses
from api.problems import MEDIA_TYPE

_SCHEMES: dict[str, Any] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "zer_<id>_<secret>",
        "description": "密钥，由 zerentu key create 发出 / a key that `zerentu key create` made",
    },
    "header": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "同一密钥，放在另一个头里 / the same key in another header",
    },
}
_EITHER: list[dict[str, list[str]]] = [{name: []} for name in _SCHEMES]
_ALWAYS = ("key-in-address", "key-refused", "wrong-host", "too-many-requests", "service-file-unavailable")
_WITH_BODY = ("body-too-slow", "body-too-large")
_NEEDS = {
    Role.EDITOR: "需编辑者密钥 / Needs the key of an editor.",
    Role.ADMIN: "需管理员密钥 / Needs the key of an admin.",
}


def add_access(document: dict[str, Any]) -> None:
    """Tell at every route what the gate asks for, and how it refuses."""
    document["components"]["securitySchemes"] = _SCHEMES
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _add_to(operation, needed_role(method.upper(), path))


def _add_to(operation: dict[str, Any], role: Role | None) -> None:
    names = [*_ALWAYS]
    if role:
        names.append("key-missing")
        # Without a key where reading is open.
        operation["security"] = [{}, *_EITHER] if role is Role.READER else _EITHER
    if role in _NEEDS:
        names.append("not-allowed")
        operation["description"] = f"{operation.get('description', '')}\n\n{_NEEDS[role]}".strip()
    if "requestBody" in operation:
        names += _WITH_BODY
    for status, response in problem_responses(*names).items():
        held = operation["responses"].setdefault(str(status), response)
        held["content"][MEDIA_TYPE]["examples"] |= response["content"][MEDIA_TYPE]["examples"]
    operation["responses"] = dict(sorted(operation["responses"].items()))
