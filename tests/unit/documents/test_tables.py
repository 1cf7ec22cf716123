"""Tables on paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from school.documents.page import build
from school.documents.tables import Column, data_table
from tests.unit.documents.samples import LETTERHEAD

COLUMNS = [Column("Promotion", 2), Column("Embauchées", 1, is_number=True)]


def pages(*tables: object) -> list[str]:
    data = build(LETTERHEAD, tables)  # type: ignore[arg-type]
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def test_the_head_is_repeated_and_no_row_is_lost() -> None:
    rows = [[f"Cohorte-{number:03d}", str(number)] for number in range(120)]
    found = pages(data_table(COLUMNS, rows, total=["Ensemble", "7140"]))
    assert len(found) > 2
    assert all("Embauchées" in text for text in found)
    together = "\n".join(found)
    assert all(together.count(row[0]) == 1 for row in rows)
    assert "7140" in found[-1]


def test_a_row_is_not_cut_between_pages() -> None:
    rows = [[f"haut{number:03d}\nbas{number:03d}", "1"] for number in range(60)]
    for text in pages(data_table(COLUMNS, rows)):
        tops = {word[4:] for word in text.split() if word.startswith("haut")}
        assert tops == {word[3:] for word in text.split() if word.startswith("bas")}


def test_a_row_taller_than_a_page_is_broken_rather_than_refused() -> None:
    found = pages(data_table(COLUMNS, [["épi " * 3000, "1"]]))
    assert sum(text.count("épi") for text in found) == 3000
    lines = [f"ligne{number:03d}" for number in range(150)]
    broken = "\n".join(pages(data_table(COLUMNS, [["\n".join(lines), "1"]])))
    assert [broken.count(line) for line in lines] == [1] * len(lines)


def test_a_table_without_rows_keeps_its_head() -> None:
    (text,) = pages(data_table(COLUMNS, []))
    assert "Embauchées" in text


def test_cells_are_words_whatever_they_hold() -> None:
    (text,) = pages(data_table(COLUMNS, [["<i>Delta & fils</i>", "x" * 300]]))
    assert "<i>Delta & fils</i>" in text


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        data_table(COLUMNS, [["seule"]])
    with pytest.raises(ValueError, match="2 cells"):
        data_table(COLUMNS, [], total=["a", "b", "c"])
