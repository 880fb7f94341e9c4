"""What PostgreSQL finds earlier answers by: their words' Danish stems, with an index.

The column is the database's own, so that it is written with the passage, and no model
knows it. SQLite searches the folded text instead.
"""

from django.db import migrations

COLUMN = """
ALTER TABLE inquiries_passage ADD COLUMN words tsvector
GENERATED ALWAYS AS (
    setweight(to_tsvector('danish', question), 'B') || setweight(to_tsvector('danish', text), 'A')
) STORED
"""
INDEX = "CREATE INDEX passage_words ON inquiries_passage USING gin (words)"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(COLUMN)
        schema_editor.execute(INDEX)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE inquiries_passage DROP COLUMN words")


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0001_inquiries_and_letters")]

    operations = [migrations.RunPython(add, remove)]
