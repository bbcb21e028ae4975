"""The sentences that the code says where it raises an error, each with ``x`` for what is put in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAID_OVER_HTTP = ("api", "graph/guard", "graph/store", "graph/judgements.py", "queries")
NOT_OVER_HTTP = (
    "api/agents", "api/commands", "api/exports", "api/pictures", "api/notebook.py", "api/cli.py", "api/fonts.py",
    "api/answer_pictures.py", "api/meant.py", "api/moved.py", "api/access/keys.py", "api/access/rates.py",
    "queries/checks.py", "queries/front_matter.py", "queries/question_file.py", "queries/statements.py",
    "graph/guard/limits.py", "graph/store/asking.py", "graph/store/dump.py", "graph/store/lines.py",
    "graph/store/parting.py", "graph/store/registry.py", "graph/store/restoring.py", "graph/store/snapshot.py",
)  # fmt: skip
"""What only a command, a notebook, an agent, the settings or who writes a question is told; agents speak English."""
_TABLES = ("_REFUSALS", "_SAID", "_REASONS", "_KINDS")
_SAYING = ("packed_refusal", "packed_loss", "_refuse_more", "_failed_as")


def said_by_the_code() -> dict[str, str]:
    """Return each sentence with the place where it is said."""
    return {sentence: place for file in _files() for sentence, place in _said_in(file)}


def _files() -> Iterator[Path]:
    for part in SAID_OVER_HTTP:
        path = ROOT / part
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            if not file.relative_to(ROOT).as_posix().startswith(NOT_OVER_HTTP):
                yield file


def _said_in(file: Path) -> Iterator[tuple[str, str]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    texts: dict[str, list[ast.expr]] = {}
    for name, values in (found for node in ast.walk(tree) for found in _assigned(node)):
        texts.setdefault(name, []).extend(values)
    for table in _TABLES:
        for text in (text for leaf in texts.get(table, []) for text in _texts(leaf, {})):
            if len(text.split()) >= 3:
                yield text, f"{file.relative_to(ROOT)}:{table}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _says(node):
            for argument in node.args:
                for text in _texts(argument, texts):
                    if len(text.split()) >= 3:
                        yield text, f"{file.relative_to(ROOT)}:{node.lineno}"


def _assigned(node: ast.AST) -> Iterator[tuple[str, list[ast.expr]]]:
    """Yield the name of a text, and the text or those that stand in a table of this name."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name):
            yield target.id, _leaves(node.value)


def _leaves(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.Dict):
        return [leaf for each in node.values for leaf in _leaves(each)]
    if isinstance(node, ast.Tuple | ast.List):
        return [leaf for each in node.elts for leaf in _leaves(each)]
    return [node]


def _says(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    is_parent = isinstance(call.func, ast.Attribute) and name == "__init__"
    # What pydantic is told has its Chinese by its kind.
    is_error = name.endswith("Error") and name != "PydanticCustomError"
    return is_error or name in _SAYING or is_parent


def _texts(node: ast.expr, known: dict[str, list[ast.expr]]) -> list[str]:
    if isinstance(node, ast.Name):
        return [text for each in known.get(node.id, []) for text in _texts(each, {})]
    if isinstance(node, ast.Subscript | ast.Call):
        inner = node.value if isinstance(node, ast.Subscript) else getattr(node.func, "value", node.func)
        return _texts(inner, known)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.sub(r"{\w*(:\w+)?}", "x", node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(each.value) if isinstance(each, ast.Constant) else "x" for each in node.values)]
    return []
