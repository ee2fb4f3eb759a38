"""Every documented operation answers as documented, whatever it is asked."""

import warnings

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import unsupported_method

from talentgrow.api.v1 import documentation
from talentgrow.auth import tokens
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Role
from tests.make import Factory

EXAMPLES = 40
# The test client does not unpack what the server packs.
HEADERS = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def served(new_app):
    """An application of its own with a few records, and the token of an HR person."""
    app = new_app()
    with app.app_context():
        make = Factory(db.session)
        hana = make.person("Hana", role=Role.HR)
        skill = make.skill("Statistics")
        source, target = make.job("Analyse"), make.job("Pilotage", needs={skill: 3})
        make.assignment(hana, source)
        make.level(hana, skill, 2)
        make.bridge(source, target)
        make.movers(6, source, target)
        make.graph()
        owned = make.mission(owner=hana, needs={skill: 2}, grows={skill: 3})
        make.application(owned, make.person("Ada", manager=hana, job=source))
        make.application(make.mission("Tenir l’atelier", grows={skill: 3}), hana)
        _token, secret = tokens.issue(
            make.account_of(hana), "Test", tokens.SCOPES, 30, by=SYSTEM, now=clock.now()
        )
        db.session.commit()
    return app, secret


def test_every_operation_answers_as_documented(served):
    app, secret = served
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    tried = []
    for result in schema.get_all_operations():
        operation = result.ok()
        tried.append(operation.label)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def answers(case):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                case.call_and_validate(
                    headers=HEADERS | {"Authorization": f"Bearer {secret}"},
                    excluded_checks=[unsupported_method],
                )

        answers()

    assert len(tried) == len(documentation.SENTENCES)


def test_the_description_names_the_scope_of_each_operation(app):
    with app.test_request_context():
        operations = documentation.operations()

    assert {one.scope for one in operations} - {""} == set(tokens.SCOPES)
    assert [one.path for one in operations if not one.scope] == ["/api/v1/me"]


def test_the_page_shows_every_operation(make, sign_in, page):
    shown = page(sign_in(make.person("Ada")), "/api/docs")

    assert all(path.partition(" ")[2] in shown.text for path in documentation.SENTENCES)
    assert "Declare a level of your own." in shown.text
