"""Who the token speaks for."""

from apiflask import APIBlueprint
from flask import g
from flask_login import current_user

from talentgrow.api import schemas
from talentgrow.auth import policy
from talentgrow.infra.web import authorize, current_actor

bp = APIBlueprint("api_me", __name__, url_prefix="/api/v1", tag="Me")


@bp.get("/me")
@bp.output(schemas.Me)
def me() -> schemas.Me:
    """Tell who the token speaks for and what it may do; every token may ask this."""
    authorize(policy.may_open_account)
    return schemas.Me(
        person_id=current_user.person_id,
        name=current_user.person.name,
        roles=sorted(current_actor().roles),
        scopes=sorted(g.api_token.scopes),
        token_expires_at=g.api_token.expires_at,
    )
