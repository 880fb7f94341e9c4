"""Postings in words."""

from django import template

from budgets.services.changes_told import why

register = template.Library()
register.filter(why)
