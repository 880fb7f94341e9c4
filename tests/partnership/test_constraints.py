"""The database itself refuses what must never be, whoever writes to it."""

import uuid

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from partnership.guards import MESSAGE
from tests.activities.violations import VIOLATIONS as IN_ACTIVITIES
from tests.budgets.violations import VIOLATIONS as IN_BUDGETS
from tests.inquiries.violations import VIOLATIONS as IN_INQUIRIES
from tests.partnership.violations import VIOLATIONS as IN_PARTNERSHIP

OURS = ("partnership", "activities", "budgets", "inquiries")
VIOLATIONS = {**IN_PARTNERSHIP, **IN_ACTIVITIES, **IN_BUDGETS, **IN_INQUIRIES}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]
CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in MODELS
    for constraint in model._meta.constraints
}
every_constraint = pytest.mark.parametrize("name", CONSTRAINTS)


def insert_copy(row: models.Model, changes: dict[str, object]) -> None:
    """Insert a copy of a row by raw SQL, so that nothing but the database looks at it."""
    own = {"uuid": uuid.uuid4().hex if connection.vendor == "sqlite" else uuid.uuid4()}
    columns = [field.column for field in row._meta.concrete_fields]
    new = {name: value for name, value in (own | changes).items() if name in columns}
    copied = [column for column in columns if column not in {"id", *new}]
    names = ", ".join(f'"{column}"' for column in [*copied, *new])
    values = ", ".join([*(f'"{column}"' for column in copied), *["%s"] * len(new)])
    table = row._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" WHERE id = %s',
            [*new.values(), row.pk],
        )


def is_named(error: IntegrityError, model: type[models.Model], constraint) -> bool:
    """SQLite names the columns, not the constraint, where columns must be unique."""
    fields = getattr(constraint, "fields", ())
    columns = [model._meta.get_field(field).column for field in fields]
    listed = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    # Where rows are never replaced, SQLite's guard says so before it looks at the constraint.
    guard = MESSAGE.format(table=model._meta.db_table)
    said = str(error)
    return constraint.name in said or (bool(columns) and (listed in said or guard in said))


def test_the_data_names_every_constraint_and_no_other():
    assert VIOLATIONS.keys() == CONSTRAINTS.keys()


@every_constraint
def test_raw_sql_that_violates_it_is_refused(db, name):
    model, constraint = CONSTRAINTS[name]
    make, change = VIOLATIONS[name]
    row = make()
    with pytest.raises(IntegrityError) as raised:
        insert_copy(row, change(row))
    assert is_named(raised.value, model, constraint)


@every_constraint
def test_its_message_is_our_own(name):
    _, constraint = CONSTRAINTS[name]
    assert constraint.violation_error_message != constraint.default_violation_error_message


@every_constraint
def test_validation_says_its_message(db, name):
    model, constraint = CONSTRAINTS[name]
    make, change = VIOLATIONS[name]
    row = make()
    copy = model.objects.get(pk=row.pk)
    copy.pk, copy._state.adding = None, True
    for column, value in change(row).items():
        setattr(copy, column, value)
    with pytest.raises(ValidationError) as raised:
        constraint.validate(model, copy)
    assert raised.value.messages == [str(constraint.violation_error_message)]


def test_every_choice_is_constrained_in_the_database():
    chosen = {
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        for field in model._meta.concrete_fields
        if field.choices
    }
    constrained = {
        f"{model._meta.label}.{name}"
        for model, constraint in CONSTRAINTS.values()
        if isinstance(constraint, models.CheckConstraint)
        for name in _looked_at(constraint.condition)
    }
    assert chosen <= constrained


def _looked_at(condition: models.Q) -> set[str]:
    names: set[str] = set()
    for child in condition.children:
        names |= _looked_at(child) if isinstance(child, models.Q) else {child[0].split("__")[0]}
    return names
