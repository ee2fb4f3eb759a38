"""Every page is closed until somebody says that it is public."""

import pytest

from talentgrow.kernel.access import Role

PUBLIC = {
    "static",
    "security.static",
    "auth.language",
    "security.login",
    "security.logout",
    "entry.second_step",
    "entry.recovery_code",
    "entry.forgotten",
    "entry.new_password",
    "entry.passkey_options",
    "entry.passkey",
    "api_documentation.specification",
    # Whoever has the secret of the link is who it is for.
    "calendar.feed",
}
UNTYPED = {"filename", "code", "secret"}


def test_public_views_are_listed_here(app):
    public = {
        name for name, view in app.view_functions.items() if getattr(view, "is_public", False)
    }

    assert public | {"static", "security.static"} == PUBLIC


def test_strangers_are_sent_to_sign_in(app, session):
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC:
            continue
        url = rule.build(dict.fromkeys(rule.arguments, 1))[1]
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            response = app.test_client().open(url, method=method)
            assert response.status_code in {302, 401}, f"{method} {url}"
            assert response.status_code == 401 or "/sign-in" in response.location


def test_parameters_of_addresses_are_typed(app):
    for rule in app.url_map.iter_rules():
        for name, converter in rule._converters.items():
            typed = type(converter).__name__ != "UnicodeConverter"
            assert typed or name in UNTYPED or rule.endpoint.endswith("export"), rule


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR, Role.ADMIN])
def test_no_page_breaks_for_a_missing_record(app, make, sign_in, role):
    client = sign_in(make.person("Ada", role=role, job=make.job()))
    make.graph()
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC or rule.endpoint.startswith("security.") or not rule.arguments:
            continue
        url = rule.build(dict.fromkeys(rule.arguments, 999_999))[1]
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            status = client.open(url, method=method).status_code
            # Programs sign in with a token, not with the session of a browser.
            refused = {401} if url.startswith("/api/v1/") else {400, 403, 404}
            assert status in refused, f"{method} {url} answers {status}"
