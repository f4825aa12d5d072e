// The test table of a decision: its lines are kept in the file itself, and the server tries them after every change.

const PAUSE = 400;
const NAMESPACE = "urn:polku:examples";

export function examples(editor, send, drawing, kept) {
  const place = document.querySelector("[data-examples]");
  let timer;

  async function attempt() {
    const { status, body } = await send("try", { content: await drawing() });
    if (status === 200) show(body.examples);
  }

  /** New markup; who types goes on where they were, with what they have typed. */
  function show(markup) {
    const { name, value, selectionStart } = place.contains(document.activeElement) ? document.activeElement : {};
    place.innerHTML = markup;
    const again = name && place.querySelector(`input[name="${CSS.escape(name)}"]`);
    if (!again) return;
    again.value = value;
    again.focus();
    again.setSelectionRange(selectionStart, selectionStart);
  }

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(attempt, PAUSE);
  }

  /** The lines of a table as they stand on the page; empty ones are none. */
  function lines(table) {
    return [...table.querySelectorAll("[data-example]")]
      .map((row) => ({
        given: [...row.querySelectorAll("[data-given]")].map((field) => [field.dataset.given, field.value.trim()]),
        expected: row.querySelector("[data-expected]").value.trim(),
      }))
      .filter(({ given, expected }) => expected || given.some(([, value]) => value));
  }

  function write(table) {
    const decision = editor.getDefinitions().get("drgElement").find(({ id }) => id === table.dataset.decision);
    if (!decision) return;
    const { $model: model } = decision;
    const made = lines(table).map(({ given, expected }) => {
      const $children = given
        .filter(([, value]) => value)
        .map(([name, value]) => model.createAny("polku:given", NAMESPACE, { name, value }));
      return model.createAny("polku:example", NAMESPACE, { expected, $children });
    });
    const holder = decision.get("extensionElements") ?? model.create("dmn:ExtensionElements", { values: [] });
    const others = (holder.get("values") ?? []).filter(({ $type }) => !$type.endsWith(":example"));
    holder.set("values", [...others, ...made]);
    holder.$parent = decision;
    decision.set("extensionElements", made.length || others.length ? holder : undefined);
    kept.changed();
    changed();
  }

  place.addEventListener("change", ({ target }) => {
    const table = target.closest("[data-decision]");
    if (table) write(table);
  });
  place.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-drop]");
    if (!button) return;
    const table = button.closest("[data-decision]");
    button.closest("[data-example]").remove();
    write(table);
  });
  place.addEventListener("submit", (event) => event.preventDefault());

  return { changed };
}
