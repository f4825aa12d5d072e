"""How fast the studio is: opening the canvas with an empty cache, the check, and editing a large diagram.

    python -m bench.studio_speed SITE [--times 5] [--slower 4]

SITE is the address of `polku serve` with POLKU_DEMO=1; `--slower` slows the browser's processor down. Long
tasks are those that the browser itself records: work on the page that takes 50 ms or more, during which it
does not answer.
"""

import argparse
import json
import statistics
import time
from itertools import pairwise

from playwright.sync_api import Page

from bench import window

_CHECK = """async ([content]) => {
  const { csrf, addresses } = JSON.parse(document.getElementById("state").textContent);
  const began = performance.now();
  const answer = await fetch(addresses.check, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ content }),
  });
  await answer.json();
  return performance.now() - began;
}"""
_WATCH = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((each) => each.duration)))
    .observe({ type: "longtask" });
}"""
_SAVE = """async ([content]) => {
  const { csrf, version, addresses } = JSON.parse(document.getElementById("state").textContent);
  const answer = await fetch(addresses.save, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ content, version, why: "" }),
  });
  return answer.status;
}"""


def chain(tasks: int, *, across: int = 20) -> str:
    """A process of so many elements in a row, drawn line by line."""
    ids = ["begin", *(f"task_{place}" for place in range(tasks - 2)), "end"]
    kinds = {"begin": "startEvent", "end": "endEvent"}
    flows = list(pairwise(ids))
    nodes = "".join(f'<bpmn:{kinds.get(each, "manualTask")} id="{each}" name="{each}"/>' for each in ids)
    ways = "".join(
        f'<bpmn:sequenceFlow id="f_{source}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in flows
    )
    place = {each: (150 * (at % across), 130 * (at // across)) for at, each in enumerate(ids)}
    shapes = "".join(_shape(each, *place[each], each in kinds) for each in ids)
    edges = "".join(
        f'<bpmndi:BPMNEdge id="e_{source}" bpmnElement="f_{source}">'
        f'<di:waypoint x="{place[source][0] + 50}" y="{place[source][1] + 18}"/>'
        f'<di:waypoint x="{place[target][0]}" y="{place[target][1] + 18}"/></bpmndi:BPMNEdge>'
        for source, target in flows
    )
    return (
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
        'id="d" targetNamespace="urn:bench">'
        f'<bpmn:process id="long" isExecutable="true">{nodes}{ways}</bpmn:process><bpmndi:BPMNDiagram id="g">'
        f'<bpmndi:BPMNPlane id="p" bpmnElement="long">{shapes}{edges}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
        "</bpmn:definitions>"
    )


def _shape(element: str, x: int, y: int, is_event: bool) -> str:
    width, height = (36, 36) if is_event else (100, 80)
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    return f'<bpmndi:BPMNShape id="s_{element}" bpmnElement="{element}">{bounds}</bpmndi:BPMNShape>'


def opening(site: str, address: str, slower: int) -> float:
    """Milliseconds from asking for the page to a canvas that can be used, with an empty cache."""
    with window.owner(site) as page:
        _slow_down(page, slower)
        began = time.perf_counter()
        page.goto(address)
        window.ready(page)
        return 1000 * (time.perf_counter() - began)


def _slow_down(page: Page, times: int) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})


def editing(page: Page, moves: int = 20) -> list[float]:
    """Durations of the long tasks while an element of the open diagram is moved with the keyboard."""
    page.locator("[data-outline] button").nth(120).click()
    page.locator("#canvas svg").first.focus()
    page.wait_for_timeout(1500)
    page.evaluate(_WATCH)
    for _ in range(moves):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(100)
    page.wait_for_timeout(3000)
    found: list[float] = page.evaluate("() => window.longTasks")
    return found


def main() -> None:
    """Print the figures as JSON, milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--slower", type=int, default=1, help="slow the browser down so many times")
    chosen = parser.parse_args()
    with window.owner(chosen.site) as page:
        address = window.begin(page, "Speed")
        checks = sorted(page.evaluate(_CHECK, [chain(100)]) for _ in range(4 * chosen.times))
        assert page.evaluate(_SAVE, [chain(250)]) == 200
        page.goto(address)
        window.ready(page)
        _slow_down(page, chosen.slower)
        tasks = editing(page)
        _slow_down(page, 1)
        small = window.begin(page, "Opening")
    times = [opening(chosen.site, small, chosen.slower) for _ in range(chosen.times)]
    opened = {"median": round(statistics.median(times)), "most": round(max(times))}
    checked = {"median": round(statistics.median(checks)), "p95": round(checks[int(0.95 * len(checks))])}
    moved = {"long tasks": len(tasks), "longest": round(max(tasks, default=0))}
    found = {"opening": opened, "check of 100 elements": checked, "moving in 250 elements": moved}
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
