// What the page says about the drawing: a short state in the bar, and a sentence with buttons over the canvas
// where somebody has to decide.

const bar = document.querySelector("[data-saved]");
const place = document.querySelector("[data-said]");

/** Fill {name} in. */
export const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export function state(text, isTrouble = false) {
  if (bar.textContent !== text) bar.textContent = text;
  bar.toggleAttribute("data-trouble", isTrouble);
}

/** `choices` are [words, what is done] pairs; any of them takes the sentence away. */
export function say(sentence, choices = []) {
  place.replaceChildren(Object.assign(document.createElement("p"), { textContent: sentence }));
  for (const [index, [words, act]] of choices.entries()) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    button.className = "ds-button";
    if (index) button.dataset.variant = "secondary";
    button.addEventListener("click", () => {
      silence();
      act();
    });
    place.append(button);
  }
  place.hidden = false;
}

export function silence() {
  place.hidden = true;
  place.replaceChildren();
}
