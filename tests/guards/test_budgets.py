"""Files and functions stay small enough to hold in mind, and have names that say something."""

import ast
from collections import Counter
from statistics import median

import pytest

from tests.guards.source import FILES, functions, name_of, tree

LONGEST_FUNCTION = 50
LONGEST_FILE = 300
FULLEST_FOLDER = 18
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "data", "info"}
ONLY_AT_THE_EDGE = {"views", "api", "cli", "app", "navigation", "web", "session", "security"}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_file(path):
    assert path.stem not in EMPTY_NAMES
    assert len(path.read_text().splitlines()) <= LONGEST_FILE
    assert ast.get_docstring(tree(path)), "what is this file?"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_functions(path):
    for function in functions(path):
        length = function.end_lineno - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{function.name} has {length} lines"


def test_most_functions_are_short():
    lengths = [f.end_lineno - f.lineno + 1 for path in FILES for f in functions(path)]

    assert median(lengths) <= 11


def test_folders():
    counted = Counter(path.parent for path in FILES)
    too_full = {name_of(folder): n for folder, n in counted.items() if n > FULLEST_FOLDER}

    assert not too_full


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_clock_is_asked_in_one_place(path):
    if path.stem == "clock":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and node.attr in {"today", "utcnow"}:
            assert ast.unparse(node.value) not in {"date", "datetime"}, f"{ast.unparse(node)}"
        if isinstance(node, ast.Attribute) and node.attr == "now":
            assert ast.unparse(node.value) != "datetime", f"{name_of(path)} asks the time"
