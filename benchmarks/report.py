"""Print measurements as plain tables."""

from dataclasses import dataclass, field


def section(title: str) -> None:
    """Print a heading."""
    print(f"\n{title}\n{'=' * len(title)}")


@dataclass
class Table:
    """Rows of one label and numbers under headings."""

    title: str
    headings: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, label: str, *values: float | str) -> None:
        """Add a row; numbers get three decimals."""
        cells = (value if isinstance(value, str) else f"{value:.3f}" for value in values)
        self.rows.append((label, *cells))

    def note(self, words: str) -> None:
        """Add words which stand below the rows."""
        self.notes.append(words)

    def show(self) -> None:
        """Print title, headings and rows, columns aligned."""
        widths = [max(map(len, column)) for column in zip(self.headings, *self.rows, strict=True)]
        print(f"\n{self.title}")
        for row in (self.headings, *self.rows):
            first, *rest = row
            cells = "  ".join(cell.rjust(w) for cell, w in zip(rest, widths[1:], strict=True))
            print(f"  {first.ljust(widths[0])}  {cells}")
        if self.notes:
            print(f"  {' '.join(self.notes)}")
