"""Version 1 of the API: its addresses, and the description of them all."""

from typing import Any

from apiflask import APIFlask
from flask import current_app

from talentgrow.api import basics
from talentgrow.api.access import caller
from talentgrow.api.v1 import (
    applications,
    campaigns,
    claims,
    documentation,
    jobs,
    missions,
    nominations,
    offers,
    paths,
    people,
    pools,
    rounds,
    skills,
    tokens,
    visits,
)
from talentgrow.infra.api import CONTENT_TYPE
from talentgrow.infra.security import csrf

BLUEPRINTS = (
    tokens.bp,
    people.bp,
    claims.bp,
    skills.bp,
    jobs.bp,
    paths.bp,
    missions.bp,
    applications.bp,
    campaigns.bp,
    nominations.bp,
    pools.bp,
    offers.bp,
    visits.bp,
    rounds.bp,
)
LIMIT = "600 per minute"
PROBLEMS = {
    "400": "The request cannot be read",
    "401": "No valid token",
    "403": "The token or its bearer may not do this",
    "404": "No such record, or not one which the bearer may know of",
    "422": "Some values are wrong",
    "429": "Too many requests; see Retry-After",
}
PROBLEMS_OF_WRITING = {
    "409": "The rules of the house say no",
    "413": "The request is too large",
    "415": "The request is not JSON",
}


def init_app(app: APIFlask) -> None:
    """Register the addresses; tokens stand in for cookies, so no form token is asked for."""
    limiter = app.extensions["talentgrow.limiter"]
    for blueprint in BLUEPRINTS:
        csrf.exempt(blueprint)
        limiter.limit(LIMIT, key_func=caller)(blueprint)
        app.register_blueprint(blueprint)
    app.register_blueprint(documentation.bp)
    app.spec_processor(_completed)


def _completed(spec: Any) -> Any:
    """Add to each operation the token and the scope it needs, and the errors it may answer."""
    spec.setdefault("components", {}).setdefault("schemas", {}).update(_problem_schemas())
    for path in spec["paths"].values():
        for method, operation in path.items():
            if method == "parameters":
                continue
            operation["security"] = [{"token": []}]
            scope = _scope_of(operation["operationId"])
            if scope:
                operation["x-scope"] = scope
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
            problems = PROBLEMS | (PROBLEMS_OF_WRITING if method == "post" else {})
            for code, words in problems.items():
                operation["responses"][code] = _problem(words)
    return spec


def _scope_of(operation_id: str) -> str:
    """Return the scope which a view asks for; “api_jobs.show” is the operation “api_jobs_show”."""
    views = {
        name.replace(".", "_"): view
        for name, view in current_app.view_functions.items()
        if name.startswith("api_")
    }
    view = next(found for name, found in views.items() if operation_id.endswith(f"_{name}"))
    return str(getattr(view, "needed_scope", ""))


def _problem_schemas() -> dict[str, Any]:
    schema: dict[str, Any] = basics.Problem.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    nested = schema.pop("$defs", {})
    return {"Problem": schema, **nested}


def _problem(words: str) -> dict[str, Any]:
    return {
        "description": words,
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
