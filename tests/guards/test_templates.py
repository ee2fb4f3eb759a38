"""Templates parse, name their page, and ask only for rules and pages which exist."""

import re

import pytest
from jinja2 import nodes

from talentgrow.kernel.access import RULES
from tests.guards.source import PACKAGE, TEMPLATES

NAMES = sorted(str(path).partition("/templates/")[2] for path in TEMPLATES)
TEXT = {str(path).partition("/templates/")[2]: path.read_text() for path in TEMPLATES}


@pytest.mark.parametrize("name", NAMES)
def test_template(app, name):
    tree = app.jinja_env.parse(TEXT[name])
    endpoints = set(app.view_functions)

    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or not call.args:
            continue
        first = getattr(call.args[0], "value", None)
        if call.node.name == "can":
            assert first in RULES
        if call.node.name == "url_for" and first:
            assert first in endpoints, f"no page {first}"
    extends = next(tree.find_all(nodes.Extends), None)
    if extends is not None and not name.startswith("layouts/"):
        assert "title" in {block.name for block in tree.find_all(nodes.Block)}


@pytest.mark.parametrize("name", NAMES)
def test_imported_macros_are_used(app, name):
    tree = app.jinja_env.parse(TEXT[name])
    for imported in tree.find_all(nodes.FromImport):
        for entry in imported.names:
            used = entry[1] if isinstance(entry, tuple) else entry
            assert len(re.findall(rf"\b{used}\b", TEXT[name])) > 1, f"{used} is never used"


@pytest.mark.parametrize("name", NAMES)
def test_forms_that_change_something_carry_the_token(name):
    for form in re.findall(r"<form\b.*?</form>", TEXT[name], re.DOTALL):
        if re.search(r"method=[\"']post", form, re.IGNORECASE):
            assert "csrf_token" in form or "hidden_tag" in form


@pytest.mark.parametrize("name", NAMES)
def test_no_script_stands_in_the_page(name):
    assert not re.search(r"\son\w+=|javascript:|<style", TEXT[name]), "the policy forbids it"


def test_there_are_templates():
    assert len(NAMES) > 20
    assert (PACKAGE / "templates" / "layouts" / "base.html").exists()
