"""What a file says about somebody's gender is counted in groups, and reaches nothing else."""

import ast

import pytest

from tests.guards.source import FILES, PACKAGE, ROOT, TEMPLATES, name_of, tree

# Who brings it in, gives it back to HR as a file, or counts it in groups.
KNOWN = {
    "demo",
    "exports/equity.py",
    "exports/people.py",
    "imports/kinds/organisation.py",
    "imports/storing/people.py",
    "nominations/equity",
    "people/models.py",
}
WORDS = {"gender", "Gender", "genders"}
SCRIPTS = sorted(
    path for path in (ROOT / "frontend").rglob("*.js") if "node_modules" not in path.parts
)


def is_known(path):
    place = path.relative_to(PACKAGE).as_posix()
    return any(place == known or place.startswith(f"{known}/") for known in KNOWN)


def names_in(path):
    """Yield every name, attribute, keyword and text of a module that is the word itself."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.keyword(arg=word):
                yield word
            case ast.alias(name=word) | ast.arg(arg=word) | ast.Constant(value=str(word)):
                yield word


@pytest.mark.parametrize("path", [path for path in FILES if not is_known(path)], ids=name_of)
def test_no_other_module_knows_it(path):
    assert not WORDS & set(names_in(path))


@pytest.mark.parametrize(
    "path",
    [path for path in TEMPLATES if path.name != "_equity.html"],
    ids=name_of,
)
def test_no_page_shows_it(path):
    assert "gender" not in path.read_text(encoding="utf-8")


def test_no_script_reads_it():
    assert [path for path in SCRIPTS if "gender" in path.read_text(encoding="utf-8")] == []
