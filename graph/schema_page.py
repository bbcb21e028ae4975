"""The reference page of the schema, derived from ``graph.schema``: ``python -m graph.schema_page`` writes it."""

from pathlib import Path

from graph.schema import FULL_TEXT, NODES, RELATIONSHIPS, NodeType, Property

PAGE = Path("docs/reference/schema.md")

_INTRODUCTION = """# Schema

Generated from `graph/schema.py` by `python -m graph.schema_page`; a test keeps the two equal. `GET /schema` answers
the same as JSON. Properties that are not known are null. Every label has the string key `id`; what the keys are made
of stands in [how a document is read](../explanation/reading.md).
"""


def schema_page() -> str:
    """Return the page as Markdown."""
    parts = [_INTRODUCTION, "## Node labels\n"]
    parts += [
        f"### {node.label} · {node.zh}\n\n{node.en}; {_life(node)}.\n\n{_table(node.properties)}" for node in NODES
    ]
    parts.append("## Relationship types\n")
    for relationship in RELATIONSHIPS:
        pairs = ", ".join(f"({start}) → ({finish})" for start, finish in relationship.pairs)
        table = _table(relationship.properties) if relationship.properties else "No properties.\n"
        parts.append(f"### {relationship.type} · {relationship.zh}\n\n{pairs}. {relationship.en}.\n\n{table}")
    parts.append("## Full text\n")
    parts += [
        f"- `{each.name}`: {each.label} ({', '.join(each.properties)}); analyzer `cjk` on Neo4j\n" for each in FULL_TEXT
    ]
    return "\n".join(parts)


def _life(node: NodeType) -> str:
    if node.standing:
        return "written by people, kept over loads"
    return "shared between documents" if node.shared else "belongs to one document"


def _table(properties: tuple[Property, ...]) -> str:
    rows = [
        f"| `{each.name}` | {each.type} | {'yes' if each.indexed else ''} | {each.en} | {each.zh} |"
        for each in properties
    ]
    return "\n".join(["| property | type | indexed | what it says | 含义 |", "|---|---|---|---|---|", *rows, ""])


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(schema_page(), encoding="utf-8")
