"""Every page of the inquiries is accessible, fits a phone and keeps the console quiet."""

import pytest

from tests.browser import inquiry_addresses as addresses
from tests.browser import site
from tests.browser.looks import faults_in_both, told_by_page, too_wide
from tests.browser.test_every_page import visit

pytestmark = pytest.mark.browser


def test_every_page_of_the_inquiries_is_accessible_and_fits_a_phone(own_database, open_page):
    addresses.add_cases(own_database)
    told = addresses.pages(own_database)
    with site.served(own_database) as address:
        # The chief may see and do all that the drafter may, and clear too.
        page = open_page(address, who="kff-chef")
        found = {url: visit(page, url) for urls in told.values() for url in urls}
        page.goto("/inquiries/2025-2/")
        page.click("#deadline summary")
        found["the deadline day by day"] = faults_in_both(page) + too_wide(page)
    wrong = told_by_page(found)
    assert not wrong, wrong


def test_axe_finds_nothing_on_a_refused_extension(own_database, open_page):
    addresses.add_cases(own_database)
    with site.served(own_database) as address:
        page = open_page(address, who="kff")
        page.goto("/inquiries/2025-2/extend/")
        page.fill("[name=days]", "tre")
        page.click("main button[type=submit]")
        page.wait_for_selector(".error-summary")
        assert page.input_value("[name=days]") == "tre"
        assert faults_in_both(page) + too_wide(page) == []
