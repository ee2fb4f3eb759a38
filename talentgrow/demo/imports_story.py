"""Two imports to look at: one that was stored, and one in which three lines are to be mended."""

import io
from datetime import datetime, timedelta

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from talentgrow.audit import service as audit
from talentgrow.auth.models import Account, GrantedRole
from talentgrow.imports import running, service, storage, work
from talentgrow.imports.kinds.register import KINDS
from talentgrow.imports.models import ImportRun
from talentgrow.imports.states import IMPORT_FLOW
from talentgrow.imports.storing.plan import Plan, Writing
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Actor, Role
from talentgrow.people.models import Person

ZONES = "fuseaux-horaires.csv"
ARRIVALS = "arrivees-du-mois.csv"
PEOPLE = 12


def tell(*, now: datetime) -> None:
    """Store the first file and check the second, as HR did some days ago."""
    actor = _hr()
    if actor is None:
        return
    numbers = list(
        db.session.scalars(
            select(Person.employee_number)
            .where(Person.left_on.is_(None))
            .order_by(Person.employee_number)
            .limit(PEOPLE)
        )
    )
    earlier = now - timedelta(days=6)
    run, found = _checked(ZONES, _zones(numbers), by=actor, now=earlier)
    service.apply(run, by=actor, now=earlier)
    running.carry_out(found, run, Writing(actor, earlier))
    audit.move(run, IMPORT_FLOW, "finish", by=SYSTEM, now=earlier)
    service.forget_file(run)
    _checked(ARRIVALS, _arrivals(numbers), by=actor, now=now - timedelta(days=1))


def _hr() -> Actor | None:
    person_id = db.session.scalar(
        select(Account.person_id)
        .join(GrantedRole, GrantedRole.account_id == Account.id)
        .where(GrantedRole.name == Role.HR)
        .limit(1)
    )
    return Actor(person_id, frozenset({Role.HR})) if person_id else None


def _zones(numbers: list[str]) -> str:
    lines = [f"{number};Europe/Paris" for number in numbers]
    return "\n".join(["Matricule;Fuseau horaire", *lines])


def _arrivals(numbers: list[str]) -> str:
    boss = numbers[0]
    return "\n".join(
        [
            "Matricule;Prénom;Nom;Métier;Unité;Responsable;Date de début;Remarque",
            f"HE9001;Léa;Fontaine;Préparation de commandes;Logistique;{boss};02/11/2026;",
            f"HE9002;Tom;Ferrand;Préparation de commandes;Logistique;{boss};31/11/2026;à vérifier",
            f"HE9003;Zoé;Lambert;Planification;Flux;{boss};02/11/2026;",
            "HE9004;Nino;Costa;Planification;Flux;HE0000;02/11/2026;",
            f"HE9005;Ana;Silva;;Flux;{boss};16/11/2026;poste à préciser",
            f"HE9006;Max;Keller;Planification;Flux;{boss};16/11/2026;",
        ]
    )


def _checked(name: str, text: str, *, by: Actor, now: datetime) -> tuple[ImportRun, Plan]:
    """Choose a file and have it checked, as the page and the worker do."""
    upload = FileStorage(io.BytesIO(text.encode()), filename=name)
    run = service.choose(upload, kind="", by=by, now=now)
    service.name_columns(run, run.kind, dict(run.positions), by=by, now=now)
    found = running.plan(
        running.read(
            storage.path_of(run.stored_name),
            KINDS[run.kind],
            today=now.date(),
            name=name,
            positions=dict(run.positions),
        )
    )
    work.note(run, found, now=now)
    return run, found
