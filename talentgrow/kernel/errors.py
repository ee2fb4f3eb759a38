"""Errors which the domain raises and the web edge turns into responses."""


class DomainError(Exception):
    """A business rule said no; its message, if any, is fit to be shown."""


class IllegalTransition(DomainError):
    """The workflow has no such transition from the present state."""


class Forbidden(DomainError):
    """The actor may not do this."""


class NotFound(DomainError):
    """There is no such thing, or the actor may not know that there is."""


class ConfigurationError(DomainError):
    """A setting is missing or dangerous; the application does not start."""
