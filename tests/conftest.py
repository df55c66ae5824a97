import pytest
from hypothesis import settings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden files anew from what is made now.")


settings.register_profile("same every time", derandomize=True, deadline=None)
settings.load_profile("same every time")
