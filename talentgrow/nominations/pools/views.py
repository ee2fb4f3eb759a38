"""Talent pools: the pages of their members, and of HR who reads them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import LARGEST_ID, asked_id, authorize, belongs_to, current_actor
from talentgrow.kernel.levels import HIGHEST
from talentgrow.nominations.pools import (
    approach_views,
    keeping_views,
    members,
    pages,
    policy,
    queries,
    service,
    subjects,
)
from talentgrow.nominations.pools.forms import EndForm, RenewForm
from talentgrow.nominations.pools.models import PoolMembership, TalentPool
from talentgrow.people import organisation

LONGEST_SEARCH = 100

bp = Blueprint("pools", __name__, template_folder="../templates")
bp.register_blueprint(keeping_views.bp)
bp.register_blueprint(approach_views.bp)


@bp.get("/pools")
def mine() -> ResponseReturnValue:
    """Show in which pools the reader is, and what is asked of them there."""
    authorize(policy.may_list_own)
    return render_template("pools/mine.html", page=pages.mine(current_actor()))


@bp.get("/hr/pools")
def index() -> ResponseReturnValue:
    """List the pools with the number of their members in the reader's part."""
    authorize(policy.may_browse_pools)
    page = pages.pools(current_actor(), today=clock.today())
    return render_template("pools/index.html", page=page)


@bp.get("/hr/pools/<int:pool_id>")
def show(pool_id: int) -> ResponseReturnValue:
    """Show what a pool is for, and its members by name."""
    authorize(policy.may_browse_pools)
    return _list(queries.get_pool(current_actor(), pool_id))


@bp.get("/hr/pools/members")
def find() -> ResponseReturnValue:
    """Find members of any pool, for a mission or a job, by filters and by name."""
    authorize(policy.may_browse_pools)
    return _list(None)


@bp.get("/pools/members/<int:membership_id>")
def member(membership_id: int) -> ResponseReturnValue:
    """Show one membership: by which wish, until when, what was asked and answered."""
    membership = queries.get_membership(current_actor(), membership_id)
    authorize(policy.may_leave, membership)
    return _member(membership)


@bp.post("/pools/members/<int:membership_id>/renew")
def renew(membership_id: int) -> ResponseReturnValue:
    """Let a member stay longer."""
    actor = current_actor()
    membership = queries.get_membership(actor, membership_id)
    authorize(policy.may_renew, membership)
    form = RenewForm.from_request()
    if not form.accepted():
        return _member(membership, renewing=form)
    membership = queries.hold_membership(membership.id)
    try:
        service.renew(
            membership, form.until.data, seen=form.seen_version(), by=actor, now=clock.now()
        )
    except service.WrongDate as error:
        form.until.errors = (str(error),)
        return _member(membership, renewing=form)
    flash(_("%(name)s stays longer.", name=membership.person.given_name), "success")
    return redirect(url_for("pools.member", membership_id=membership.id))


@bp.post("/pools/members/<int:membership_id>/end")
def end(membership_id: int) -> ResponseReturnValue:
    """Leave a pool, or as HR end somebody's time in it."""
    actor = current_actor()
    membership = queries.get_membership(actor, membership_id)
    authorize(policy.may_leave, membership)
    form = EndForm.from_request()
    if not form.accepted():
        return _member(membership, ending=form)
    membership = queries.hold_membership(membership.id)
    try:
        service.leave(
            membership,
            form.word.data or "",
            seen=form.seen_version(),
            by=actor,
            now=clock.now(),
        )
    except service.WordMissing as error:
        form.word.errors = (str(error),)
        return _member(membership, ending=form)
    if actor.is_person(membership.person_id):
        flash(_("You have left this pool."), "success")
        return redirect(url_for("pools.mine"))
    flash(_("%(name)s reads why.", name=membership.person.given_name), "success")
    return redirect(url_for("pools.show", pool_id=membership.pool_id))


def _list(pool: TalentPool | None) -> ResponseReturnValue:
    actor = current_actor()
    wanted = _wanted(pool)
    subject = members.about(actor, request.args.get("about", "")[:LONGEST_SEARCH])
    return render_template(
        "pools/members.html",
        pool=pool,
        wanted=wanted,
        needs=members.needs_of(wanted.needs),
        about=subject,
        offered=subjects.called(
            actor, request.args.get("for", "")[:LONGEST_SEARCH], today=clock.today()
        ),
        found=members.found(actor, wanted, page_number()),
        places=organisation.places(actor),
        pools=pages.choices(actor),
    )


def _wanted(pool: TalentPool | None) -> members.Wanted:
    """Return by what the address asks for members."""
    return members.Wanted(
        words=request.args.get("q", "").strip()[:LONGEST_SEARCH],
        pool_id=pool.id if pool else asked_id("pool"),
        unit_id=asked_id("unit"),
        site_id=asked_id("site"),
        needs=tuple(_needs())[: members.MOST_NEEDS],
    )


def _needs() -> list[tuple[int, int]]:
    """Return the skills and levels of an address such as "?need=12:3"; nonsense is left out."""
    found = []
    for text in request.args.getlist("need"):
        skill, _colon, level = text.partition(":")
        if skill.isdecimal() and level.isdecimal():
            pair = int(skill), int(level)
            if 0 < pair[0] <= LARGEST_ID and 0 < pair[1] <= HIGHEST and pair not in found:
                found.append(pair)
    return found


def _member(
    membership: PoolMembership,
    *,
    renewing: RenewForm | None = None,
    ending: EndForm | None = None,
) -> ResponseReturnValue:
    if not current_actor().is_person(membership.person_id):
        belongs_to("pools.show")
    page = render_template(
        "pools/member.html",
        page=pages.member(current_actor(), membership, today=clock.today()),
        renewing=renewing or RenewForm.from_request(version=membership.version),
        ending=ending or EndForm.from_request(version=membership.version),
    )
    return page, 422 if renewing or ending else 200
