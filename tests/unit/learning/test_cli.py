"""`school curriculum questions export` and `import`."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from school.command import school
from school.curriculum.pack.questions import QuestionBank
from tests.support.shipped import shipped_pack

GIFT = Path(__file__).parent / "moodle" / "course.gift"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(
        school, ["curriculum", "questions", *(str(argument) for argument in arguments)]
    )


@pytest.mark.parametrize("kind", ["gift", "xml"])
def test_a_bank_goes_out_and_comes_back(kind: str, tmp_path: Path) -> None:
    file, bank = tmp_path / f"F0.{kind}", tmp_path / "F0.yaml"
    out = run("export", "F0", "--format", kind, "--output", file)
    assert out.exit_code == 0, out.output
    back = run("import", file, "--module", "F0", "--output", bank)
    assert back.exit_code == 0, back.output
    asked = {one.code: one for one in shipped_pack().banks["F0"].questions}
    found = QuestionBank.model_validate(yaml.safe_load(bank.read_text(encoding="utf-8"))).questions
    left_out = [line.split(": ")[1] for line in out.stderr.splitlines()]
    assert sorted([*left_out, *(one.code for one in found)]) == sorted(asked)
    assert len(found) > len(left_out) > 0
    assert all(one == asked[one.code] for one in found if one.kind != "parameterised")


def test_what_is_left_out_is_said_beside_the_bank() -> None:
    result = run("import", GIFT, "--module", "F0", "--lesson", "F0-02", "--competency", "F0.6")
    assert result.exit_code == 0
    assert "left out: Redaction: an essay has no like here" in result.stderr
    found = QuestionBank.model_validate(yaml.safe_load(result.stdout)).questions
    assert {one.lesson for one in found} == {"F0-02"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "Z9", "--format", "gift"], "there is no module Z9 (there are "),
        (["import", GIFT, "--module", "Z9"], "there is no module Z9"),
        (["import", GIFT, "--module", "F0", "--lesson", "L9"], "there is no lesson L9 in F0"),
        (["import", GIFT, "--module", "F0", "--competency", "X"], "there is no competency X"),
        (["import", GIFT, "--module", "F0", "--format", "xml"], "course.gift: line 1"),
        (["import", __file__, "--module", "F0"], "no question could be read"),
    ],
)
def test_refusals_say_why(arguments: list[object], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code != 0
    assert said in result.stderr
