"""A rule set that names a form, field, answer, state or deadline that doesn't exist is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhanbu_plugin.paths import resource
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.forms.evidence_kinds import Nature, evidence_kinds
from zhanbu_plugin.regimes.forms.form import FieldType, forms, read_forms
from zhanbu_plugin.regimes.reading.rule_set_file import read_rule_set
from zhanbu_plugin.regimes.stage import stage_of
from zhanbu_plugin.survey.problem import InputProblem

FORMS = resource("codes", "forms.yaml")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("{form: OFFICE_CHECKLIST, field", "{form: OFFICE_CHEKLIST, field", "The option form can't be this"),
        ("{form: OFFICE_CHECKLIST, field: conclusion", "{form: OFFICE_CHECKLIST, field: result", "“result” is none of"),
        ("field: conclusion, values: [PASS]", "field: conclusion, values: [OK]", "“OK” is none of these: PASS, FAIL"),
        ('undisputed, values: ["true"]', 'undisputed, values: ["yes"]', "“yes” is none of these: true, false"),
        (
            "each_field: office, each: [FORESTRY",
            "each_field: office, each: [FOREST",
            "“FOREST” is none of these: FOREST",
        ),
        ("each_field: office", "each_field: bureau", "“bureau” is none of these"),
        ("sites: [VILLAGE", "sites: [VILAGE", "“VILAGE” is none of these: VILLAGE, COMMITTEE"),
        ("kinds: [APPLICATION]", "kinds: [APLICATION]", "The option kinds can't be this"),
        ("dates: [CONFIRMED, AFFOR", "dates: [CONFRMED, AFFOR", "“CONFRMED” is none of these"),
        ("dates: [CONFIRMED,", "dates: [evidence.MOON,", "“MOON” is none of these: APPLICATION"),
        ("AFFORESTATION.date]", "AFFORESTATION.species]", "AFFORESTATION.species isn't of type date"),
        ("value: ACCEPTANCE.area_m2", "value: ACCEPTANCE.office", "ACCEPTANCE.office isn't of type area, number"),
        ("limit: DEMAND.supply_m2}", "limit: size}", "The option limit can't be this"),
        ("with: {deadline: SUBMISSION}", "with: {deadline: SUBMISION}", "“SUBMISION” is none of these: SUBMISSION"),
        ("from_form: RECTIFICATION\n    field: due", "from_form: RECTIFICATION\n    field: duo", "“duo” is none of"),
        ("with: {stage: CITY", "with: {stage: TOWN", "“TOWN” is none of these: CITY, PROV"),
    ],
)
def test_a_name_that_stands_for_nothing_is_refused_with_its_line(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    content = resource("regimes", "jiangxi-forest-2022.yaml").read_text(encoding="utf-8")
    assert before in content
    damaged = tmp_path / "province.yaml"
    damaged.write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InputProblem, match=message) as caught:
        read_rule_set(damaged)
    line = content[: content.index(before)].count("\n") + 1
    assert "province.yaml" in str(caught.value)
    assert any(f"line {n} " in str(caught.value) for n in range(line - 12, line + 2)), str(caught.value)


def test_forms_ask_in_both_languages_and_every_code_has_its_names() -> None:
    for form in forms().values():
        titles = [form.title, *(field.title for field in form.fields.values())]
        titles += [name for field in form.fields.values() for name in field.codes.values()]
        for title in titles:
            assert title.zh.strip() and title.en.strip()
            assert any("\u4e00" <= character <= "\u9fff" for character in title.zh), title


def test_every_grade_has_a_field_for_its_scheme() -> None:
    """A-19: a grade means nothing without the scheme that it belongs to."""
    for form in forms().values():
        if any(field.type is FieldType.GRADE for field in form.fields.values()):
            assert "scheme" in form.fields, form.id


def test_kinds_of_evidence_have_names_in_both_languages_and_photos_are_known_as_such() -> None:
    kinds = evidence_kinds()
    assert all(kind.name.zh and kind.name.en for kind in kinds.values())
    assert kinds["FIELD_PHOTO"].nature is Nature.PHOTO
    assert kinds["OWNERSHIP"].nature is Nature.PAPER
    rows = resource("codes", "evidence_kinds.csv").read_text(encoding="utf-8").splitlines()
    assert len(kinds) == len(rows) - 1


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("type: count, least: 1", "type: counts, least: 1", "One of these is expected here"),
        ("codes: notice_site", "codes: notice_place", "There is no list of codes “notice_place”"),
        ("type: code, codes: notice_site", "type: text, codes: notice_site", "A field of type code, and no other"),
        ("one_per: [site]", "one_per: [place]", "The form has no field “place”"),
        ("type: count, least: 1, required: true", "type: count, last: 1", "no key “last”"),
    ],
)
def test_a_damaged_list_of_forms_is_refused_with_its_line(before: str, after: str, message: str) -> None:
    content = FORMS.read_text(encoding="utf-8")
    assert before in content
    with pytest.raises(InputProblem, match=message) as caught:
        read_forms("forms.yaml", content.replace(before, after, 1).encode())
    assert "forms.yaml" in str(caught.value) and "line " in str(caught.value)


def test_a_stage_may_name_its_matter() -> None:
    rules = rule_sets()["jiangxi-forest-2022"]
    assert stage_of(rules, "") == ("PARCEL", "CANDIDATE")
    assert stage_of(rules, "PUBLICIZED") == ("PARCEL", "PUBLICIZED")
    assert stage_of(rules, "YEAR.REPORTED") == ("YEAR", "REPORTED")
    assert stage_of(rules, "REPORTED", subject="YEAR") == ("YEAR", "REPORTED")
    with pytest.raises(InputProblem, match=r"has no matter “PLAN”.*YEAR"):
        stage_of(rules, "PLAN.DRAFT")
    with pytest.raises(InputProblem, match="has no stage “MOON”"):
        stage_of(rules, "YEAR.MOON")
