from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from partnership import guards


class PartnershipConfig(AppConfig):
    name = "partnership"
    verbose_name = _("Partnerships")

    def ready(self):
        from partnership import registrations  # noqa: F401

        post_migrate.connect(guards.install_after_migrate, dispatch_uid="append_only_guards")
