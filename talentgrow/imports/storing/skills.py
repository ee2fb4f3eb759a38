"""The catalogue of skills, with their other names and the tree they form."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.kinds.reading import Reading, Row
from talentgrow.imports.storing import catalogue, references
from talentgrow.imports.storing.loops import loops
from talentgrow.imports.storing.naming import Refused, both_names, identify
from talentgrow.imports.storing.plan import Ledger, Plan, Writing, batches, stated_values
from talentgrow.imports.storing.references import Index
from talentgrow.infra.db import db
from talentgrow.kernel.origin import Origin
from talentgrow.kernel.text import search_key
from talentgrow.skills.models import Skill, SkillAlias, SkillFamily, SkillKind
from talentgrow.skills.signals import catalogue_changed

TEXTS = ("name_fr", "name_en", "description_fr", "description_en")
FIELDS = ("code", *TEXTS, "kind")
NEW = 0


def plan(reading: Reading) -> Plan:
    """Work out which skills are new and which say something else."""
    ledger, index, held = Ledger(reading), references.skills(), _held()
    families = catalogue.keys(SkillFamily)
    own = {search_key(_name(row)) for row in reading.rows} | {
        search_key(text) for row in reading.rows for text in _names(row)
    }
    rings = _rings(reading.rows, index, held)
    for row in reading.rows:
        try:
            id_ = identify(ledger, row, index, held, "name")
        except Refused:
            continue
        column = "code" if row.get("code") else "name_fr"
        if ledger.is_twin(row, column, id_ or search_key(_name(row))):
            continue
        if _refuses_names(ledger, row, index, id_):
            continue
        stated = stated_values(row, reading, *FIELDS)
        if "broader" in reading.columns and not _broader(ledger, row, index, own, rings, stated):
            continue
        if "family" in reading.columns:
            key = search_key(row["family"])
            stated["family_id"] = families.get(key, NEW) if key else None
        known = held.get(id_) if id_ else None
        if known and (more := _more_aliases(row, known)):
            stated["aliases"] = (*known["aliases"], *more)
        _settle(ledger, row, stated=stated, known=known, held=held)
    return ledger.finished(lambda writing: _write(ledger, held, writing))


def _settle(
    ledger: Ledger,
    row: Row,
    *,
    stated: dict[str, Any],
    known: Mapping[str, Any] | None,
    held: Mapping[int, Mapping[str, Any]],
) -> None:
    broader = held.get(known["broader_id"] or 0) if known else None
    words = {
        "family_id": (known["family"] or "" if known else "", row.get("family", "")),
        "broader_id": (broader["name_fr"] if broader else "", row.get("broader", "")),
    }
    ledger.settle(
        row,
        _name(row),
        stated=stated,
        held=known,
        id_=known["id"] if known else None,
        words=words,
    )


def _name(row: Row) -> str:
    return next((row[name] for name in ("code", "name_fr", "name_en") if row.get(name)), "")


def _names(row: Row) -> list[str]:
    return [row[name] for name in ("name_fr", "name_en") if row.get(name)]


def _refuses_names(ledger: Ledger, row: Row, index: Index, id_: int | None) -> bool:
    """Refuse a name which is that of another skill: a word leads to one skill only."""
    for name in ("name_fr", "name_en"):
        others = index.by_name(row.get(name) or "") - {id_}
        if others:
            codes = ", ".join(sorted(index.code_of[other] for other in others)[:4])
            ledger.refuse(row, name, Reason.NAME_TAKEN, hint=codes)
            return True
    return False


def _broader(
    ledger: Ledger,
    row: Row,
    index: Index,
    own: set[str],
    rings: Mapping[tuple[str, str], str],
    stated: dict[str, Any],
) -> bool:
    """State the broader skill of a row; tell whether it can be."""
    stated["broader_id"] = None
    if not row["broader"]:
        return True
    below, above = search_key(_name(row)), search_key(row["broader"])
    if below == above or (below, _end(row["broader"], index)) in rings:
        hint = rings.get((below, _end(row["broader"], index)), "")
        ledger.refuse(row, "broader", Reason.LOOP, hint=hint)
        return False
    is_known = above in index.codes or index.by_name(row["broader"])
    if not is_known and above in own:
        stated["broader_id"] = NEW
        return True
    stated["broader_id"] = index.find(ledger, row, "broader")
    return stated["broader_id"] is not None


def _end(text: str, index: Index) -> str:
    """Return one key for a skill, by whatever it is called."""
    key = search_key(text)
    id_ = index.codes.get(key) or next(iter(sorted(index.by_name(text))), None)
    return search_key(index.code_of[id_]) if id_ else key


def _rings(
    rows: list[Row], index: Index, held: Mapping[int, Mapping[str, Any]]
) -> Mapping[tuple[str, str], str]:
    codes = {id_: search_key(skill["code"]) for id_, skill in held.items()}
    above = {codes[id_]: codes.get(skill["broader_id"] or 0, "") for id_, skill in held.items()}
    for row in rows:
        if row.get("broader") is not None:
            above[search_key(_name(row))] = _end(row["broader"], index) if row["broader"] else ""
    return loops((below, parent) for below, parent in above.items() if parent and below != parent)


def _held() -> dict[int, dict[str, Any]]:
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for skill_id, text in db.session.execute(
        select(SkillAlias.skill_id, SkillAlias.text).order_by(SkillAlias.id)
    ):
        aliases[skill_id].append(text)
    columns = (
        Skill.id,
        Skill.code,
        Skill.kind,
        Skill.family_id,
        Skill.broader_id,
        *(getattr(Skill, name) for name in TEXTS),
        SkillFamily.name_fr.label("family"),
    )
    rows = db.session.execute(
        select(*columns).outerjoin(SkillFamily, SkillFamily.id == Skill.family_id)
    )
    return {row.id: dict(row._mapping) | {"aliases": tuple(aliases[row.id])} for row in rows}


def _more_aliases(row: Row, known: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the other names which the skill does not have yet; a file takes none away."""
    called = {search_key(text) for text in (*known["aliases"], known["name_fr"], known["name_en"])}
    return tuple(text for text in row.get("aliases", ()) if search_key(text) not in called)


def _write(ledger: Ledger, held: Mapping[int, Mapping[str, Any]], writing: Writing) -> None:
    names = [entry.row.get("family", "") for entry in ledger.entries]
    families = catalogue.skill_families(names).ids
    fresh, changed = [], []
    for entry in ledger.entries:
        before = held.get(entry.id, {}) if entry.id else {}
        values = _columns(before, entry.stated)
        if "family_id" in entry.stated:
            values["family_id"] = families.get(search_key(entry.row["family"]))
        if entry.id is None:
            fresh.append(values)
        else:
            changed.append({"id": entry.id, "origin": Origin.OWN} | values)
    for batch in batches(fresh):
        db.session.execute(insert(Skill), batch)
    for batch in batches(changed):
        db.session.execute(update(Skill), batch)
    _write_what_points_to_skills(ledger, held)
    catalogue_changed.send(None)
    writing.advance(len(ledger.entries))


def _columns(held: Mapping[str, Any], stated: Mapping[str, Any]) -> dict[str, Any]:
    values = {
        "family_id": held.get("family_id"),
        "kind": SkillKind(stated.get("kind") or held.get("kind") or SkillKind.KNOW_HOW),
        "description_fr": stated.get("description_fr", held.get("description_fr", "")),
        "description_en": stated.get("description_en", held.get("description_en", "")),
    } | both_names(stated, held, "name")
    code = stated.get("code") or held.get("code") or search_key(values["name_fr"])
    return values | {"code": code}


def _write_what_points_to_skills(ledger: Ledger, held: Mapping[int, Mapping[str, Any]]) -> None:
    index = references.skills()
    aliases: list[dict[str, Any]] = []
    broader: list[dict[str, Any]] = []
    for entry in ledger.entries:
        id_ = entry.id or index.codes[search_key(_code(entry.stated))]
        known = held.get(id_) or {"aliases": (), "name_fr": "", "name_en": ""}
        if entry.id is None:
            known = dict(known) | {
                name: entry.stated.get(name, "") for name in ("name_fr", "name_en")
            }
        aliases.extend(
            {"skill_id": id_, "text": text, "search_key": search_key(text)}
            for text in _more_aliases(entry.row, known)
        )
        if "broader_id" in entry.stated:
            wanted = entry.stated["broader_id"]
            found = wanted or _by_any_name(index, entry.row["broader"])
            broader.append({"id": id_, "broader_id": found})
    for batch in batches(_without_twins(aliases)):
        db.session.execute(insert(SkillAlias), batch)
    for batch in batches(broader):
        db.session.execute(update(Skill), batch)


def _code(stated: Mapping[str, Any]) -> str:
    return str(stated.get("code") or search_key(stated.get("name_fr") or stated["name_en"]))


def _by_any_name(index: Index, text: str) -> int | None:
    if not text:
        return None
    found = index.codes.get(search_key(text))
    return found or next(iter(sorted(index.by_name(text))), None)


def _without_twins(aliases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({(row["skill_id"], row["search_key"]): row for row in reversed(aliases)}.values())
