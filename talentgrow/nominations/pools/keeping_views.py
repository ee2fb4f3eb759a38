"""The pages on which HR makes talent pools and says what they are for."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.nominations.pools import keeping, policy, queries
from talentgrow.nominations.pools.forms import PoolForm
from talentgrow.nominations.pools.models import TalentPool
from talentgrow.people import organisation

bp = Blueprint("keeping", __name__)
USUAL_MONTHS = 24


@bp.route("/hr/pools/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Make a pool."""
    authorize(policy.may_create_pool)
    return _write(None)


@bp.route("/hr/pools/<int:pool_id>/edit", methods=["GET", "POST"])
def edit(pool_id: int) -> ResponseReturnValue:
    """Say a pool otherwise."""
    pool = queries.get_pool(current_actor(), pool_id)
    authorize(policy.may_edit_pool, pool)
    return _write(pool)


@bp.post("/hr/pools/<int:pool_id>/retire")
def retire(pool_id: int) -> ResponseReturnValue:
    """Let nobody join a pool any more."""
    pool = queries.get_pool(current_actor(), pool_id)
    authorize(policy.may_edit_pool, pool)
    keeping.retire(pool, by=current_actor(), now=clock.now())
    flash(_("Nobody joins this pool any more. Its members stay until their date."), "success")
    return redirect(url_for("pools.show", pool_id=pool.id))


@bp.post("/hr/pools/<int:pool_id>/restore")
def restore(pool_id: int) -> ResponseReturnValue:
    """Let people join a retired pool again."""
    pool = queries.get_pool(current_actor(), pool_id)
    authorize(policy.may_edit_pool, pool)
    keeping.restore(pool, by=current_actor(), now=clock.now())
    flash(_("People may join this pool again."), "success")
    return redirect(url_for("pools.show", pool_id=pool.id))


def _write(pool: TalentPool | None) -> ResponseReturnValue:
    form = PoolForm.from_request(pool) if pool else PoolForm.from_request(months=USUAL_MONTHS)
    form.offer(organisation.places(current_actor()))
    status = 200
    if form.accepted():
        try:
            return _kept(form, pool)
        except keeping.NotYourPart as error:
            form.unit_id.errors = (str(error),)
        except keeping.PoolOvertaken:
            form.version.data, status = pool.version if pool else 1, 409
    page = render_template("pools/pool_form.html", form=form, pool=pool, is_overtaken=status == 409)
    return page, 422 if form.errors else status


def _kept(form: PoolForm, pool: TalentPool | None) -> ResponseReturnValue:
    by, now = current_actor(), clock.now()
    if pool is None:
        pool = keeping.create(form.values(), by=by, now=now)
        flash(_("The pool is there. Whoever is approved may join it from now on."), "success")
    else:
        keeping.edit(pool, form.values(), seen=form.seen_version(), by=by, now=now)
        flash(_("The pool is saved."), "success")
    return redirect(url_for("pools.show", pool_id=pool.id))
