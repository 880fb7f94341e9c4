"""Every page of the inquiries is accessible, fits a phone and keeps the console quiet."""

import pytest

from tests.browser import inquiry_addresses as addresses
from tests.browser import site
from tests.browser.looks import told_by_page
from tests.browser.test_every_page import visit

pytestmark = pytest.mark.browser


def test_every_page_of_the_inquiries_is_accessible_and_fits_a_phone(own_database, open_page):
    addresses.add_cases(own_database)
    told = addresses.pages(own_database)
    with site.served(own_database) as address:
        # The chief may see and do all that the drafter may, and clear too.
        page = open_page(address, who="kff-chef")
        found = {url: visit(page, url) for urls in told.values() for url in urls}
    wrong = told_by_page(found)
    assert not wrong, wrong
