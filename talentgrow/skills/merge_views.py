"""The pages on which HR merges skills, takes merges back, and goes through those alike."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.skills import alike, catalogue, forms, policy, queries
from talentgrow.skills.merging import followers, merge, undo
from talentgrow.skills.views import LONGEST_SEARCH

PROPOSED = 20

bp = Blueprint(
    "skill_merging", __name__, url_prefix="/catalogue/skills", template_folder="templates"
)


@bp.get("/<int:skill_id>/merge")
def choose(skill_id: int) -> ResponseReturnValue:
    """Look for the skill which this one is to become part of."""
    authorize(policy.may_curate)
    skill = catalogue.get(skill_id)
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    found = queries.search(words, limit=PROPOSED) if words else []
    return render_template(
        "catalogue/merge_choose.html",
        skill=skill,
        words=words,
        found=[one for one in found if one.id != skill_id],
    )


@bp.get("/merge/<int:kept_id>/<int:merged_id>")
def preview(kept_id: int, merged_id: int) -> ResponseReturnValue:
    """Show two skills side by side, and what would move."""
    authorize(policy.may_curate)
    kept, merged = catalogue.get_both(kept_id, merged_id)
    if kept.id == merged.id:
        raise merge.MergeIntoItself(_("A skill is merged into another one, not into itself."))
    if kept.merged_into_id or merged.merged_into_id:
        raise merge.MergedMeanwhile(_("One of the two is part of another skill by now."))
    ids = [kept_id, merged_id]
    return render_template(
        "catalogue/merge.html",
        kept=kept,
        merged=merged,
        moving=merge.preview(kept, merged),
        people=catalogue.holders(current_actor(), ids),
        uses=followers.counts(ids),
        kinds=forms.KINDS,
        schemes=forms.SCHEMES,
    )


@bp.post("/merge/<int:kept_id>/<int:merged_id>")
def confirm(kept_id: int, merged_id: int) -> ResponseReturnValue:
    """Make one skill part of another."""
    authorize(policy.may_curate)
    kept, merged = queries.get_as_stored(kept_id), queries.get_as_stored(merged_id)
    name = localized(merged.name)
    merge.merge(kept, merged, by=current_actor(), now=clock.now())
    flash(
        _("“%(name)s” is part of this skill now. You have a day to take it back.", name=name),
        "success",
    )
    return redirect(url_for("catalogue.show", skill_id=kept_id))


@bp.get("/merges")
def merges() -> ResponseReturnValue:
    """List the merges, the newest first, with those that can be taken back."""
    authorize(policy.may_curate)
    page = paginate(undo.merges(), page_number())
    now = clock.now()
    return render_template(
        "catalogue/merges.html",
        page=page,
        until={done.id: undo.until(done) for done in page if now <= undo.until(done)},
        later=undo.blocked([done for done in page if not done.undone_at]),
    )


@bp.post("/merges/<int:merge_id>/undo")
def take_back(merge_id: int) -> ResponseReturnValue:
    """Take a merge back."""
    authorize(policy.may_curate)
    done = undo.get(merge_id)
    undo.undo(done, by=current_actor(), now=clock.now())
    flash(_("Both skills are there again, each with what it had."), "success")
    return redirect(url_for("skill_merging.merges"))


@bp.get("/alike")
def pairs() -> ResponseReturnValue:
    """Go through the skills that look alike."""
    authorize(policy.may_curate)
    page = paginate(alike.pairs(), page_number(), size=PROPOSED)
    shown = alike.with_skills(list(page.items))
    ids = {skill.id for pair in shown for skill in (pair.one, pair.other)}
    return render_template(
        "catalogue/alike.html",
        page=page,
        pairs=shown,
        people=catalogue.holders(current_actor(), ids),
        uses=followers.counts(ids),
        distinctions=alike.distinctions(),
        form=forms.DifferentForm.blank(),
    )


@bp.post("/alike/different")
def different() -> ResponseReturnValue:
    """Say that two skills are different."""
    authorize(policy.may_curate)
    form = forms.DifferentForm.from_request()
    if not form.accepted():
        return redirect(url_for("skill_merging.pairs"))
    one, other = (queries.get_as_stored(field.data) for field in (form.one, form.other))
    alike.distinguish(one, other, form.reason.data, by=current_actor(), now=clock.now())
    flash(_("These two are not proposed again."), "success")
    return redirect(url_for("skill_merging.pairs"))


@bp.post("/alike/different/<int:distinction_id>/withdraw")
def withdraw(distinction_id: int) -> ResponseReturnValue:
    """Let two skills be proposed again."""
    authorize(policy.may_curate)
    alike.withdraw_distinction(distinction_id, by=current_actor(), now=clock.now())
    flash(_("These two may be proposed again."), "success")
    return redirect(url_for("skill_merging.pairs"))
