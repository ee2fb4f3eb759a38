"""A program that sends control characters is told in which value, and nothing is stored."""

import json

import pytest
import sqlalchemy as sa

from talentgrow.skills.models import SkillClaim

CONTROLS = [
    "\x00",
    "\x01",
    "\x08",
    "\x0b",
    "\x0c",
    "\x1b",
    "\x1f",
    "\x7f",
    "\x85",
    "\x9f",
    "\ud800",
]


def texts_of(schema, components, path=""):
    """Yield every string, which is no choice and no day, that a request of the API may hold."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from texts_of(components[name], components, f"{path}<{name}>")
    for kind in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(kind, []):
            yield from texts_of(one, components, path)
    if schema.get("type") == "array":
        yield from texts_of(schema["items"], components, f"{path}[]")
    for name, one in schema.get("properties", {}).items():
        yield from texts_of(one, components, f"{path}.{name}")
    is_free = not {"enum", "const", "format"} & schema.keys()
    if schema.get("type") == "string" and is_free:
        yield path, schema


class TestPrograms:
    def test_every_text_they_send_is_checked(self, app):
        description = app.test_client().get("/api/v1/openapi.json").json
        components = description["components"]["schemas"]
        found = {}
        for path, operations in description["paths"].items():
            for method, operation in operations.items():
                body = (
                    operation.get("requestBody", {}).get("content", {}) if method != "get" else {}
                )
                for content in body.values():
                    found |= dict(texts_of(content["schema"], components, path))

        assert len(found) >= 8
        assert not [path for path, schema in found.items() if "\\x00" not in schema["pattern"]]

    @pytest.mark.parametrize("sign", CONTROLS, ids=ascii)
    def test_are_told_which_value_holds_a_control_character(self, sign, make, program, session):
        said = {"skill_id": make.skill().id, "level": 2, "note": f"two{sign}years"}

        answer = program(make.person()).post("/me/claims", json=said)

        assert answer.status_code == 422
        assert [one["name"] for one in answer.json["errors"]] == ["note"]
        assert "only signs which can be typed" in json.dumps(answer.json)
        assert not session.scalars(sa.select(SkillClaim)).all()

    def test_may_send_tabs_and_new_lines(self, make, program, session):
        words = "two\tyears\r\nand more\n"
        said = {"skill_id": make.skill().id, "level": 2, "note": words}

        assert program(make.person()).post("/me/claims", json=said).status_code == 200
        assert session.scalars(sa.select(SkillClaim.note)).all() == [words]

    @pytest.mark.parametrize("sign", ["%00", "%1b", "%7f", "%C2%85", "%0A"])
    def test_are_told_of_one_in_an_address(self, sign, make, program):
        answer = program(make.person()).get(f"/skills?q=a{sign}b")

        assert answer.status_code == 422
        assert answer.json["errors"][0]["name"] == "q"
