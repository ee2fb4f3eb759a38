"""Every address, asked by everybody, about what is theirs, somebody else's, far away or nothing."""

import re
from collections import defaultdict

import pytest

from talentgrow.auth import tokens
from talentgrow.auth.models import Passkey
from talentgrow.exports.views import EXPORTS
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.missions.states import ApplicationStatus, MissionStatus
from talentgrow.mobility.states import PathStatus
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.pools.models import Approach
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus
from talentgrow.notifications.models import Notice
from talentgrow.shadowing.states import OfferStatus, RoundStatus, VisitStatus
from talentgrow.skills.models import ClaimSource, Endorsement
from tests.guards.test_routes import PUBLIC

MISSING = 999_999
API = "/api/v1/"
# Answers that a page may give; 410 is the link to a password that is over.
GIVEN = {200, 204, 302, 308, 400, 403, 404, 405, 409, 410, 415, 422}
# What belongs to a person, and who of those that are no strangers to it may learn that it is there.
PERSONAL = {
    "person_id": "/people/{person}",
    "claim_id": "/people/{person}/skills/",
    "application_id": "/people/{person}/skills/",
    "endorsement_id": None,
    "path_id": None,
    "notice_id": None,
    "sign_in_id": None,
    "nomination_id": None,
    "nominee_id": None,
    "candidacy_id": None,
    "membership_id": "/people/{person}/skills/",
    "approach_id": "/people/{person}/skills/",
    "decision_id": "/people/{person}/skills/",
    "token_id": None,
    "key_id": None,
    "visit_id": None,
    "exchange_id": None,
    "visit_wish_id": None,
}
WORDS = {
    "secret": "x",
    "side": "visitor",
    "kind": "map.svg",
    "name": "people",
    "suffix": "csv",
    "filename": "app.css",
}
KINDS_OF_READERS = ("hr", "hr here", "admin", "manager")
LEFT_OUT = {"static", "security.static", "security.logout"}
# These ask for thousands of addresses, and who may know of what is the same on both engines.
ON_ONE_ENGINE = pytest.mark.slow
NOISE = re.compile(r'(nonce|csrf-token" content|csrf_token" value)="[^"]*"')


class House:
    """Two sites with somebody, a manager and a colleague each, and who looks after them."""

    def __init__(self, make):
        self.make = make
        self.sites = make.site("Angers"), make.site("Brest")
        self.jobs = make.job("Pilote de flux"), make.job("Acheteur")
        self.skill = make.skill("Négociation")
        make.need(self.jobs[1], self.skill, 4)
        make.bridge(*self.jobs)
        self.actors = {
            "hr": make.person("Hana Whole", role=Role.HR),
            "hr here": make.hr_of(self.sites[0], name="Paula Here"),
            "hr there": make.hr_of(self.sites[1], name="Pierre There"),
            "admin": make.person("Adam Min", role=Role.ADMIN),
        }
        # Takes the number 1, which addresses give to everything that is not personal.
        make.nominee(make.campaign(), make.person("Zoé First"))
        make.offer(make.person("Yann First"))
        make.round()
        self.records = {
            "here": self._person("Insider", self.sites[0]),
            "there": self._person("Outsider", self.sites[1]),
            "missing": defaultdict(lambda: MISSING),
        }
        self.actors["owner"], self.actors["manager"], self.actors["colleague"] = self.here
        make.graph()

    def _person(self, word, site):
        """Make somebody with a manager and a colleague, and one of each thing that is personal."""
        make, place = self.make, {"site": site}
        boss = make.person(f"Bea {word}boss")
        peer, owner = make.person(f"Paul {word}peer"), make.person(f"Olga {word}owner")
        make.assignment(boss, self.jobs[1], **place)
        for person in (peer, owner):
            make.assignment(person, self.jobs[0], manager=boss, **place)
        if word == "Insider":
            self.here = owner, boss, peer
        else:
            self.there = owner, boss, peer
        claim = make.level(owner, self.skill, 3, at=clock.now(), wants_answer=True)
        make.level(owner, self.skill, 2, source=ClaimSource.MANAGER, author=boss)
        account = make.account_of(owner)
        now = clock.now()
        request = Endorsement(claim_id=claim.id, peer_id=peer.id, asked_at=now)
        notice = Notice(
            person_id=owner.id, kind="claims.confirmed", key=word, url="/", details={}, at=now
        )
        key = Passkey(
            account_id=account.id,
            name=word,
            credential_id=word.encode(),
            public_key=b"",
            sign_count=0,
            created_at=now,
        )
        db.session.add_all([request, notice, key])
        token, _secret = tokens.issue(
            account, word, ["read:people"], tokens.LIFETIMES[0], by=SYSTEM, now=now
        )
        db.session.commit()
        return {
            "parties": defaultdict(
                lambda: {owner.id},
                endorsement_id={owner.id, peer.id},
                application_id={owner.id, boss.id},
                nomination_id={owner.id, boss.id},
                candidacy_id={owner.id, boss.id},
                visit_id={owner.id, peer.id, *self._hr_of(word)},
                exchange_id={owner.id, peer.id, *self._hr_of(word)},
            ),
            **self._nominated(owner, boss),
            **self._visiting(owner, peer),
            "person_id": owner.id,
            "claim_id": claim.id,
            "application_id": self._application(owner, boss).id,
            "endorsement_id": request.id,
            "path_id": make.saved_path(owner, *self.jobs, status=PathStatus.PRIVATE).id,
            "notice_id": notice.id,
            "sign_in_id": make.sign_in_session(account),
            "token_id": token.id,
            "key_id": key.id,
        }

    def _nominated(self, person, manager):
        """Let a manager nominate somebody who has not answered; another campaign said "not now".

        The person is in a pool, and the manager was asked whether they may be approached.
        """
        make, now = self.make, clock.now()
        asked = make.nominee(make.campaign(), person, by=manager, status=CandidacyStatus.INFORMED)
        over = make.campaign(status=CampaignStatus.PUBLISHED)
        decided = make.nominee(over, person, by=manager, status=CandidacyStatus.DECIDED)
        db.session.refresh(asked, ["candidacies", "nominations"])
        db.session.refresh(decided, ["candidacies"])
        decision = Decision(
            candidacy_id=decided.candidacies[0].id,
            outcome=Outcome.NOT_NOW,
            review_on=clock.today(),
            action="A week in planning",
            action_owner_id=manager.id,
            staged_by_id=manager.id,
            staged_at=now,
            published_at=now,
        )
        membership = make.member(make.pool(), person)
        approach = Approach(
            membership_id=membership.id,
            job_id=self.jobs[1].id,
            since=now,
            asked_at=now,
            asked_by_id=self.actors["hr"].id,
            manager_id=manager.id,
        )
        db.session.add_all([decision, approach])
        db.session.commit()
        db.session.refresh(asked, ["candidacies", "nominations"])
        return {
            "nomination_id": asked.nominations[0].id,
            "nominee_id": asked.id,
            "candidacy_id": asked.candidacies[0].id,
            "membership_id": membership.id,
            "approach_id": approach.id,
            "decision_id": decision.id,
        }

    def _hr_of(self, word):
        """Return who in HR looks after the site of somebody."""
        part = "hr here" if word == "Insider" else "hr there"
        return {self.actors["hr"].id, self.actors[part].id}

    def _visiting(self, visitor, host):
        """Let two colleagues of a site be asked about a swap, and one visit the other."""
        make = self.make
        wish = make.visit_wish(visitor, host=host)
        exchange = make.exchange(visitor, host)
        over = make.visit(visitor, host, status=VisitStatus.TOOK_PLACE)
        return {"exchange_id": exchange.id, "visit_id": over.id, "visit_wish_id": wish.id}

    def _application(self, person, manager):
        """Let somebody apply to a mission; the manager has the word.

        Who owns a published mission is for everybody to read: it is nobody of these.
        """
        mission = self.make.mission(owner=self.make.person("Mona Publicly"))
        return self.make.application(
            mission, person, status=ApplicationStatus.MANAGER_PENDING, manager=manager
        )


@pytest.fixture
def house(make):
    return House(make)


@pytest.fixture
def ask(app, house, sign_in):
    """Return a function with which somebody asks for an address; what it changed is undone."""
    clients, headers = {None: app.test_client()}, {None: {}}
    for name, person in house.actors.items():
        clients[name] = sign_in(person)
        _token, secret = tokens.issue(
            house.make.account_of(person), "matrix", tokens.SCOPES, 30, by=SYSTEM, now=clock.now()
        )
        headers[name] = {"Authorization": f"Bearer {secret}"}
    db.session.commit()

    def ask(name, method, url):
        carried = headers[name] if url.startswith(API) else {}
        with db.engines[None].begin_nested() as kept:
            response = clients[name].open(url, method=method, headers=carried)
            kept.rollback()
        db.session.expire_all()
        return response

    return ask


def addresses(app, record):
    """Yield (rule, method, address): personal numbers are those of a record, others exist."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint in LEFT_OUT:
            continue
        values = {
            name: record[name] if name in PERSONAL else WORDS.get(name, 1)
            for name in rule._converters
        }
        url = rule.build({**(rule.defaults or {}), **values})[1]
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            yield rule, method, url


def said(response, number):
    """What an answer says, without what differs each time: tokens and the number asked for."""
    text = re.sub(rf"(/|%2F){number}\b", "/…", response.text)
    return response.status_code, response.location, NOISE.sub("", text)


def knows_of(ask, house, actor, name, record):
    """Tell whether somebody is party to a record, or reads the page on which it stands."""
    if house.actors[actor].id in record["parties"][name]:
        return True
    page = PERSONAL[name]
    return page and ask(actor, "GET", page.format(person=record["person_id"])).status_code == 200


def personal(rule):
    return next((name for name in PERSONAL if name in rule._converters), None)


def test_nobody_gets_a_broken_page(app, house, ask):
    broken = []
    for place, record in house.records.items():
        for rule, method, url in addresses(app, record):
            is_personal = personal(rule) is not None
            if place != "here" and not is_personal:
                continue
            for actor in house.actors if is_personal else KINDS_OF_READERS:
                status = ask(actor, method, url).status_code
                if status not in GIVEN:
                    broken.append((actor, method, url, status))

    assert not broken


@ON_ONE_ENGINE
def test_what_may_not_be_known_of_answers_as_what_is_not_there(app, house, ask):
    """Whoever cannot open the page of a person learns of nothing that belongs to them."""
    # What is not there is not there for both: it is asked for once.
    told, absent = [], {}
    for record in (house.records["here"], house.records["there"]):
        for rule, method, url in addresses(app, record):
            name = personal(rule)
            if name is None:
                continue
            nothing = url.replace(f"/{record[name]}", f"/{MISSING}", 1)
            for actor in house.actors:
                if knows_of(ask, house, actor, name, record):
                    continue
                key = actor, method, nothing
                if key not in absent:
                    absent[key] = said(ask(*key), MISSING)
                found = said(ask(actor, method, url), record[name])
                if found != absent[key]:
                    told.append((actor, method, rule.rule, found[0], absent[key][0]))

    assert not told


@ON_ONE_ENGINE
def test_what_was_never_sent_nor_published_is_there_for_nobody_else(app, house, ask):
    """A draft of an application is its writer's alone; one of a mission, its owner's and HR's.

    One of an offer is its host's, one of a round HR's.
    """
    make, (owner, _boss, _peer) = house.make, house.here
    open_one = make.mission(owner=make.person("Mona Publicly"))
    kept = {
        "application_id": (
            make.application(open_one, owner, status=ApplicationStatus.DRAFT, sent_at=None).id,
            {"owner"},
        ),
        "mission_id": (
            make.mission(owner=owner, status=MissionStatus.DRAFT).id,
            {"owner", "hr", "hr here"},
        ),
        "offer_id": (make.offer(owner, status=OfferStatus.DRAFT).id, {"owner"}),
        # HR of a part reads what is prepared for the whole house, and cannot change it.
        "round_id": (make.round(status=RoundStatus.DRAFT).id, {"hr", "hr here", "hr there"}),
    }
    told = []
    for name, (number, knowing) in kept.items():
        record = house.records["here"] | {name: number}
        for rule in app.url_map.iter_rules():
            if name not in rule._converters:
                continue
            values = {one: record.get(one, 1) for one in rule._converters}
            url = rule.build({**(rule.defaults or {}), **values})[1]
            nothing = url.replace(f"/{number}", f"/{MISSING}", 1)
            for method in sorted(rule.methods & {"GET", "POST"}):
                for actor in house.actors.keys() - knowing:
                    found, none = ask(actor, method, url), ask(actor, method, nothing)
                    if said(found, number) != said(none, MISSING):
                        told.append((actor, method, rule.rule, found.status_code))

    assert not told


@ON_ONE_ENGINE
def test_nothing_names_anybody_of_another_site(app, house, ask):
    """Not on a page, not in a file, not to a program that carries a token."""
    strangers = {
        word
        for person in house.here
        for word in (person.last_name, person.employee_number, person.email)
    }
    urls = {url for _rule, method, url in addresses(app, house.records["here"]) if method == "GET"}
    urls |= {f"/exports/{name}.csv" for name in EXPORTS}
    urls |= {f"/people/?q={word}" for word in ("pilote", "E0", "2026")}
    urls |= {f"{API}people?q={word}" for word in ("insider", "pilote", "e0")}

    told = {
        (url, word)
        for url in urls
        for answer in [ask("hr there", "GET", url).text]
        for word in strangers
        if re.search(rf"\b{re.escape(word)}\b", answer)
    }

    assert not told
    assert "Outsiderowner" in ask("hr there", "GET", "/exports/people.csv").text


@ON_ONE_ENGINE
def test_reading_changes_nothing(app, house, ask, statements):
    """Except when a token was used last, which its owner wants to know."""
    changed = []
    for rule, method, url in addresses(app, house.records["here"]):
        if method != "GET":
            continue
        for actor in house.actors:
            with statements() as sent:
                ask(actor, method, url)
            writes = [one for one in sent if one.startswith(("INSERT", "UPDATE", "DELETE"))]
            if any("api_token SET last_used_at" not in one for one in writes):
                changed.append((actor, rule.rule, writes))

    assert not changed


def test_strangers_get_no_answer_from_any_address(app, house, ask):
    for rule, method, url in addresses(app, house.records["here"]):
        if rule.endpoint not in PUBLIC:
            response = ask(None, method, url)
            assert response.status_code == (401 if url.startswith(API) else 302), url


def test_a_cookie_opens_no_address_of_the_api(app, house, sign_in):
    client = sign_in(house.actors["hr"])

    for rule, method, url in addresses(app, house.records["here"]):
        if url.startswith(API) and rule.endpoint not in PUBLIC:
            assert client.open(url, method=method).status_code == 401, url


def test_a_form_without_its_token_is_refused_everywhere(new_app):
    guarded = new_app({"RATELIMIT_ENABLED": False})
    client = guarded.test_client()

    accepted = [
        url
        for rule, method, url in addresses(guarded, defaultdict(lambda: 1))
        if method != "GET" and not url.startswith(API)
        if client.open(url, method=method).status_code != 400
    ]

    assert not accepted


def test_only_reading_is_safe_for_another_site_to_ask(app, house, ask):
    """No address takes other methods than GET, and POST which carries a token or a key."""
    methods = {method for _rule, method, _url in addresses(app, house.records["here"])}

    assert methods == {"GET", "POST"}
