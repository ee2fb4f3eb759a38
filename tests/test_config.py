"""Settings are read with care: a wrong word stops the start, a weak key never serves people."""

import stat
from dataclasses import fields

import pytest

from talentgrow import create_app
from talentgrow.config import Settings, checked, from_environment, variable_of
from talentgrow.kernel.errors import ConfigurationError

PUBLIC = "https://growth.example"
STRONG = "c0rrect-horse-battery-staple-9f8e7d6c"


class TestFromEnvironment:
    def test_nothing_set_means_the_defaults(self):
        assert from_environment({}) == Settings()

    def test_reads_the_real_environment_when_not_given_another(self, monkeypatch):
        monkeypatch.setenv("TALENTGROW_ORGANISATION", "Hélianne")

        assert from_environment().organisation == "Hélianne"

    def test_reads_every_text_as_it_stands(self):
        texts = [item for item in fields(Settings) if isinstance(item.default, str)]

        settings = from_environment({variable_of(item.name): f"x{item.name}" for item in texts})

        assert {getattr(settings, item.name) for item in texts} == {f"x{i.name}" for i in texts}

    @pytest.mark.parametrize("word", ["1", "true", "TRUE", " yes ", "On"])
    def test_words_for_yes(self, word):
        assert from_environment({"TALENTGROW_BEHIND_PROXY": word}).behind_proxy is True

    @pytest.mark.parametrize("word", ["0", "false", "No", "off", "", "  "])
    def test_words_for_no(self, word):
        assert from_environment({"TALENTGROW_BEHIND_PROXY": word}).behind_proxy is False

    @pytest.mark.parametrize("word", ["maybe", "2", "ja", "yes please"])
    def test_another_word_is_refused_by_name(self, word):
        with pytest.raises(ConfigurationError, match="TALENTGROW_BEHIND_PROXY"):
            from_environment({"TALENTGROW_BEHIND_PROXY": word})

    def test_reads_whole_numbers(self):
        assert from_environment({"TALENTGROW_SMALLEST_GROUP": " 8 "}).smallest_group == 8

    @pytest.mark.parametrize("word", ["five", "-5", "5.5", "", "²", "5 5"])
    def test_what_is_no_whole_number_is_refused_by_name(self, word):
        with pytest.raises(ConfigurationError, match="TALENTGROW_SMALLEST_GROUP"):
            from_environment({"TALENTGROW_SMALLEST_GROUP": word})

    def test_each_setting_has_a_variable_of_its_own_and_a_meaning(self):
        variables = {variable_of(item.name) for item in fields(Settings)}

        assert len(variables) == len(fields(Settings))
        assert all(item.metadata["meaning"].strip() for item in fields(Settings))

    def test_keys_and_addresses_with_passwords_are_secret(self):
        secret = {item.name for item in fields(Settings) if item.metadata["is_secret"]}

        assert {"secret_key", "database_url"} <= secret


class TestChecked:
    @pytest.mark.parametrize("key", ["", "short", "changeme", "a" * 64, "ab" * 40, STRONG[:31]])
    def test_production_refuses_a_weak_key(self, key):
        with pytest.raises(ConfigurationError, match="SECRET_KEY"):
            checked(Settings(environment="production", secret_key=key))

    @pytest.mark.parametrize("url", [Settings.public_url, "http://growth.example"])
    def test_production_refuses_links_that_are_not_safe(self, url):
        with pytest.raises(ConfigurationError, match="PUBLIC_URL"):
            checked(Settings(environment="production", secret_key=STRONG, public_url=url))

    def test_production_takes_a_strong_key(self):
        settings = Settings(environment="production", secret_key=STRONG, public_url=PUBLIC)

        assert checked(settings) is settings

    def test_the_application_itself_does_not_start_with_a_weak_key(self, tmp_path):
        with pytest.raises(ConfigurationError):
            create_app(Settings(environment="production", secret_key="dev", instance=str(tmp_path)))

    @pytest.mark.parametrize("word", ["prod", "Production", "", "testing"])
    def test_an_unknown_environment_is_refused_rather_than_taken_for_harmless(self, word):
        with pytest.raises(ConfigurationError, match="TALENTGROW_ENVIRONMENT"):
            checked(Settings(environment=word))

    @pytest.mark.parametrize("word", ["de", "", "FR"])
    def test_an_unknown_language_is_refused(self, word):
        with pytest.raises(ConfigurationError, match="TALENTGROW_DEFAULT_LOCALE"):
            checked(Settings(default_locale=word, secret_key="x"))

    def test_a_key_given_on_ones_own_machine_is_used(self, tmp_path):
        settings = checked(Settings(secret_key="mine", instance=str(tmp_path / "new")))

        assert settings.secret_key == "mine"
        assert not (tmp_path / "new").exists()


class TestOwnKey:
    def test_is_made_once_and_kept(self, tmp_path):
        settings = Settings(instance=str(tmp_path / "instance"))

        first, second = checked(settings), checked(settings)

        assert first.secret_key == second.secret_key
        assert len(first.secret_key) >= 48

    def test_can_be_read_by_its_owner_only(self, tmp_path):
        checked(Settings(instance=str(tmp_path)))

        assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600

    def test_differs_from_machine_to_machine(self, tmp_path):
        one = checked(Settings(instance=str(tmp_path / "one")))
        two = checked(Settings(instance=str(tmp_path / "two")))

        assert one.secret_key != two.secret_key

    def test_leaves_every_other_setting_alone(self, tmp_path):
        settings = Settings(instance=str(tmp_path), organisation="Hélianne", smallest_group=8)

        found = checked(settings)

        assert (found.organisation, found.smallest_group) == ("Hélianne", 8)

    def test_is_strong_enough_for_production(self, tmp_path):
        key = checked(Settings(instance=str(tmp_path))).secret_key

        assert (
            checked(
                Settings(environment="production", secret_key=key, public_url=PUBLIC)
            ).secret_key
            == key
        )


class TestDatabase:
    def test_is_a_file_in_the_instance_folder_unless_told(self, tmp_path):
        settings = Settings(instance=str(tmp_path))

        assert settings.database == f"sqlite:///{tmp_path.resolve() / 'talentgrow.db'}"

    @pytest.mark.parametrize(
        ("given", "used"),
        [
            ("postgres://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
            ("postgresql://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
            ("postgresql+psycopg://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
            ("sqlite:////var/lib/x.db", "sqlite:////var/lib/x.db"),
        ],
    )
    def test_short_names_of_hosting_platforms_are_understood(self, given, used):
        assert Settings(database_url=given).database == used

    def test_the_instance_folder_may_stand_in_ones_home(self, monkeypatch, tmp_path):
        monkeypatch.setenv("HOME", str(tmp_path))

        assert Settings(instance="~/grow").instance_path == (tmp_path / "grow").resolve()


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    return create_app(
        Settings(
            environment="production",
            public_url=PUBLIC,
            secret_key=STRONG,
            instance=str(tmp_path_factory.mktemp("production")),
            log_level="CRITICAL",
        )
    )


class TestProduction:
    def test_cookies_travel_over_https_only(self, production):
        assert production.config["SESSION_COOKIE_SECURE"] is True

    def test_plain_http_is_sent_to_https(self, production):
        response = production.test_client().get("/sign-in")

        assert response.status_code == 302
        assert response.location.startswith("https://")

    def test_browsers_are_told_to_stay_with_https(self, production):
        response = production.test_client().get("/sign-in", base_url="https://localhost")

        assert "max-age=" in response.headers["Strict-Transport-Security"]
