"""Passkeys (WebAuthn): keys of a device. Functions flush; the web edge commits."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NoReturn

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from talentgrow.audit import service as audit
from talentgrow.auth import letters
from talentgrow.auth.models import Account, Passkey
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, NotFound

# What the library raises on values that no device sends is not always its own.
BROKEN = (WebAuthnException, ValueError, TypeError, LookupError, AttributeError)
MOST = 10
LONGEST_NAME = 60
ADDED = audit.Kind("accounts.passkey_added", "name")
REMOVED = audit.Kind("accounts.passkey_removed", "name")


class PasskeyRefused(DomainError):
    """What the device sent proves nothing."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages are, as the browser sees it: a key only works there."""

    host: str
    origin: str

    @property
    def takes_passkeys(self) -> bool:
        """Tell whether browsers make keys for this site: not for a number in place of a name."""
        return not self.host.replace(".", "").isdigit() and ":" not in self.host


def registration_options(account: Account, site: Site) -> tuple[str, bytes]:
    """Return what the browser needs to make a key, and the challenge to remember."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=current_app.config["ORGANISATION"],
        user_name=account.email,
        user_display_name=account.person.name,
        user_id=_handle(account),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=key.credential_id) for key in of_account(account)
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json(options), options.challenge


def add(
    account: Account,
    credential: Mapping[str, Any],
    challenge: bytes,
    site: Site,
    *,
    name: str,
    by: Actor,
    now: datetime,
) -> Passkey:
    """Let a key sign its owner in.

    :raises PasskeyRefused: the key was not made for this challenge and site, or there are too many
    """
    if len(of_account(account)) >= MOST:
        raise PasskeyRefused(_("Ten passkeys are enough: delete one first."))
    if not challenge:
        _refuse()
    try:
        made = verify_registration_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except BROKEN as error:
        _refuse(error)
    key = Passkey(
        account_id=account.id,
        name=name.strip()[:LONGEST_NAME] or _("Passkey"),
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        created_at=now,
    )
    db.session.add(key)
    db.session.flush()
    audit.record(ADDED, account, by=by, now=now, name=key.name)
    letters.tell_of_change(
        account,
        lambda: _(
            "A passkey was added: “%(name)s”. It signs in without a password.", name=key.name
        ),
        key=f"passkey:{key.id}",
        now=now,
    )
    return key


def sign_in_options(site: Site) -> tuple[str, bytes]:
    """Return what the browser needs to sign in with a key, and the challenge to remember."""
    options = generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(options), options.challenge


def accept(
    credential: Mapping[str, Any], challenge: bytes, site: Site, *, now: datetime
) -> Account:
    """Return the account which a key signs in.

    :raises PasskeyRefused: the key is not known, not right, or its account is closed
    """
    if not challenge:
        _refuse()
    key = _of_credential(credential)
    try:
        proved = verify_authentication_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except BROKEN as error:
        _refuse(error)
    if not key.account.active:
        _refuse()
    key.sign_count = proved.new_sign_count
    key.last_used_at = now
    db.session.flush()
    return key.account


def of_account(account: Account) -> list[Passkey]:
    """Return the keys of an account, the oldest first."""
    return list(
        db.session.scalars(
            select(Passkey).where(Passkey.account_id == account.id).order_by(Passkey.id)
        )
    )


def remove(account: Account, key_id: int, *, by: Actor, now: datetime) -> None:
    """Let a key no longer sign its owner in.

    :raises NotFound: the account has no such key
    """
    key = db.session.scalar(
        select(Passkey).where(Passkey.id == key_id, Passkey.account_id == account.id)
    )
    if key is None:
        raise NotFound(_("This passkey does not exist."))
    audit.record(REMOVED, account, by=by, now=now, name=key.name)
    db.session.delete(key)
    db.session.flush()


def forget_all(account: Account) -> None:
    """Let no key of an account sign in any more, as part of something that is remembered."""
    db.session.execute(delete(Passkey).where(Passkey.account_id == account.id))


def _of_credential(credential: Mapping[str, Any]) -> Passkey:
    name = credential.get("id")
    try:
        credential_id = base64url_to_bytes(name) if isinstance(name, str) else b""
    except ValueError:
        credential_id = b""
    key = (
        db.session.scalars(
            select(Passkey)
            .where(Passkey.credential_id == credential_id)
            .options(joinedload(Passkey.account))
        )
        .unique()
        .one_or_none()
    )
    return key if key is not None else _refuse()


def _handle(account: Account) -> bytes:
    """Return what devices call the account: always the same, and it tells nothing about it."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.digest(key, f"passkeys of account {account.id}".encode(), sha256)


def _refuse(cause: Exception | None = None) -> NoReturn:
    raise PasskeyRefused(
        _("This passkey does not open an account here. Sign in with your password.")
    ) from cause
