"""The description of the API: for programs as OpenAPI, for people as a page without network."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from apiflask import APIFlask
from flask import Blueprint, Response, current_app, json, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.auth import policy
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import authorize, public

bp = Blueprint("api_documentation", __name__, url_prefix="/api", template_folder="../templates")
METHODS = ("get", "post", "put", "delete")
# The description for programs is in English; the page says the same in the reader's language.
SUBJECTS = {
    "Me": _("Who the token speaks for"),
    "People": _("People"),
    "Claims": _("What people can do"),
    "Skills": _("Skills"),
    "Jobs": _("Jobs"),
    "Paths": _("Development paths"),
    "Missions": _("Missions"),
    "Applications": _("Applications to missions"),
    "Campaigns": _("Campaigns"),
    "Nominations": _("Nominations"),
    "Talent pools": _("Talent pools"),
    "Offers to visit": _("Offers to visit"),
    "Visits": _("Visits and swaps"),
    "Rounds": _("Rounds of swaps"),
}
SENTENCES = {
    "GET /api/v1/me": _("Whose token this is, and what it may do."),
    "GET /api/v1/people": _("The people you may find, by name."),
    "GET /api/v1/people/{person_id}": _("One person, as you may know them."),
    "GET /api/v1/people/{person_id}/paths": _("The saved paths of a person which you may read."),
    "GET /api/v1/people/{person_id}/skills": _(
        "The skills of a person: the level that counts, and where it comes from."
    ),
    "GET /api/v1/people/{person_id}/claims": _(
        "Everything that was said of the skills of a person, the newest first."
    ),
    "POST /api/v1/me/claims": _("Declare a level of your own."),
    "GET /api/v1/skills": _("The skills of the catalogue, by name."),
    "GET /api/v1/skills/{skill_id}": _("One skill; one that was merged is told as the other."),
    "GET /api/v1/jobs": _("The jobs, by title."),
    "GET /api/v1/jobs/{job_id}": _("One job: what it takes, and the bridges from it."),
    "GET /api/v1/jobs/{job_id}/gap": _("How far you are from a job, skill by skill."),
    "GET /api/v1/paths": _("The jobs within your reach."),
    "GET /api/v1/paths/to/{job_id}": _("Up to three ways of yours to a job."),
    "GET /api/v1/missions": _("The missions, the most useful stretch for you first."),
    "GET /api/v1/missions/{mission_id}": _("One mission, and how far it reaches for you."),
    "GET /api/v1/missions/{mission_id}/applications": _(
        "Who applied to a mission of yours, in the order of arrival."
    ),
    "POST /api/v1/missions/{mission_id}/apply": _(
        "Apply to a mission; the same Idempotency-Key sent again does nothing twice."
    ),
    "GET /api/v1/me/applications": _("Your applications, the newest first."),
    "GET /api/v1/applications/{application_id}": _("One application, as you may read it."),
    "POST /api/v1/applications/{application_id}/withdraw": _("Take your application back."),
    "POST /api/v1/applications/{application_id}/answer": _(
        "Say yes or no to an offered seat; the same Idempotency-Key sent again does nothing twice."
    ),
    "POST /api/v1/applications/{application_id}/word": _(
        "As the manager, or as HR after a silence: agree, agree from a day, or refuse."
    ),
    "POST /api/v1/applications/{application_id}/decision": _(
        "As an owner: offer a seat, put on the waiting list, or decline and say why."
    ),
    "GET /api/v1/campaigns": _("The campaigns, the one that ends last first."),
    "GET /api/v1/campaigns/{campaign_id}": _("One campaign: what for, until when, by what."),
    "GET /api/v1/campaigns/{campaign_id}/nominees": _(
        "For HR: who stands behind a nomination in your part of the house, by name."
    ),
    "POST /api/v1/campaigns/{campaign_id}/nominations": _(
        "Nominate somebody or yourself; the same Idempotency-Key sent again does nothing twice."
    ),
    "GET /api/v1/me/nominations": _("What you wrote about others or yourself, the newest first."),
    "GET /api/v1/nominations/{nomination_id}": _(
        "One nomination which you wrote, or which was sent about you."
    ),
    "POST /api/v1/nominations/{nomination_id}/withdraw": _("Take back what you wrote."),
    "GET /api/v1/me/nominees": _("The campaigns in which you are nominated, the newest first."),
    "GET /api/v1/nominees/{nominee_id}": _(
        "Everything that is said about somebody; HR reads it only with their consent."
    ),
    "POST /api/v1/candidacies/{candidacy_id}/answer": _(
        "Accept, postpone or decline a wish, or take your consent back."
    ),
    "POST /api/v1/candidacies/{candidacy_id}/decision": _(
        "As HR: prepare a decision, which nobody reads before it is published."
    ),
    "GET /api/v1/me/pools": _("Your talent pools, the one that ends last first."),
    "GET /api/v1/pools/{pool_id}/members": _(
        "For HR: the members of a talent pool in your part of the house, by name."
    ),
    "GET /api/v1/visit-offers": _("Who shows their job."),
    "GET /api/v1/visit-offers/{offer_id}": _("One offer, with the next days that have room."),
    "POST /api/v1/visit-offers/{offer_id}/visits": _(
        "Ask for a visit; the same Idempotency-Key sent again does nothing twice."
    ),
    "GET /api/v1/me/visits": _("The visits you make and receive, the latest day first."),
    "GET /api/v1/visits/{visit_id}": _("One visit, as you may read it."),
    "POST /api/v1/visits/{visit_id}/answer": _("Say yes or no, as the host."),
    "POST /api/v1/visits/{visit_id}/sign": _("Sign the agreement in the version you read."),
    "POST /api/v1/visits/{visit_id}/cancel": _("Call a visit of yours off."),
    "GET /api/v1/swaps/{exchange_id}": _("A swap or ring, with the visits you may read."),
    "POST /api/v1/swaps/{exchange_id}/answer": _("Say yes or no to your visits of a swap."),
    "GET /api/v1/rounds": _("The rounds of swaps."),
    "POST /api/v1/rounds/{round_id}/join": _("Take part in a round, or say anew when you can."),
    "POST /api/v1/rounds/{round_id}/leave": _("Take no part in a round any more."),
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One address of the API, as the page tells it."""

    subject: str
    method: str
    path: str
    summary: str
    parameters: tuple[str, ...]
    scope: str


@bp.get("/v1/openapi.json")
@public
def specification() -> ResponseReturnValue:
    """Give the OpenAPI 3.1 description; it tells nothing about anybody."""
    return Response(json.dumps(_specification()), content_type="application/json")


@bp.get("/docs")
def page() -> ResponseReturnValue:
    """Show the description as a page."""
    authorize(policy.may_open_account)
    return render_template(
        "api/docs.html",
        subjects=[
            (SUBJECTS[name], list(found))
            for name, found in groupby(operations(), key=lambda one: one.subject)
        ],
        tokens_url=url_for("tokens.index"),
    )


def operations() -> list[Operation]:
    """Return every operation, subject by subject."""
    found = [
        _operation(method, path, described)
        for path, methods in _specification()["paths"].items()
        for method, described in methods.items()
        if method in METHODS
    ]
    order = list(SUBJECTS)
    return sorted(found, key=lambda one: (order.index(one.subject), one.path, one.method))


def _operation(method: str, path: str, described: dict[str, Any]) -> Operation:
    name = f"{method.upper()} {path}"
    asked = [one["name"] for one in described.get("parameters", ()) if one["in"] == "query"]
    return Operation(
        described["tags"][0],
        method.upper(),
        path,
        str(SENTENCES[name]),
        tuple(asked),
        described.get("x-scope", ""),
    )


def _specification() -> dict[str, Any]:
    return cast(dict[str, Any], cast(APIFlask, current_app).spec)
