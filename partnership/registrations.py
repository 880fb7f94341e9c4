"""What the base app itself registers."""

from partnership.history import organisations

organisations.register()
