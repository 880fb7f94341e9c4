"""Comparisons of texts in templates."""

from django import template

from partnership.richtext.compare_pieces import folded

register = template.Library()
register.filter(folded)
