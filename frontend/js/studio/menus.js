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
  constructor(popupMenu, config, translate) {
    this.translate = translate;
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
        .map(([id, entry]) => [id, this.said(entry)])
        .filter(([, entry]) => !entry.entries || Object.keys(entry.entries).length),
    );
  }

  /** Not everything that the parts put into a menu went through the translation. */
  said(entry) {
    const words = (text) => (typeof text === "string" ? this.translate(text) : text);
    const named = (thing) => thing && typeof thing === "object" ? { ...thing, label: words(thing.label), name: words(thing.name) } : thing;
    return {
      ...entry,
      ...(entry.label && { label: words(entry.label) }),
      ...(entry.title && { title: words(entry.title) }),
      ...(entry.description && { description: words(entry.description) }),
      ...(entry.tab && { tab: named(entry.tab) }),
      ...(entry.group && { group: named(entry.group) }),
      ...(entry.entries && { entries: this.kept(entry.entries) }),
    };
  }

  isAllowed(id) {
    if (/timer-start/.test(id)) return this.allowed.startEvent.includes("timerEventDefinition");
    if (/event-subprocess|non-interrupting-.*start/.test(id)) return this.allowed.eventSubProcess.length > 0;
    return MEANS.every(([words, element]) => !words.test(id) || this.known.has(element));
  }
}
Menus.$inject = ["popupMenu", "config.studio", "translate"];

export default { __init__: ["studioMenus"], studioMenus: ["type", Menus] };
