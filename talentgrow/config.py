"""Every setting of the application: its type, default, variable and meaning."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from talentgrow.kernel.errors import ConfigurationError

PREFIX = "TALENTGROW_"
SHORTEST_KEY = 32
WEAK_KEYS = frozenset({"secret", "changeme", "change-me", "development", "dev", "test"})
TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
MAIL_BACKENDS = ("console", "folder", "smtp")
MAIL_TLS = ("starttls", "tls", "none")
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})


def setting(default: Any, meaning: str, *, variable: str = "", is_secret: bool = False) -> Any:
    """Declare one setting with its meaning and, where it is not the usual one, its variable."""
    return field(
        default=default, metadata={"meaning": meaning, "variable": variable, "is_secret": is_secret}
    )


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation may choose, read from environment variables."""

    environment: str = setting(
        "development",
        "“production” refuses a weak secret key and sends cookies over HTTPS only; "
        "“development” is for one’s own machine.",
    )
    secret_key: str = setting(
        "",
        "Signs sessions and tokens. At least 32 random characters in production, for example "
        '`python -c "import secrets; print(secrets.token_urlsafe(48))"`.',
        variable="SECRET_KEY",
        is_secret=True,
    )
    database_url: str = setting(
        "",
        "Where the data is. Empty: SQLite in the instance folder. "
        "PostgreSQL: `postgresql+psycopg://user:password@host/name` (needs the extra `postgres`).",
        variable="DATABASE_URL",
        is_secret=True,
    )
    instance: str = setting(
        "instance", "Folder of the database, the sessions and the queue of tasks."
    )
    organisation: str = setting("TalentGrow", "Name of the organisation, shown in the footer.")
    default_locale: str = setting("fr", "Language of people who have not chosen one: `fr` or `en`.")
    timezone: str = setting("Europe/Paris", "Time zone in which moments are shown.")
    trusted_hosts: str = setting(
        "", "Host names the application answers to, separated by commas. Empty: all."
    )
    public_url: str = setting(
        "http://127.0.0.1:5000",
        "The address under which people reach the application: links in mails begin with it.",
    )
    behind_proxy: bool = setting(
        False, "Read the visitor’s address and scheme from one reverse proxy’s X-Forwarded headers."
    )
    smallest_group: int = setting(
        5, "Figures about fewer people than this are never shown as numbers."
    )
    sign_in_limit: str = setting(
        "10 per minute",
        "How often one visitor may try to sign in to one account; after that waits double each "
        "time, up to an hour. All accounts together: ten times as many failures.",
    )
    directory_limit: str = setting(
        "60 per minute; 1000 per day",
        "How often one person may search colleagues or open their pages; HR is not counted.",
    )
    rate_limit_storage: str = setting(
        "memory://",
        "Where attempts are counted; a Redis address (extra `redis`) when several processes "
        "must count together.",
    )
    mail_backend: str = setting(
        "console",
        "Where mail goes: `console` prints it and sends nothing, `folder` writes files into "
        "`mail` in the instance folder, `smtp` sends it.",
    )
    mail_sender: str = setting(
        "TalentGrow <talentgrow@localhost>", "Who mail comes from: a name and an address."
    )
    mail_server: str = setting("localhost", "The mail server, for `smtp`.")
    mail_port: int = setting(587, "Its port.")
    mail_tls: str = setting(
        "starttls",
        "`starttls` goes over to TLS on an open connection, `tls` begins with it (port 465), "
        "`none` is for a server on the same machine.",
    )
    mail_user: str = setting("", "The user to sign in to the mail server as. Empty: nobody.")
    mail_password: str = setting("", "That user’s password.", is_secret=True)
    largest_import: int = setting(
        50, "Megabytes which a file imported in the page may have; the command line reads 200."
    )
    tasks_at_once: bool = setting(
        False, "Run background tasks inside the request that asks for them (for tests)."
    )
    log_level: str = setting("INFO", "Least important level that is logged.")

    @property
    def is_production(self) -> bool:
        """Tell whether real people’s data is at stake."""
        return self.environment == "production"

    @property
    def instance_path(self) -> Path:
        """Return the instance folder as an absolute path."""
        return Path(self.instance).expanduser().resolve()

    @property
    def database(self) -> str:
        """Return the address of the database, the embedded one by default."""
        if not self.database_url:
            return f"sqlite:///{self.instance_path / 'talentgrow.db'}"
        # Hosting platforms still hand out the short names, which SQLAlchemy reads as psycopg2.
        for short in ("postgres://", "postgresql://"):
            if self.database_url.startswith(short):
                return "postgresql+psycopg://" + self.database_url.removeprefix(short)
        return self.database_url


def variable_of(name: str) -> str:
    """Return the environment variable which sets the setting `name`.

    >>> variable_of("default_locale"), variable_of("secret_key")
    ('TALENTGROW_DEFAULT_LOCALE', 'SECRET_KEY')
    """
    metadata = {item.name: item.metadata for item in fields(Settings)}[name]
    return metadata["variable"] or PREFIX + name.upper()


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from environment variables.

    :raises ConfigurationError: a variable has a value of the wrong kind
    """
    variables = os.environ if environment is None else environment
    chosen: dict[str, Any] = {}
    for item in fields(Settings):
        variable = variable_of(item.name)
        if variable in variables:
            chosen[item.name] = _read(variable, variables[variable], kind=type(item.default))
    return Settings(**chosen)


def checked(settings: Settings) -> Settings:
    """Return settings that are safe to start with, adding a key for one’s own machine.

    :raises ConfigurationError: production without a strong secret key, or an unknown choice
    """
    if settings.environment not in {"production", "development"}:
        raise ConfigurationError(
            f"{variable_of('environment')} is “{settings.environment}”: "
            "choose “production” or “development”."
        )
    if settings.default_locale not in {"fr", "en"}:
        raise ConfigurationError(f"{variable_of('default_locale')} must be “fr” or “en”.")
    _refuse_unknown_mail(settings)
    if settings.is_production:
        _refuse_weak_key(settings.secret_key)
        _refuse_address_of_a_desk(settings)
        return settings
    if settings.secret_key:
        return settings
    return Settings(
        **{item.name: getattr(settings, item.name) for item in fields(settings)}
        | {"secret_key": _own_key(settings.instance_path)}
    )


def _read(variable: str, text: str, *, kind: type) -> Any:
    if kind is bool:
        word = text.strip().lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            raise ConfigurationError(f"{variable} is “{text}”: write 1 or 0.")
        return word in TRUE_WORDS
    if kind is int:
        if not text.strip().isdecimal():
            raise ConfigurationError(f"{variable} is “{text}”: write a whole number.")
        return int(text)
    return text


def _refuse_weak_key(key: str) -> None:
    if len(key) < SHORTEST_KEY or len(set(key)) < 10 or key.lower() in WEAK_KEYS:
        raise ConfigurationError(
            "SECRET_KEY is missing or weak: production needs at least 32 random characters, "
            'for example from `python -c "import secrets; print(secrets.token_urlsafe(48))"`.'
        )


def _refuse_address_of_a_desk(settings: Settings) -> None:
    """Refuse links in mails that would lead nowhere, or carry a one-time secret in the clear."""
    if settings.public_url == Settings.public_url or settings.public_url.startswith("http://"):
        raise ConfigurationError(
            f"{variable_of('public_url')} must be the https:// address that people type: "
            "mails link to it."
        )


def _refuse_unknown_mail(settings: Settings) -> None:
    if settings.mail_backend not in MAIL_BACKENDS:
        raise ConfigurationError(
            f"{variable_of('mail_backend')} must be one of {', '.join(MAIL_BACKENDS)}."
        )
    if settings.mail_tls not in MAIL_TLS:
        raise ConfigurationError(f"{variable_of('mail_tls')} must be one of {', '.join(MAIL_TLS)}.")
    if not settings.public_url.startswith(("https://", "http://")):
        raise ConfigurationError(
            f"{variable_of('public_url')} must begin with https:// or http://."
        )


def _own_key(instance: Path) -> str:
    """Return the key of this machine, made once and kept beside the database."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        # Created with its permissions, never readable by others in between.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()
