"""What tests need beside Python: absent on a person's machine a test is skipped, in CI it fails."""

import os
from typing import TypeVar

import pytest

Found = TypeVar("Found")


def needed(what: str, found: Found | None) -> Found:
    """Return what was found, or skip the test naming what is missing; with CI=true fail instead."""
    if found is not None:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed")
