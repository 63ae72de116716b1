"""Pictures of the built site, and the one in the README. Run by `make screenshots`."""

import base64
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from browser import ADVICE, QUIET, find_browser
from serving import served

PROJECT = Path(__file__).resolve().parents[1]
PAGES = {
    "home": "",
    "overview": "deepseek-effect/",
    "theme": "deepseek-effect/cost-claims/",
    "map": "deepseek-effect/#map-of-the-article",
}
SIZES = {"wide": (1280, 800), "phone": (360, 740)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
README = ("theme-wide-light", "map-phone-dark")


def take(browser: Browser, address: str, into: Path) -> None:
    """Every page in every size and scheme, as `into`/theme-wide-light.png."""
    for scheme in SCHEMES:
        for size, (width, height) in SIZES.items():
            viewport = {"width": width, "height": height}
            context = browser.new_context(color_scheme=scheme, viewport=viewport)  # type: ignore[arg-type]
            for name, path in PAGES.items():
                page = context.new_page()
                page.goto(address + path, wait_until="load")
                page.wait_for_timeout(500)  # the header's title moves
                page.screenshot(path=into / f"{name}-{size}-{scheme}.png")
            context.close()


def side_by_side(browser: Browser, pictures: list[Path], into: Path) -> None:
    """The pictures in a row, in one file."""
    data = [base64.b64encode(picture.read_bytes()).decode() for picture in pictures]
    images = "".join(f'<img height="740" src="data:image/png;base64,{each}">' for each in data)
    page = browser.new_page(viewport={"width": 1640, "height": 780})
    page.set_content(
        "<style>body { display: inline-flex; gap: 20px; margin: 0; padding: 20px }"
        " body { background: #d9d2c5 }"
        f" img {{ border: 1px solid #b5ab99 }}</style>{images}"
    )
    page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
    page.locator("body").screenshot(path=into)
    page.close()


def main() -> int:
    """Exit code 1 where there is no browser."""
    found = find_browser()
    if found is None:
        print(f"No browser found. {ADVICE}", file=sys.stderr)
        return 1
    into = PROJECT / "screenshots"
    into.mkdir(exist_ok=True)
    with sync_playwright() as playwright, served(PROJECT / "site") as address:
        browser = playwright.chromium.launch(executable_path=str(found), args=QUIET)
        take(browser, address, into)
        pictures = [into / f"{name}.png" for name in README]
        side_by_side(browser, pictures, PROJECT / ".github" / "screenshot.png")
        browser.close()
    print(f"Pictures are in {into}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
