/** The box in a table's head selects every row's box. */
export function selectAll() {
  document.addEventListener("change", (event) => {
    const head = event.target.closest?.("thead input[type=checkbox]");
    if (!head) return;
    for (const box of head.closest("table").querySelectorAll("tbody input[type=checkbox]")) box.checked = head.checked;
  });
}
