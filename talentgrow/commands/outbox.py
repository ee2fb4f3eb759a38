"""`talentgrow outbox`: send the mail that waits."""

import click
from sqlalchemy import ColumnElement, func, select, update

from talentgrow.commands.running import application, refuse_without_tables, unit_of_work
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.notifications import outbox, sending
from talentgrow.notifications.models import OutboxMail
from talentgrow.people.recipients import recipients


@click.command("outbox")
@click.option("--failed", is_flag=True, help="Only list the mail that was given up, and why.")
@click.option("--retry", is_flag=True, help="Give the mail that was given up another chance first.")
def command(failed: bool, retry: bool) -> None:
    """Write the mail that is due, send what waits, and print how many."""
    app = application()
    if failed:
        with unit_of_work(app, keep=False):
            _list_failed()
        return
    if retry:
        with unit_of_work(app):
            click.echo(f"{_try_again()} given another chance.")
    with app.app_context():
        refuse_without_tables()
        click.echo(f"{sending.run(recipients)}.")
        click.echo(f"{_waiting()} still waiting, {_given_up()} given up.")


def _list_failed() -> None:
    found = db.session.scalars(
        select(OutboxMail).where(sending.is_given_up()).order_by(OutboxMail.id)
    ).all()
    for mail in found:
        reason = mail.last_error or "stopped while it was being sent"
        click.echo(f"{mail.queued_at:%Y-%m-%d %H:%M} {mail.address}: {mail.subject}")
        click.echo(f"    after {mail.attempts} tries: {outbox.one_line(reason)}")
    click.echo(f"{len(found)} given up.")


def _try_again() -> int:
    """Put what was given up back into the outbox, and return how many mails."""
    number = _given_up()
    db.session.execute(
        update(OutboxMail)
        .where(sending.is_given_up())
        .values(attempts=0, not_before=clock.now())
        .execution_options(synchronize_session=False)
    )
    return number


def _given_up() -> int:
    return _count(sending.is_given_up())


def _waiting() -> int:
    return _count(OutboxMail.sent_at.is_(None)) - _given_up()


def _count(condition: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(OutboxMail).where(condition)
    return db.session.scalar(counted) or 0
