"""People, their skills and what was said of them."""

from apiflask import APIBlueprint

from talentgrow.api import basics, schemas, shapes
from talentgrow.api.access import needs
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.errors import DomainError
from talentgrow.mobility import queries as mobility
from talentgrow.people import limits, policy, queries
from talentgrow.profile import directory
from talentgrow.profile.directory import Entry, Wanted
from talentgrow.skills import policy as skills_policy


class TooFewLetters(DomainError):
    """A directory is to find people in, not to be copied."""


bp = APIBlueprint("api_people", __name__, url_prefix="/api/v1/people", tag="People")


@bp.get("")
@needs(basics.Scope.READ_PEOPLE)
@bp.input(basics.PeopleQuery, location="query")
@bp.output(basics.Listing[schemas.PersonLine], schema_name="PersonList")
def search(query_data: basics.PeopleQuery) -> dict[str, object]:
    """List the people whom the bearer may find, by name, within the limits of the directory."""
    authorize(policy.may_browse)
    limits.count_look_up()
    found = directory.directory(
        current_actor(), Wanted(words=query_data.q), frozenset(), page_number=query_data.page
    )
    if found.refusal is not None:
        raise TooFewLetters(_("Ask for a name with “q”, two letters at least."))
    page = found.page
    return shapes.listing(page, [_line(entry) for entry in page])


@bp.get("/<int:person_id>")
@needs(basics.Scope.READ_PEOPLE)
@bp.output(schemas.Person)
def show(person_id: int) -> schemas.Person:
    """Show one person, as the bearer may know them."""
    authorize(policy.may_browse)
    actor = current_actor()
    if not actor.is_person(person_id) and not actor.manages(person_id):
        limits.count_look_up()
    person = queries.get_visible(actor, person_id)
    current = queries.current_assignment(person_id)
    return schemas.Person(
        **dict(_line(directory.entries([person])[0])),
        email=person.email,
        manager_id=current.manager_id if current else None,
        works_here=person.left_on is None,
        may_read_skills=skills_policy.may_read_levels(actor, person_id),
    )


@bp.get("/<int:person_id>/paths")
@needs(basics.Scope.READ_PATHS)
@bp.output(basics.Listing[schemas.SavedPath], schema_name="SavedPathList")
def saved_paths(person_id: int) -> dict[str, object]:
    """List the saved paths of a person which the bearer may read, the newest first."""
    authorize(policy.may_browse)
    queries.get_visible(current_actor(), person_id)
    items = [shapes.saved_path(path) for path in mobility.saved_by(current_actor(), person_id)]
    return shapes.whole(items)


def _line(entry: Entry) -> schemas.PersonLine:
    actor, person_id = current_actor(), entry.person.id
    is_close = actor.is_person(person_id) or actor.is_hr_for(person_id)
    return schemas.PersonLine(
        id=person_id,
        employee_number=entry.person.employee_number if is_close else None,
        name=entry.person.name,
        job=shapes.job_reference(entry.job) if entry.job else None,
        unit=shapes.optional(entry.unit),
        site=shapes.place(entry.site),
    )
