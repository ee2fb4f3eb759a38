"""HR keeps records: who joins, who moves, who leaves, how people are called."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.access import Actor
from talentgrow.people import organisation, policy, service
from talentgrow.people import queries as people
from talentgrow.people.records import RecordRefused
from talentgrow.profile import record_queries as queries
from talentgrow.profile.record_forms import (
    NONE,
    DetailsForm,
    HireForm,
    LastDayForm,
    PostForm,
    SeenForm,
)
from talentgrow.profile.record_queries import Record

bp = Blueprint("records", __name__, url_prefix="/people", template_folder="templates")


class _Forms:
    """The forms of one record; the one that was posted keeps what was typed."""

    def __init__(self, record: Record, actor: Actor) -> None:
        post, person = record.post, record.person
        self.details = DetailsForm.from_request(person, prefix="details-", seen=record.mark)
        self.post = PostForm.from_request(
            prefix="post-",
            seen=record.mark,
            job=post.job_id if post else NONE,
            unit=(post.unit_id if post else None) or NONE,
            site=(post.site_id if post else None) or NONE,
            manager=record.manager.employee_number if record.manager else "",
        )
        self.last_day = LastDayForm.from_request(
            prefix="leave-", seen=record.mark, last_day=record.last_day
        )
        self.stay = SeenForm.from_request(prefix="stay-", seen=record.mark)
        _offer(self.post, actor)


@bp.route("/new", methods=["GET", "POST"])
def hire() -> ResponseReturnValue:
    """Write down somebody who joins."""
    authorize(policy.may_hire)
    actor = current_actor()
    form = HireForm.from_request(from_day=clock.today())
    _offer(form, actor)

    def act() -> ResponseReturnValue:
        post = form.post(queries.manager_called(actor, form.manager.data))
        number = form.number.data
        person = service.hire(number, form.details(), post, by=actor, now=clock.now())
        flash(_("%(name)s is written down.", name=person.name), "success")
        return redirect(url_for("profile.show", person_id=person.id))

    return _attempt(form, act) or _shown("profile/hire.html", form, form=form)


@bp.get("/<int:person_id>/record")
def show(person_id: int) -> ResponseReturnValue:
    """Show what HR may change about a person."""
    record, forms = _loaded(person_id)
    return render_template("profile/record.html", record=record, forms=forms)


@bp.post("/<int:person_id>/record/details")
def correct(person_id: int) -> ResponseReturnValue:
    """Mend how a person is called and reached."""
    record, forms = _loaded(person_id)
    form, actor = forms.details, current_actor()

    def act() -> ResponseReturnValue:
        seen = form.seen.data or ""
        service.correct(record.person, form.details(), seen=seen, by=actor, now=clock.now())
        return _done(record, _("Name and address are saved."))

    return _attempt(form, act) or _again(record, forms, form)


@bp.post("/<int:person_id>/record/post")
def move(person_id: int) -> ResponseReturnValue:
    """Let a person do something else from a day on."""
    record, forms = _loaded(person_id)
    form, actor = forms.post, current_actor()

    def act() -> ResponseReturnValue:
        post = form.post(queries.manager_called(actor, form.manager.data, record.manager))
        seen = form.seen.data or ""
        service.move(record.person, post, seen=seen, by=actor, now=clock.now())
        return _done(record, _("The change is written down."))

    return _attempt(form, act) or _again(record, forms, form)


@bp.post("/<int:person_id>/record/last-day")
def leave(person_id: int) -> ResponseReturnValue:
    """Write down the last day of a person."""
    record, forms = _loaded(person_id)
    form, actor = forms.last_day, current_actor()

    def act() -> ResponseReturnValue:
        day, seen = form.last_day.data, form.seen.data or ""
        service.leave(record.person, day, seen=seen, by=actor, now=clock.now())
        return _done(record, _("The last day is written down."))

    return _attempt(form, act) or _again(record, forms, form)


@bp.post("/<int:person_id>/record/stay")
def stay(person_id: int) -> ResponseReturnValue:
    """Take the last day of a person back."""
    record, forms = _loaded(person_id)
    form, actor = forms.stay, current_actor()

    def act() -> ResponseReturnValue:
        service.stay(record.person, seen=form.seen.data or "", by=actor, now=clock.now())
        return _done(record, _("The last day is taken back."))

    return _attempt(form, act) or _again(record, forms, form)


def _loaded(person_id: int) -> tuple[Record, _Forms]:
    """Return the record and its forms, for HR of the part in which the person works."""
    actor = current_actor()
    person = people.get_visible(actor, person_id)
    authorize(policy.may_edit, person_id)
    record = queries.record(person)
    return record, _Forms(record, actor)


def _offer(form: PostForm, actor: Actor) -> None:
    form.offer(queries.job_choices(), organisation.places(actor))


def _attempt(form: SeenForm, act: Callable[[], ResponseReturnValue]) -> ResponseReturnValue | None:
    """Do what a valid form asks; a refusal is told on the page, with what was typed."""
    if not form.accepted():
        return None
    try:
        return act()
    except RecordRefused as refusal:
        form.form_errors.append(str(refusal))
        return None


def _done(record: Record, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("records.show", person_id=record.person.id))


def _again(record: Record, forms: _Forms, form: SeenForm) -> ResponseReturnValue:
    return _shown("profile/record.html", form, record=record, forms=forms)


def _shown(template: str, form: SeenForm, /, **context: object) -> ResponseReturnValue:
    is_refused = request.method == "POST" or bool(form.errors)
    return render_template(template, **context), 422 if is_refused else 200
