"""The base of every list page: queryset, filter, table and words are declared."""

from abc import abstractmethod
from typing import Any

from django.views.generic import TemplateView
from django_tables2 import RequestConfig


class ListPage(TemplateView):
    """A filtered, sorted, paged list.

    An invalid filter shows its error and an empty table never passes for a
    result: the rows are left out and the page says why.
    """

    template_name = "components/list_page.html"
    filterset_class: Any = None
    table_class: Any = None
    heading: Any = ""
    per_page = 50

    @abstractmethod
    def get_queryset(self) -> Any:
        """The rows the person may see, with what the table shows of each."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        data = self.request.GET or None
        filterset = self.filterset_class(data, queryset=self.get_queryset(), request=self.request)
        context |= {"heading": self.heading, "filterset": filterset, "form": filterset.form}
        if filterset.is_valid() or data is None:
            table = self.table_class(filterset.qs)
            RequestConfig(self.request, paginate={"per_page": self.per_page}).configure(table)
            context["table"] = table
        return context
