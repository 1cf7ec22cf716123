"""Small tables, and an adversary who tries every table that is consistent with a publication."""

from school.hiring.publication.suppression import Line, Table


def crossed(rows: list[list[int]]) -> Table:
    """Make a two-way table: cells row by row, then margins of rows, of columns, then the total."""
    height, width = len(rows), len(rows[0])
    cells = [count for row in rows for count in row]
    of_rows = [sum(row) for row in rows]
    of_columns = [sum(column) for column in zip(*rows, strict=True)]
    values = [*cells, *of_rows, *of_columns, sum(cells)]
    first_margin, last = height * width, len(values) - 1
    row_margins = tuple(range(first_margin, first_margin + height))
    column_margins = tuple(range(first_margin + height, last))
    lines = [
        Line(tuple(range(row * width, (row + 1) * width)), margin)
        for row, margin in enumerate(row_margins)
    ]
    lines.append(Line(column_margins, last))
    lines += [
        Line(tuple(range(column, first_margin, width)), margin)
        for column, margin in enumerate(column_margins)
    ]
    return Table(values, [*lines, Line(row_margins, last)])


def consistent_values(table: Table, hidden: set[int], place: int, most: int = 2) -> set[int]:
    """List the values that a hidden count may have: every table is tried, value by value.

    Hidden counts are 1 or more. Those that no published line bounds are tried up to `most` more
    than they are.
    """
    bounds = {cell: _bound(table, hidden, cell, most) for cell in hidden}
    found = set()
    for value in range(1, bounds[place] + 1):
        if _completes(table, {place: value}, hidden - {place}, bounds):
            found.add(value)
    return found


def _bound(table: Table, hidden: set[int], cell: int, most: int) -> int:
    above = [
        table.values[line.margin]
        for line in table.lines
        if cell in line.cells and line.margin not in hidden
    ]
    return min(above, default=table.values[cell] + most)


def _completes(table: Table, known: dict[int, int], left: set[int], bounds: dict[int, int]) -> bool:
    """Tell whether values for what is left make every line add up, by trying them all."""
    known, left = dict(known), set(left)
    settled = True
    while settled:
        settled = False
        value = [known.get(cell, count) for cell, count in enumerate(table.values)]
        for line in table.lines:
            unknown = [cell for cell in (*line.cells, line.margin) if cell in left]
            if len(unknown) > 1:
                continue
            total = sum(value[cell] for cell in line.cells if cell not in unknown)
            if not unknown:
                if total != value[line.margin]:
                    return False
                continue
            cell = unknown[0]
            found = total if cell == line.margin else value[line.margin] - total
            if found < 1:
                return False
            known[cell] = value[cell] = found
            left.discard(cell)
            settled = True
    if not left:
        return True
    cell = min(left)
    return any(
        _completes(table, {**known, cell: value}, left - {cell}, bounds)
        for value in range(1, bounds[cell] + 1)
    )
