"""The pages of wishes: what somebody would like to discover, in their order."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange

from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import LARGEST_ID, authorize, current_actor, safe_next
from talentgrow.people import limits
from talentgrow.shadowing import policy
from talentgrow.shadowing.models import Aim, VisitWish
from talentgrow.shadowing.wishes import pages, service
from talentgrow.shadowing.wishes.service import CannotWish, Kind, Target

LONGEST_SEARCH = 100

bp = Blueprint("visit_wishes", __name__, template_folder="../templates")


class AddForm(AppForm):
    """Wish to see something; `next` is the page where the button stands."""

    kind = HiddenField(validators=[AnyOf(list(Kind))])
    id = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST_ID)])
    next = HiddenField()


class WishForm(AppForm):
    """What one wants of a visit."""

    aim = SelectField(
        _("What for"),
        choices=lambda: [SelectChoice(one.value, str(said)) for one, said in pages.AIMS.items()],
    )
    note = TextAreaField(
        _("What you hope to see"),
        [Length(max=service.LONGEST_NOTE, message=_("Keep it under 500 characters."))],
    )


@bp.get("/visits/wishes")
def index() -> ResponseReturnValue:
    """List what one would like to discover, and find something to add."""
    authorize(policy.may_list_wishes)
    return _show()


@bp.post("/visits/wishes/add")
def add() -> ResponseReturnValue:
    """Wish to see a job, a unit or a colleague."""
    authorize(policy.may_list_wishes)
    form = AddForm.from_request()
    back = safe_next(form.next.data, url_for("visit_wishes.index"))
    if not form.accepted():
        flash(gettext("Choose what you would like to see."), "warning")
        return redirect(back)
    if form.kind.data == Kind.HOST:
        limits.count_look_up()
    try:
        target = Target(Kind(form.kind.data), form.id.data)
        service.add(target, by=current_actor(), now=clock.now())
    except CannotWish as error:
        flash(str(error), "warning")
    else:
        flash(gettext("It is among your wishes. You hear of it when somebody shows it."), "success")
    return redirect(back)


@bp.post("/visits/wishes/<int:visit_wish_id>/remove")
def remove(visit_wish_id: int) -> ResponseReturnValue:
    """Take a wish away."""
    service.remove(_own(visit_wish_id))
    flash(gettext("It is no longer among your wishes."), "success")
    return redirect(url_for("visit_wishes.index"))


@bp.post("/visits/wishes/<int:visit_wish_id>/up")
def up(visit_wish_id: int) -> ResponseReturnValue:
    """Put a wish before the one above it."""
    service.move(_own(visit_wish_id), up=True)
    return redirect(url_for("visit_wishes.index", _anchor=f"wish-{visit_wish_id}"))


@bp.post("/visits/wishes/<int:visit_wish_id>/down")
def down(visit_wish_id: int) -> ResponseReturnValue:
    """Put a wish after the one below it."""
    service.move(_own(visit_wish_id), up=False)
    return redirect(url_for("visit_wishes.index", _anchor=f"wish-{visit_wish_id}"))


@bp.post("/visits/wishes/<int:visit_wish_id>/about")
def change(visit_wish_id: int) -> ResponseReturnValue:
    """Say what one wants of a visit."""
    wish = _own(visit_wish_id)
    form = WishForm.from_request()
    if not form.accepted():
        return _show(form, visit_wish_id), 422
    service.change(wish, aim=Aim(form.aim.data), note=(form.note.data or "").strip())
    flash(gettext("Your changes are kept."), "success")
    return redirect(url_for("visit_wishes.index", _anchor=f"wish-{visit_wish_id}"))


def _own(visit_wish_id: int) -> VisitWish:
    wish = service.get_own(current_actor(), visit_wish_id)
    authorize(policy.may_edit_wish, wish)
    return wish


def _show(form: WishForm | None = None, changing: int | None = None) -> str:
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    if words:
        limits.count_look_up()
    return render_template(
        "wishes/index.html",
        page=pages.page(current_actor(), words),
        form=form,
        changing=changing,
        aims=pages.AIMS,
    )
