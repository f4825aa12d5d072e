"""Record the scenarios that the repository ships: ``python -m tests.processes_seeded.recording``.

Needed again only when a shipped diagram is changed on purpose and its scenarios tell so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.engine import ServiceJob, Subscription
from app.processes.bundles import Bundle, files_of, open_bundle
from app.processes.library import Version
from app.processes.rehearsing import result_of
from app.processes.scenarios import (
    ENDING,
    Action,
    Deed,
    Play,
    Recording,
    Scenario,
    elements_of,
    expectation,
    play,
    write,
)
from app.processes.scenarios.action import place_of
from app.tenants.calendar import FINLAND
from tests.processes_seeded import (
    scenarios_building_advice,
    scenarios_employment,
    scenarios_library_fee,
    scenarios_outdoor_event,
    scenarios_resident_parking,
    scenarios_school_transport,
    scenarios_youth_grant,
)
from tests.processes_seeded import test_defect_report_contractor as contractor
from tests.processes_seeded import test_defect_report_verified as verified
from tests.processes_seeded import test_early_education_central as central
from tests.processes_seeded import test_early_education_manager as manager
from tests.processes_seeded import test_street_works_automatic as automatic
from tests.processes_seeded import test_street_works_inspected as inspected

WORKFLOWS = Path(__file__).parents[2] / "workflows" / "bpmn"
BEGAN = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)

Answers = Mapping[str, object]
#: What is done: ("apply", answers), ("do", element, answers), ("answer", message, answers), ("ask", text),
#: ("reply", text), ("days", number), ("pay",) and ("document",).
Step = tuple[object, ...]


class Recorder:
    """Plays a diagram and keeps what was done; answers go through the forms, as those of people do."""

    def __init__(self, bundle: Bundle) -> None:
        assert bundle.definition is not None
        assert bundle.main is not None
        self.bundle = bundle
        self.version = Version("", 0, bundle.definition, (bundle.main, *bundle.called), bundle.forms)

    def record(self, name: str, steps: Sequence[Step]) -> Scenario:
        """A scenario that expects all that came."""
        recording = Recording(BEGAN)
        for kind, *more in steps:
            played = play(self.version.definition, recording)
            done = getattr(self, str(kind))(played, *more)
            recording = replace(recording, actions=(*recording.actions, done))
        played = play(self.version.definition, recording)
        assert played.stuck is None
        assert played.last.failure is None
        scenario = Scenario(name, recording, expectation(played))
        told = {each: self.version.names(each) for each in sorted(elements_of(scenario))}
        return replace(scenario, names=told)

    def apply(self, played: Play, answers: Answers) -> Action:
        start = next(each for each in self.version.definition.starts if each.message == "application")
        data = self._filled(start.form_id, answers, {}, played)
        return Action(Deed.START, start.element_id, data=data)

    def do(self, played: Play, element: str, answers: Answers) -> Action:
        task = next(
            each for each in played.last.waits if each.element_id == element and hasattr(each, "groups")
        )
        data = self._filled(task.form_id, answers, played.task_data(task.id), played)
        return Action(Deed.COMPLETE, element, place_of(task, played.last.waits), data)

    def answer(self, played: Play, message: str, answers: Answers) -> Action:
        asked = self._asked(played, message)
        data = self._filled(asked.form_id, answers, {}, played)
        return Action(Deed.DELIVER, asked.element_id, data=data)

    def ask(self, played: Play, text: str) -> Action:
        return Action(Deed.DELIVER, self._asked(played, "ask").element_id, data={"question": text})

    def reply(self, played: Play, text: str) -> Action:
        data = {"reply": text, "replied_at": played.last.now}
        return Action(Deed.DELIVER, self._asked(played, "reply").element_id, data=data)

    def days(self, played: Play, number: int) -> Action:
        return Action(Deed.WAIT, until=played.last.now + timedelta(days=number))

    def pay(self, played: Play) -> Action:
        job = next(each for each in played.last.waits if isinstance(each, ServiceJob))
        return Action(Deed.FINISH, job.element_id, data={"payment_reference": "12344"})

    def document(self, played: Play) -> Action:
        job = next(each for each in played.last.waits if isinstance(each, ServiceJob))
        return Action(Deed.FINISH, job.element_id, data=result_of(job))

    def _asked(self, played: Play, message: str) -> Subscription:
        waits = [each for each in played.last.waits if isinstance(each, Subscription)]
        return next(each for each in waits if each.message == message)

    def _filled(
        self, form_id: str | None, answers: Answers, known: Answers, played: Play
    ) -> dict[str, object]:
        form = self.bundle.forms[form_id or ""]
        return form.load(form.to_raw(answers), "en", now=played.last.now, base=known)


_SOUND = {"decision": "granted", "reasons": "The plan is sound."}
_NO_VISIT = {**automatic.COMPLETE, "inspection_needed": "no"}
_RIGHT = {"need_outcome": "right", "guardians_checked": "yes"}
_APART = {**manager.APPLICATION, "guardians": "apart"}

SCENARIOS: Mapping[str, Mapping[str, Sequence[Step]]] = {
    "street-works/automatic": {
        "An officer asks, the applicant answers, the permit is granted": [
            ("apply", automatic.APPLICATION),
            ("ask", "Where exactly on the street?"),
            ("days", 2),
            ("reply", "By the school, on the pavement."),
            ("do", "check_application", _NO_VISIT),
            ("do", "decide_permit", _SOUND),
            ("pay",),
        ],
        "Short works are granted at once": [
            ("apply", {**automatic.APPLICATION, "ends": date(2026, 3, 10)}),
            ("pay",),
        ],
        "The permit is refused": [
            ("apply", automatic.APPLICATION),
            ("do", "check_application", _NO_VISIT),
            ("do", "decide_permit", {"decision": "refused", "reasons": "A bus route uses the street."}),
        ],
    },
    "street-works/inspected": {
        "Granted, and the works end on their last day": [
            ("apply", automatic.APPLICATION),
            ("do", "check_application", {"check_outcome": "complete"}),
            ("do", "inspect_the_site", automatic.VISIT),
            ("do", "traffic_statement", inspected.FAVOURABLE),
            ("do", "decide_permit", _SOUND),
            ("pay",),
            ("document",),
            ("days", 17),
            ("do", "final_inspection", {"final_visit": date(2026, 3, 19), "surface_restored": "yes"}),
        ],
        "Nobody checks the application for five days": [("apply", automatic.APPLICATION), ("days", 5)],
        "The applicant withdraws": [
            ("apply", automatic.APPLICATION),
            ("days", 1),
            ("do", "check_application", {"check_outcome": "withdrawn"}),
        ],
    },
    "defect-report/contractor": {
        "Repaired within the week": [
            ("apply", contractor.REPORT),
            ("do", "classify_defect", contractor.ORDER),
            ("days", 5),
            ("do", "fix_defect", {"fixed": "yes", "work_done": "Filled with asphalt."}),
        ],
        "The contractor is late": [
            ("apply", contractor.REPORT),
            ("do", "classify_defect", contractor.ORDER),
            ("days", 9),
            (
                "do",
                "sort_out_delay",
                {"escalation_measure": "agreed", "escalation_note": "The machine broke."},
            ),
            ("do", "fix_defect", {"fixed": "yes", "work_done": "Filled at last."}),
        ],
        "The place is looked after by somebody else": [
            ("apply", contractor.REPORT),
            (
                "do",
                "classify_defect",
                {"defect_class": "not-ours", "answer": "Call the road line of the state."},
            ),
        ],
    },
    "defect-report/verified": {
        "Repaired badly, then well": [
            ("apply", contractor.REPORT),
            ("do", "classify_defect", contractor.ORDER),
            ("days", 3),
            ("do", "fix_defect", verified.REPAIRED),
            ("do", "verify_fix", verified.AGAIN),
            ("days", 2),
            ("do", "fix_defect", verified.REPAIRED),
            ("do", "verify_fix", {"verified": "yes"}),
        ],
        "Verified at once": [
            ("apply", contractor.REPORT),
            ("do", "classify_defect", contractor.ORDER),
            ("days", 3),
            ("do", "fix_defect", verified.REPAIRED),
            ("do", "verify_fix", {"verified": "yes"}),
        ],
    },
    "early-education/central": {
        "A family of another municipality is refused": [
            ("apply", central.APPLICATION),
            (
                "do",
                "check_need",
                {"need_outcome": "no-right", "reasons": "The family lives in another municipality."},
            ),
        ],
        "Nobody answers the offer for five days": [
            ("apply", central.APPLICATION),
            ("do", "check_need", _RIGHT),
            ("do", "choose_place", central.OFFER),
            ("days", 5),
            ("do", "decide_place", {"place_decision": "closed", "reasons": "The offer was not answered."}),
        ],
        "The family accepts the offer": [
            ("apply", central.APPLICATION),
            ("do", "check_need", _RIGHT),
            ("do", "choose_place", central.OFFER),
            ("days", 2),
            ("answer", "offer-answer", {"offer_answer": "accept"}),
            ("do", "decide_place", {"place_decision": "place", "reasons": "The family accepted."}),
        ],
    },
    "early-education/manager": {
        "The second guardian confirms": [
            ("apply", _APART),
            ("do", "check_need", manager.CHECKED),
            ("days", 1),
            ("answer", "guardian-confirmation", {"guardian_confirmation": "confirms"}),
            ("do", "decide_place", manager.PLACE),
        ],
        "The second guardian does not answer": [
            ("apply", _APART),
            ("do", "check_need", manager.CHECKED),
            ("days", 7),
            ("do", "decide_place", manager.PLACE),
        ],
    },
    **scenarios_building_advice.SCENARIOS,
    **scenarios_outdoor_event.SCENARIOS,
    **scenarios_resident_parking.SCENARIOS,
    **scenarios_school_transport.SCENARIOS,
    **scenarios_library_fee.SCENARIOS,
    **scenarios_youth_grant.SCENARIOS,
    **scenarios_employment.SCENARIOS,
}


def bundle_of(key: str) -> Bundle:
    """The files of a shipped diagram, as they are published."""
    return open_bundle(files_of(WORKFLOWS / f"{key}.bpmn"), calendar=FINLAND)


def recorded(key: str) -> bytes:
    """The file of scenarios of a shipped diagram, recorded anew."""
    recorder = Recorder(bundle_of(key))
    return write([recorder.record(name, steps) for name, steps in SCENARIOS[key].items()])


if __name__ == "__main__":
    for each in SCENARIOS:
        (WORKFLOWS / f"{each}{ENDING}").write_bytes(recorded(each))
