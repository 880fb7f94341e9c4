"""The base of every list page: queryset, filter, table and words are declared."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.views.generic import TemplateView

from partnership.requests import Request


class ListPage(TemplateView):
    """A filtered, sorted, paged list.

    An invalid filter shows its error and an empty table never passes for a
    result: the rows are left out and the page says why.
    """

    request: Request
    template_name = "components/list_page.html"
    filterset_class: Any = None
    table_class: Any = None
    heading: Any = ""
    per_page = 50

    #: What the list is filtered by where the address does not say: field and value.
    usual_filter: Mapping[str, str] = {}

    @abstractmethod
    def get_queryset(self) -> Any:
        """The rows the person may see, with what the table shows of each."""

    def get_filter_data(self) -> Any:
        """What the list is filtered by; None where nothing is asked."""
        if not self.usual_filter:
            return self.request.GET or None
        data = self.request.GET.copy()
        for name, value in self.usual_filter.items():
            data.setdefault(name, value)
        return data

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        """The way to the list, for a list inside something."""
        return []

    def get_action(self) -> tuple[str, str] | None:
        """What the person may add to the list: the words and the address."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        data = self.get_filter_data()
        filterset = self.filterset_class(data, queryset=self.get_queryset(), request=self.request)
        context |= {"heading": self.heading, "filterset": filterset, "form": filterset.form}
        context |= {"breadcrumbs": self.get_breadcrumbs(), "action": self.get_action()}
        if filterset.is_valid() or data is None:
            context["table"] = self._table(filterset.qs)
        return context

    def _table(self, rows: Any) -> Any:
        """The table as sorted and at the page asked for; how long a page is, we say."""
        order = self.request.GET.getlist("sort") or None
        table = self.table_class(rows, order_by=order)
        try:
            table.paginate(page=self.request.GET.get("page", 1), per_page=self.per_page)
        except PageNotAnInteger:
            table.paginate(page=1, per_page=self.per_page)
        except EmptyPage:
            table.paginate(page=table.paginator.num_pages, per_page=self.per_page)
        return table
