"""The report page as a reader has it: in a browser without a network, wide, narrow, on paper."""

import re
import shutil
from itertools import pairwise

import pytest

pytest.importorskip("playwright", reason="the extra browser is not installed")

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
WIDE, NARROW = (1400, 1000), (390, 844)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason=f"none of {', '.join(NAMES)} is installed"),
]


@pytest.fixture(scope="module")
def browser():
    """A Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def opened(request, browser, banded):
    """The page, drawn, in a window of one size; what it asked for or complained of is an error."""
    wide, high = request.param
    context = browser.new_context(
        viewport={"width": wide, "height": high}, offline=True, reduced_motion="reduce"
    )
    asked, said = [], []
    here = (banded / "report.html").resolve().as_uri()
    page = context.new_page()
    page.on("request", lambda each: asked.append(each.url))
    page.on("console", lambda each: said.append(each.text))
    page.on("pageerror", lambda each: said.append(str(each)))
    page.goto(here)
    page.wait_for_selector("html[data-ready=yes]", timeout=60_000)
    yield page
    fetched = [each for each in asked if not each.startswith((here, "data:", "blob:"))]
    context.close()
    assert not fetched
    assert not said


def test_every_chart_is_drawn_and_says_what_it_is(opened):
    charts = opened.locator("[data-spec]")
    assert charts.count() > 10
    for place in range(charts.count()):
        chart = charts.nth(place)
        assert chart.get_attribute("data-drawn") == "yes"
        assert chart.locator("svg[aria-label], svg [aria-label]").count() >= 1


def test_nothing_is_wider_than_the_window(opened):
    widths = opened.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1]
    for each in opened.query_selector_all("details:not([open])"):
        each.evaluate("each => { each.open = true; }")
    assert opened.evaluate("document.documentElement.scrollWidth") <= widths[1]


def test_the_keyboard_alone_reaches_every_control_and_shows_where_it_is(opened):
    wanted = opened.evaluate(
        "[...document.querySelectorAll('a[href], summary, button, input, [tabindex=\"0\"]')]"
        ".filter((each) => each.checkVisibility()).length"
    )
    reached = set()
    for _ in range(wanted + 5):
        opened.keyboard.press("Tab")
        told = opened.evaluate(
            "(() => { const each = document.activeElement; const style = getComputedStyle(each);"
            " window.seen = window.seen || new Map();"
            " if (!window.seen.has(each)) window.seen.set(each, window.seen.size);"
            " return [each.tagName, window.seen.get(each), style.outlineStyle]; })()"
        )
        if told[0] != "BODY":
            reached.add(told[1])
            assert told[2] != "none", told
    assert len(reached) >= wanted


def test_a_table_opens_with_the_keyboard(opened):
    summary = opened.locator("#chart-pressure summary")
    summary.focus()
    opened.keyboard.press("Enter")
    assert opened.locator("#chart-pressure table").is_visible()


def test_a_file_is_saved_without_a_network(opened):
    with opened.expect_download() as saved:
        opened.locator("#chart-pressure a.file").click()
    assert saved.value.suggested_filename == "pressure.csv"
    assert saved.value.path().read_text().startswith("pressure.level,")


def test_axe_finds_nothing_serious(opened):
    from axe_playwright_python.sync_playwright import Axe

    for each in opened.query_selector_all("details:not([open])"):
        each.evaluate("each => { each.open = true; }")
    found = Axe().run(opened).response["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    assert not [(each["id"], each["nodes"][0]["html"][:200]) for each in grave]


def test_headings_go_down_one_step_at_a_time(opened):
    levels = opened.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')].map((each) => Number(each.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_prints_on_a4(opened, tmp_path):
    path = tmp_path / "report.pdf"
    opened.pdf(path=path, format="A4", prefer_css_page_size=True)
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert 4 <= len(re.findall(rb"/Type\s*/Page\b", content)) <= 40
