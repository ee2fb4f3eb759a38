"""The layers of docs/architecture.md, enforced."""

import ast

import pytest

from tests.guards.source import FILES, PACKAGE, name_of, tree

LAYERS = [  # a package may import from itself and from lines below it
    {"cli", "commands"},
    {"demo"},
    {"app"},
    {"navigation"},
    {"api", "exports"},
    {"home"},
    {"profile"},
    {"packs"},
    {"imports"},
    {"nominations"},
    {"mobility"},
    {"shadowing"},
    {"missions"},
    {"claims"},
    {"jobs"},
    {"skills"},
    {"auth"},
    {"people"},
    {"audit", "notifications"},
    {"infra"},
    {"config"},
    {"graph"},
    {"kernel"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
WEB = {
    "flask",
    "sqlalchemy",
    "flask_sqlalchemy",
    "flask_login",
    "flask_babel",
    "flask_wtf",
    "wtforms",
    "jinja2",
    "werkzeug",
}
MATHEMATICS = {"networkx", "numpy", "scipy", "rustworkx"}
PURE = {"kernel": WEB | MATHEMATICS, "graph": WEB}
# A feature's own pure rules: they know neither the web nor the database.
PURE_FILES = {"states", "deadlines", "reading", "columns"}


def imports(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield node.module


def part(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = [path for path in FILES if part(path) != "__init__"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_downwards(path):
    here = part(path)
    for name in imports(path):
        if name == "talentgrow":
            continue
        if name.startswith("talentgrow."):
            there = name.split(".")[1]
            assert there == here or RANK[there] > RANK[here], f"{here} may not import {there}"
        else:
            forbidden = PURE.get(here, WEB if path.stem in PURE_FILES else set())
            assert name.partition(".")[0] not in forbidden, f"{name_of(path)} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_imported_inside_a_function(path):
    for function in ast.walk(tree(path)):
        if isinstance(function, ast.FunctionDef):
            hidden = [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not hidden, f"{name_of(path)}: import inside {function.name}"
