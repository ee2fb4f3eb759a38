"""Who somebody is to the rules."""

import pytest

from talentgrow.kernel.access import RULES, SYSTEM, Actor, Role, rule


class TestActor:
    def test_is_the_person_with_the_same_id_only(self):
        actor = Actor(7, frozenset())

        assert actor.is_person(7)
        assert not actor.is_person(8)

    def test_the_system_is_nobody(self):
        assert not SYSTEM.is_person(0)
        assert not SYSTEM.is_person(None)
        assert not SYSTEM.is_hr
        assert not SYSTEM.is_admin

    def test_manages_those_who_report_and_not_themselves(self):
        actor = Actor(7, frozenset({Role.MANAGER}), frozenset({8, 9}))

        assert actor.manages(8)
        assert not actor.manages(7)
        assert not actor.manages(10)

    @pytest.mark.parametrize("role", Role)
    def test_each_role_opens_its_own_door_only(self, role):
        actor = Actor(7, frozenset({role}))

        assert actor.is_hr is (role is Role.HR)
        assert actor.is_admin is (role is Role.ADMIN)

    def test_having_the_manager_role_manages_nobody_by_itself(self):
        assert not Actor(7, frozenset({Role.MANAGER})).manages(8)


class TestRule:
    def test_is_known_by_its_name(self, monkeypatch):
        monkeypatch.setattr("talentgrow.kernel.access.RULES", {})

        @rule("tests.always")
        def always(_actor, _subject=None):
            return True

        assert always(SYSTEM) is True

    def test_a_name_is_given_once(self):
        name = "kernel.test_access.twice"
        rule(name)(lambda _actor, _subject: True)
        try:
            with pytest.raises(ValueError, match="two rules are called"):
                rule(name)(lambda _actor, _subject: False)
            assert RULES[name](SYSTEM, None) is True
        finally:
            del RULES[name]
