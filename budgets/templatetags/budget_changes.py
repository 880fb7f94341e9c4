"""Postings and what changed, in words."""

from django import template

from budgets.services.changes_told import span, why

register = template.Library()
register.filter(span)
register.filter(why)
