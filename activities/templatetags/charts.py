"""Drawing a document's charts."""

from django import template

from activities.document.drawing import drawn

register = template.Library()
register.filter(drawn)
