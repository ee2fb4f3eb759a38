"""Who may do what with paths and the map."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.mobility.models import SavedPath
from talentgrow.mobility.states import PathStatus


@rule("mobility.explore")
def may_explore(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may look for paths of their own."""
    return True


@rule("mobility.save_path")
def may_save_path(actor: Actor, person_id: int) -> bool:
    """People save paths for themselves, for nobody else."""
    return actor.is_person(person_id)


@rule("mobility.read_path")
def may_read_path(actor: Actor, path: SavedPath) -> bool:
    """A saved path is open to its owner and, once shared, to their manager."""
    if actor.is_person(path.person_id):
        return path.status is not PathStatus.DROPPED
    return path.status is PathStatus.SHARED and actor.manages(path.person_id)


@rule("mobility.share")
def may_share(actor: Actor, path: SavedPath) -> bool:
    """Only its owner shares a path with their manager."""
    return actor.is_person(path.person_id)


@rule("mobility.unshare")
def may_unshare(actor: Actor, path: SavedPath) -> bool:
    """Only its owner takes a shared path back."""
    return actor.is_person(path.person_id)


@rule("mobility.drop")
def may_drop(actor: Actor, path: SavedPath) -> bool:
    """Only its owner gives a path up."""
    return actor.is_person(path.person_id)


@rule("mobility.wish")
def may_wish(actor: Actor, person_id: int) -> bool:
    """People say for themselves which jobs they wish, nobody does it for them."""
    return actor.is_person(person_id)


@rule("mobility.read_map")
def may_read_map(actor: Actor, _subject: None = None) -> bool:
    """The mobility map is for HR; HR of a part of the organisation reads that part of it."""
    return actor.is_hr
