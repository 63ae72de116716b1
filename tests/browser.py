"""Finds the browser for the tests, or installs one. Knows nothing of the site."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ADVICE = "Install Chromium or Chrome, or set BRIEFING_BROWSER to the path of one."
QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
"""Arguments for a browser that asks nobody anything."""
TIMEOUT = 600
"""Seconds that an installer may take."""


def find_browser() -> Path | None:
    """The browser that BRIEFING_BROWSER names, one on the path, Playwright's own, or None."""
    if named := os.environ.get("BRIEFING_BROWSER"):
        return Path(named) if Path(named).is_file() else None
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else _playwright_browser()


def install_browser() -> Path | None:
    """The browser, installed by Playwright or else by apt-get if there was none before.

    Installs none in place of one that BRIEFING_BROWSER names.
    """
    for command in _installers():
        if found := find_browser():
            return found
        print(f"Installing a browser: {' '.join(command)}", flush=True)
        _run(command)
    return find_browser()


def _playwright_browser() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def _installers() -> list[list[str]]:
    if os.environ.get("BRIEFING_BROWSER"):
        return []
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        commands += [["apt-get", "update"], ["apt-get", "install", "--yes", "chromium"]]
    return commands


def _run(command: list[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        print(f"Gave up after {TIMEOUT} seconds", flush=True)


def main() -> int:
    """Exit code 1 only where a browser is a must: in CI."""
    browser = install_browser() if "--install" in sys.argv[1:] else find_browser()
    if browser:
        print(f"Browser for the tests: {browser}")
        return 0
    print(f"No browser found: the browser tests cannot run. {ADVICE}", file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
