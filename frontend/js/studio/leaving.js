/** Links away from here wait until the drawing is saved: publishing shows what is saved. */
export function saveBeforeLeaving(kept) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]:not([href^='#'])");
    if (!link || event.ctrlKey || event.metaKey || event.button) return;
    event.preventDefault();
    if ((await kept.isSaved()) || (await kept.save())) location.assign(link.href);
  });
}
