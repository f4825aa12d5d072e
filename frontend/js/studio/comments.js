// Comments on elements: a bubble on the canvas, and in the panel what was said and a field to say something.
import { useService } from "bpmn-js-properties-panel";
import { h } from "@bpmn-io/properties-panel/preact";
import { useState } from "@bpmn-io/properties-panel/preact/hooks";
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";
import { server } from "./server.js";

class Comments {
  constructor(config, eventBus, overlays, elementRegistry) {
    this.words = config.words;
    this.all = config.comments;
    this.send = server(config);
    this.eventBus = eventBus;
    this.overlays = overlays;
    this.registry = elementRegistry;
    eventBus.on("import.done", () => this.draw());
  }

  of(element) {
    const { id } = getBusinessObject(element);
    return this.all.filter((each) => each.element === id);
  }

  async say(element, text) {
    const { status, body } = await this.send("say", { element: getBusinessObject(element).id, text });
    if (status !== 201) return false;
    this.all = body.comments;
    this.draw();
    this.eventBus.fire("elements.changed", { elements: [element] });
    return true;
  }

  draw() {
    this.overlays.remove({ type: "comments" });
    for (const id of new Set(this.all.map((each) => each.element))) {
      const element = this.registry.get(id);
      if (!element?.parent || element.waypoints) continue;
      const html = document.createElement("div");
      html.className = "st-bubble";
      html.textContent = this.all.filter((each) => each.element === id).length;
      html.title = this.words.comments;
      this.overlays.add(id, "comments", { position: { top: -11, right: 11 }, html });
    }
  }
}
Comments.$inject = ["config.studio", "eventBus", "overlays", "elementRegistry"];

/** The entry of the panel. */
export function Conversation({ element }) {
  const comments = useService("studioComments");
  const [text, setText] = useState("");
  const { words } = comments;
  const id = `studio-comment-${getBusinessObject(element).id}`;
  const said = comments.of(element).map(({ author, at, text: sentence }) =>
    h("li", null, [h("p", null, [h("strong", null, author), ` ${at}`]), h("p", { class: "st-words" }, sentence)]),
  );
  const send = async () => {
    if (text.trim() && (await comments.say(element, text))) setText("");
  };
  return h("div", { class: "bio-properties-panel-entry st-conversation" }, [
    said.length ? h("ul", null, said) : null,
    h("label", { class: "bio-properties-panel-label", for: id }, words.comment),
    h("textarea", {
      id,
      class: "bio-properties-panel-input",
      rows: 2,
      maxLength: 2000,
      value: text,
      onInput: ({ target }) => setText(target.value),
    }),
    h("button", { type: "button", class: "ds-button", "data-variant": "secondary", onClick: send }, words.say),
  ]);
}

export default { __init__: ["studioComments"], studioComments: ["type", Comments] };
