"""A supervisor imports an exchange's export: bad rows are told and nothing is half in; corrected, it is."""

import pytest
from playwright.async_api import Browser, expect

from tests.contact_files import MONDAY
from tests.e2e.people import PATIENCE, supervisor_at
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

GOOD = "Datum;Tid;Kö;Inkomna\n" + "".join(f"{MONDAY};{hour:02}:00;Växel;{hour}\n" for hour in range(8, 16))
BAD = GOOD.replace(";Växel;9\n", ";Växel;nio\n")


async def test_a_file_with_a_bad_row_is_told_by_its_row_and_imported_when_corrected(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with supervisor_at(browser, kontakt) as sofia:
        page = sofia.page
        for content in (BAD, GOOD):
            await page.goto(f"{kontakt.staff}/contacts")
            await page.get_by_label("Varifrån antalen kommer").fill("Trio i webbläsaren")
            file = {"name": "november.csv", "mimeType": "text/csv", "buffer": content.encode("cp1252")}
            await page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
            await page.get_by_role("button", name="Fortsätt").click()
            await page.get_by_label("växel", exact=True).select_option("phone")
            await page.get_by_role("button", name="Fortsätt till förhandsgranskningen").click()
            if content == BAD:
                await expect(page.locator("#faults")).to_contain_text("Rad 3: Antalet kontakter", timeout=PATIENCE)
                await expect(page.locator("#confirm")).to_have_count(0)
        await expect(page.locator("#months")).to_contain_text("92", timeout=PATIENCE)
        await page.locator("#confirm").click()
        await expect(page.locator("#said")).to_contain_text("8 nya intervall", timeout=PATIENCE)
        await page.locator("#import-rows").get_by_role("button", name="Dra tillbaka").first.click()
        await expect(page.locator("#saved")).to_contain_text("tillbakadragen", timeout=PATIENCE)
