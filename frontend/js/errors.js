/** The error summary takes focus; a link of it goes to the field itself, as GOV.UK's pattern has it. */
export function focusErrors() {
  const summary = document.querySelector(".ds-error-summary");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const top = field.closest("fieldset, .ds-field") ?? field;
    top.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}
