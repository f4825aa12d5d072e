"""Every shipped diagram has scenarios, and they come as expected."""

import pytest

from app.processes.scenarios import ENDING, run_all
from tests.processes_seeded.recording import SCENARIOS, WORKFLOWS, bundle_of, recorded


@pytest.mark.parametrize("key", SCENARIOS)
def test_scenarios_of_a_shipped_diagram_come_as_expected(key: str) -> None:
    bundle = bundle_of(key)
    assert bundle.definition is not None

    results = run_all(bundle.definition, bundle.scenarios)

    assert len(results) >= 2
    assert [each.differences for each in results if not each.passed] == []


@pytest.mark.parametrize("key", SCENARIOS)
def test_a_file_of_scenarios_is_what_playing_them_records(key: str) -> None:
    assert (WORKFLOWS / f"{key}{ENDING}").read_bytes() == recorded(key)
