"""What a process owner does in the studio with mouse and keyboard."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class Canvas:
    """The canvas of an open draft."""

    page: Page

    @property
    def panel(self) -> Locator:
        """The settings of the chosen element."""
        return self.page.locator("#properties")

    @property
    def outline(self) -> Locator:
        """The process as text."""
        return self.page.get_by_role("navigation", name="Outline of the process")

    def wait(self) -> None:
        """Until the drawing is there."""
        expect(self.page.locator("body")).to_have_attribute("data-ready", "1", timeout=30_000)

    def place(self, tool: str, x: float, y: float) -> None:
        """Take a tool of the palette and click a place of the canvas."""
        box = self.page.locator("#canvas").bounding_box()
        assert box
        self.page.locator(f".djs-palette [data-action='{tool}']").click()
        self.page.mouse.move(box["x"] + x - 10, box["y"] + y)
        self.page.mouse.click(box["x"] + x, box["y"] + y)

    def choose(self, name: str) -> None:
        """Choose an element by its name in the outline."""
        self.outline.get_by_role("button", name=name).first.click()
        expect(self.panel).to_contain_text(name)

    def append(self, what: str, name: str) -> None:
        """Draw the next element after the chosen one, and type its name where it stands or in the panel."""
        self.tool(what).click()
        expect(self.panel.get_by_label("Name", exact=True)).to_have_value("")
        typing = self.page.locator(".djs-direct-editing-content")
        if typing.count():
            typing.press_sequentially(name)
            typing.press("Enter")
            expect(self.outline).to_contain_text(name)
        else:
            self.name(name)

    def tool(self, action: str) -> Locator:
        """A tool beside the chosen element."""
        return self.page.locator(f".djs-context-pad.open [data-action='{action}']")

    def name(self, name: str) -> None:
        """Name the chosen element in the panel."""
        self.panel.get_by_label("Name", exact=True).fill(name)
        expect(self.outline).to_contain_text(name)

    def turn_into(self, kind: str) -> None:
        """Make another kind of element of the chosen one."""
        self.tool("replace").click()
        menu = self.page.locator(".djs-popup")
        menu.locator(".entry", has_text=kind).first.click()
        expect(menu).to_have_count(0)

    def turn_into_ready_made(self, effect: str) -> None:
        """Make one of the product's own effects of the chosen task."""
        self.tool("replace").click()
        menu = self.page.locator(".djs-popup")
        menu.get_by_text("Ready-made", exact=True).click()
        menu.locator(".entry", has_text=effect).first.click()
        expect(self.panel).to_contain_text(effect)

    def write(self, expression: str) -> None:
        """Write FEEL into the first expression of the panel, over what stands there."""
        self.panel.locator(".cm-content:visible").first.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(expression)

    def show(self, problem: str) -> None:
        """Go where the check found this."""
        found = self.page.get_by_role("region", name="Check").get_by_role("listitem").filter(has_text=problem)
        found.get_by_role("button", name="Show").click()

    def wait_until_saved(self) -> None:
        """Until what is drawn is kept."""
        expect(self.page.locator("[data-saved]")).to_contain_text("Saved ")
        expect(self.page.locator("body")).to_have_attribute("data-unsaved", "0")
