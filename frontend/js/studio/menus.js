// Menus offer only what the dialect allows. The list is the server's (app/bpmn/dialect.py), not a second one.

const MENUS = ["bpmn-create", "bpmn-append", "bpmn-replace"];

/** What an entry of a menu would draw, by words in its id. */
const MEANS = [
  [/signal/, "signalEventDefinition"],
  [/escalation/, "escalationEventDefinition"],
  [/error/, "errorEventDefinition"],
  [/link-/, "linkEventDefinition"],
  [/compensation/, "compensateEventDefinition"],
  [/cancel/, "cancelEventDefinition"],
  [/conditional-(start|intermediate|boundary|non)/, "conditionalEventDefinition"],
  [/rule-task/, "businessRuleTask"],
  [/transaction/, "transaction"],
  [/ad-?hoc/, "adHocSubProcess"],
  [/complex-gateway/, "complexGateway"],
  [/toggle-loop/, "standardLoopCharacteristics"],
];

class Menus {
  constructor(popupMenu, config) {
    this.allowed = config.allowed;
    this.known = new Set([...Object.keys(this.allowed), ...Object.values(this.allowed).flat()]);
    for (const menu of MENUS) popupMenu.registerProvider(menu, 100, this);
  }

  getPopupMenuEntries() {
    return (entries) => this.kept(entries);
  }

  getPopupMenuHeaderEntries() {
    return (entries) => this.kept(entries);
  }

  kept(entries) {
    const found = Object.entries(entries).filter(([id]) => this.isAllowed(id));
    return Object.fromEntries(
      found
        .map(([id, entry]) => [id, entry.entries ? { ...entry, entries: this.kept(entry.entries) } : entry])
        .filter(([, entry]) => !entry.entries || Object.keys(entry.entries).length),
    );
  }

  isAllowed(id) {
    if (/timer-start/.test(id)) return this.allowed.startEvent.includes("timerEventDefinition");
    if (/event-subprocess|non-interrupting-.*start/.test(id)) return this.allowed.eventSubProcess.length > 0;
    return MEANS.every(([words, element]) => !words.test(id) || this.known.has(element));
  }
}
Menus.$inject = ["popupMenu", "config.studio"];

export default { __init__: ["studioMenus"], studioMenus: ["type", Menus] };
