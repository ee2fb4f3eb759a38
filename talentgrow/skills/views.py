"""The skill catalogue as everybody reads it: the list, one skill, and names to choose from."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra.i18n import language
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import asked_id, authorize, current_actor, page_or_fragment
from talentgrow.kernel.origin import Origin
from talentgrow.skills import alike, catalogue, forms, history, policy, queries, wording
from talentgrow.skills.catalogue import USES, Filters
from talentgrow.skills.models import Skill, SkillKind

LONGEST_SEARCH = 100

bp = Blueprint("catalogue", __name__, url_prefix="/catalogue/skills", template_folder="templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    """List the skills, by words, family, kind, origin and use."""
    authorize(policy.may_browse)
    filters = asked_filters()
    page = paginate(catalogue.listed(filters), page_number())
    return page_or_fragment(
        "catalogue/index.html",
        "catalogue/_list.html",
        page=page,
        rows=catalogue.counted(current_actor(), page.items, filters.words),
        filters=filters,
        families=queries.families(),
        kinds=forms.KINDS,
        origins=Origin,
        pairs=alike.count() if policy.may_curate(current_actor(), None) else 0,
    )


def asked_filters() -> Filters:
    """Return the filters which the address asks for; nonsense means none."""
    kind, origin = request.args.get("kind", ""), request.args.get("origin", "")
    use = request.args.get("use", "")
    return Filters(
        words=request.args.get("q", "").strip()[:LONGEST_SEARCH],
        family_id=asked_id("family"),
        kind=SkillKind(kind) if kind in set(SkillKind) else None,
        origin=Origin(origin) if origin in set(Origin) else None,
        use=use if use in USES else "",
    )


@bp.get("/suggest")
def suggest() -> ResponseReturnValue:
    """Propose names for what was typed so far in a field."""
    authorize(policy.may_browse)
    words = next((text for text in request.args.values() if text), "")[:LONGEST_SEARCH].strip()
    names = [skill.name.in_(language()) for skill in queries.search(words)] if words else []
    return render_template("catalogue/_options.html", names=names)


@bp.get("/<int:skill_id>")
def show(skill_id: int) -> ResponseReturnValue:
    """Show one skill; the address of a merged one leads to what it became part of."""
    authorize(policy.may_browse)
    skill = catalogue.get(skill_id)
    if skill.merged_into_id is not None:
        return redirect(url_for("catalogue.show", skill_id=queries.get(skill_id).id))
    return render_template("catalogue/show.html", skill=skill, **_shown(skill))


def _shown(skill: Skill) -> dict[str, object]:
    actor = current_actor()
    return {
        "narrower": catalogue.narrower(skill.id),
        "uses": catalogue.uses(skill.id),
        "people": catalogue.holders(actor, [skill.id])[skill.id],
        "sentences": wording.sentences(catalogue.own_sentences(skill)),
        "level": catalogue.level_of(actor.person_id or 0, skill.id),
        "events": history.of(skill) if policy.may_read_history(actor, None) else [],
        "kinds": forms.KINDS,
        "schemes": forms.SCHEMES,
        "address_of": wording.address_of,
    }
