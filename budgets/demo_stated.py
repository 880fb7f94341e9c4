"""Loading the demo's pools, and the figures that its printed plan states."""

from collections.abc import Iterable
from typing import Any

from activities.models import Target
from budgets.models import BudgetLine, Pool
from budgets.services.pools import grant
from budgets.services.stated import add_stated_figure
from partnership.demo import DemoPartnership, read


def load(demo: DemoPartnership) -> None:
    for item in demo.data.get("pools", []):
        _load_pool(demo, item)
    path = demo.folder / "stated_figures.toml"
    if not path.exists():
        return
    data = read(path)
    for figure in data["figures"]:
        _load_figure(demo, figure)
    for table in data["tables"]:
        for figure in _figures_of(demo, table):
            _load_figure(demo, figure)


def _load_pool(demo: DemoPartnership, item: dict[str, Any]) -> None:
    activities = demo.made["activities"]
    pool = Pool.objects.create(agreement=demo.agreement, activity=activities[item["activity"]])
    for given in item.get("grants", []):
        grant(
            pool,
            activities[given["to"]],
            given["year"],
            given["amount"],
            by=None,
            reason=given["reason"],
        )


def _figures_of(demo: DemoPartnership, table: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """A printed table as figures: a row is an activity and its amounts by year."""
    printed = {item["activity"]["key"]: item["chapter"] for item in demo.made["chapters"]}
    for row in table["rows"]:
        key = row.pop("activity")
        name = demo.made["activities"][key].name
        where = table["where"]
        if "%" in where:
            where %= (printed[key]["number"], printed[key]["title"])
        for year, amount in row.items():
            yield {
                "where": where,
                "label": table["label"] % name,
                "activity": key,
                "year": int(year),
                "stated": amount,
            }


def _load_figure(demo: DemoPartnership, item: dict[str, Any]) -> None:
    values = dict(item)
    if "activity" in values:
        values["activity"] = demo.made["activities"][values["activity"]]
    if "line" in values:
        values["line"] = BudgetLine.objects.get(
            agreement=demo.agreement, activity=values["activity"], label=values["line"]
        )
    if "target" in values:
        values["target"] = _target(demo, values["target"])
    add_stated_figure(demo.made["plan"], by=None, **values)


def _target(demo: DemoPartnership, item: dict[str, str]) -> Target:
    return Target.objects.get(
        deliverable__part__chapter__plan=demo.made["plan"],
        deliverable__part__chapter__activity__slug=item["activity"],
        unit=item["unit"],
    )
