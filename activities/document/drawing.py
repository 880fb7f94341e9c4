"""Where the bars of a chart stand; all panels of a chart have one scale."""

from dataclasses import dataclass

from activities.document.tree import Bar, Chart, ChartPanel
from partnership.formats import amount

#: The sizes of a panel, in units of its own; texts are 12 high.
SLOT, ABOVE, TALLEST, BELOW, WIDTH = 72, 34, 100, 22, 44
#: The hues as they are printed; on screen the style sheet has its own.
PRINTED = {"teal": "#1f6f78", "brown": "#8a4b08", "purple": "#6b3fa0"}
SLATE = "#4b5768"


@dataclass(frozen=True)
class DrawnBar:
    """Own money from the foot up, and co-financing upon it."""

    label: str
    left: int
    middle: int
    own_top: int
    own_height: int
    top: int
    height: int
    #: What is written above, and the place of its lines.
    own: str
    cofinancing: str
    own_text: int
    cofinancing_text: int


@dataclass(frozen=True)
class DrawnPanel:
    panel: ChartPanel
    #: Tells the panels of a page apart.
    key: str
    colour: str
    width: int
    foot: int
    height: int
    bar_width: int
    bars: tuple[DrawnBar, ...]


def drawn(chart: Chart) -> list[DrawnPanel]:
    """The panels of the chart with the places of everything in them."""
    most = max(
        (bar.own + bar.cofinancing for panel in chart.panels for bar in panel.bars), default=0
    )
    return [_panel(number, panel, most) for number, panel in enumerate(chart.panels, start=1)]


def _panel(number: int, panel: ChartPanel, most: int) -> DrawnPanel:
    return DrawnPanel(
        panel=panel,
        key=f"panel-{number}",
        colour=PRINTED.get(panel.hue, SLATE),
        width=SLOT * max(4, len(panel.bars)),
        foot=ABOVE + TALLEST,
        height=ABOVE + TALLEST + BELOW,
        bar_width=WIDTH,
        bars=tuple(_bar(place, bar, most) for place, bar in enumerate(panel.bars)),
    )


def _bar(place: int, bar: Bar, most: int) -> DrawnBar:
    """What is above zero is seen: at least one unit high."""
    own, more = _height(bar.own, most), _height(bar.cofinancing, most)
    foot, middle = ABOVE + TALLEST, SLOT * place + SLOT // 2
    top = foot - own - more
    return DrawnBar(
        label=bar.label,
        left=middle - WIDTH // 2,
        middle=middle,
        own_top=foot - own,
        own_height=own,
        top=top,
        height=more,
        own=amount(bar.own),
        cofinancing=f"+ {amount(bar.cofinancing)}" if bar.cofinancing else "",
        own_text=top - 5,
        cofinancing_text=top - 19,
    )


def _height(kroner: int, most: int) -> int:
    return max(1, round(TALLEST * kroner / most)) if kroner > 0 else 0
