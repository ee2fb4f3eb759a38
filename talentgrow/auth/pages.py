"""Every page of sign-in and accounts, for the composition root."""

from talentgrow.auth import links, service, sessions
from talentgrow.auth.accounts.views import bp as accounts
from talentgrow.auth.entry import passkey_views, reset_views
from talentgrow.auth.entry.views import bp as entry
from talentgrow.auth.factors.passkey_views import bp as passkeys
from talentgrow.auth.factors.views import bp as factors
from talentgrow.auth.token_views import bp as tokens
from talentgrow.auth.views import bp as account
from talentgrow.infra import clock

BLUEPRINTS = (account, accounts, entry, factors, passkeys, tokens)
# Both add pages to `entry` when they are imported, which a linter takes for idle.
MORE_PAGES = (passkey_views, reset_views)
TASK = "auth.forget_old"


def forget_old() -> None:
    """Forget sessions and links that were over long ago."""
    now = clock.now()
    sessions.forget_old(now=now)
    links.forget_old(now=now)


def close_accounts_of_leavers() -> None:
    """Let nobody sign in who has left."""
    service.close_accounts_of_leavers(now=clock.now())
