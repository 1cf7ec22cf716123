"""What changed between two packs."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.change_labels import FIELDS, KINDS
from school.curriculum.compared_parts import Kind, items_of
from school.curriculum.comparison import Comparison, How, compare
from school.curriculum.comparison_files import as_json, as_text
from school.curriculum.pack.parts import Bilingual
from school.curriculum.pack.reading import Pack, read_pack
from school.curriculum.version_operations import content_of
from tests.support.shipped import shipped_pack
from tests.unit.curriculum.learning_folder import write_learning
from tests.unit.curriculum.pack_folder import write

SHIPPED = shipped_pack()


def told(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [
        (one.item.kind.value, one.item.parent, one.item.code, one.how.value)
        for one in comparison.changes
    ]


def changed(tmp_path: Path, **replaced: tuple[str, str]) -> Comparison:
    older = read_pack(write(tmp_path / "older"))
    return compare(older, read_pack(write(tmp_path / "newer", **replaced)))


def test_a_pack_differs_not_from_itself_kept_and_read_again() -> None:
    again = Pack.model_validate_json(content_of(SHIPPED))
    assert compare(SHIPPED, again).changes == ()
    assert as_text(compare(SHIPPED, again)).endswith(": nothing changed\n")


def test_all_that_is_shipped_has_its_kind_and_its_words() -> None:
    items = list(items_of(SHIPPED))
    assert {item.kind for item in items} | {Kind.FILE} == set(Kind) == set(KINDS)
    assert len({item.key for item in items}) == len(items)
    named = {name for item in items for name in [*item.fields, *item.orders]}
    assert named | {"size", "digest"} == set(FIELDS)


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        ({"joining": ("[A1, A2]", "[A1]")}, ("path", "", "joining", "changed")),
        ({"A1": ("centre_hours: 200", "centre_hours: 190")}, ("module", "", "A1", "changed")),
        ({"A2": ("fr: Fermer, en: Seal}\ntasks", "fr: Clore, en: Seal}\ntasks")},
         ("competency", "A2", "A2.1", "changed")),
        ({"all": ("fr: Souder.", "fr: Bien souder.")}, ("task", "", "T-1", "changed")),
        ({"all": ('"0.10"', '"0.20"')}, ("threshold", "T-1", "loss", "changed")),
    ],
)  # fmt: skip
def test_each_part_that_says_otherwise_is_named(
    tmp_path: Path, replaced: dict[str, tuple[str, str]], expected: tuple[str, ...]
) -> None:
    assert told(changed(tmp_path, **replaced)) == [expected]


def test_a_threshold_is_told_with_its_source_before_and_after(tmp_path: Path) -> None:
    comparison = changed(tmp_path, all=('"0.10"', '"0.20"'))
    assert as_text(comparison) == (
        "small 2026.1 → small 2026.1: 0 added, 0 removed, 1 changed\n"
        "threshold T-1 loss changed: Perte / Loss (source: Essai)\n"
        "    maximum: 0.1 → 0.2\n"
    )
    (change,) = json.loads(as_json(comparison))["changes"]
    assert change["source"] == "Essai"
    assert change["fields"] == [{"name": "maximum", "before": "0.1", "after": "0.2"}]


def test_what_is_learned_is_compared(tmp_path: Path) -> None:
    older = read_pack(write_learning(tmp_path / "older"))
    newer = compare(read_pack(write(tmp_path / "bare")), older)
    assert {change.how for change in newer.changes} == {How.ADDED}
    assert {change.item.kind for change in newer.changes} == {
        Kind.LESSON, Kind.FILE, Kind.QUESTION, Kind.TERM, Kind.FIGURE
    }  # fmt: skip
    back = compare(older, read_pack(tmp_path / "bare"))
    assert {change.how for change in back.changes} == {How.REMOVED}
    assert len(back.changes) == len(newer.changes)


def test_of_a_lesson_only_the_lines_that_differ_are_told(tmp_path: Path) -> None:
    older = read_pack(write_learning(tmp_path))
    lesson = older.lessons[0]
    body = f"{lesson.body_fr}\n\nUne ligne de plus.\n"
    newer = older.model_copy(
        update={"lessons": (lesson.model_copy(update={"body_fr": body}), *older.lessons[1:])}
    )
    (change,) = compare(older, newer).changes
    (field,) = change.fields
    assert (field.name, str(field.after).strip()) == ("body_fr", "Une ligne de plus.")
    assert "    + Une ligne de plus.\n" in as_text(compare(older, newer))


def test_an_order_counts_whatever_came_in_between(tmp_path: Path) -> None:
    older = read_pack(write(tmp_path))
    task = older.tasks[0]
    loss = task.measures[0]
    angle, first = (loss.model_copy(update={"code": code}) for code in ("angle", "first"))

    def holding(*measures: object) -> Pack:
        changed = task.model_copy(update={"measures": measures})
        return older.model_copy(update={"tasks": (changed, *older.tasks[1:])})

    added = compare(holding(loss, angle), holding(first, loss, angle))
    assert told(added) == [("threshold", "T-1", "first", "added")]
    turned = compare(holding(loss, angle), holding(angle, loss))
    assert told(turned) == [("task", "", "T-1", "changed")]
    assert turned.changes[0].fields[0].after == ("angle", "loss")


@given(st.sets(st.integers(0, 199)), st.sets(st.integers(0, 199)), st.sets(st.integers(0, 199)))
def test_every_term_comes_goes_changes_or_stays(
    before: set[int], after: set[int], reworded: set[int]
) -> None:
    def pack(numbers: set[int], changes: set[int]) -> Pack:
        model = SHIPPED.terms[0]
        terms = [
            model.model_copy(
                update={
                    "code": f"term-{one}",
                    "definition": Bilingual(fr=f"Sens {one in changes}", en="Meaning"),
                }
            )
            for one in sorted(numbers)
        ]
        return SHIPPED.model_copy(update={"terms": tuple(terms)})

    there = compare(pack(before, set()), pack(after, reworded))
    back = compare(pack(after, reworded), pack(before, set()))
    assert there.count(How.ADDED) == len(after - before) == back.count(How.REMOVED)
    assert there.count(How.REMOVED) == len(before - after) == back.count(How.ADDED)
    assert there.count(How.CHANGED) == len(before & after & reworded) == back.count(How.CHANGED)
