// How the canvas looks: colours as custom properties, so that dark mode needs no second drawing.

export const look = {
  bpmnRenderer: {
    defaultFillColor: "var(--st-fill)",
    defaultStrokeColor: "var(--st-stroke)",
    defaultLabelColor: "var(--st-ink)",
  },
  textRenderer: {
    defaultStyle: { fontFamily: "Inter Variable, system-ui, sans-serif", fontSize: 13, lineHeight: 1.2 },
    externalStyle: { fontSize: 12, lineHeight: 1.2 },
  },
};

/** The whole diagram with room for the tools above it; never larger than it is drawn. */
export function fit(modeler) {
  const canvas = modeler.get("canvas");
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  if (!inner.width || !inner.height) {
    canvas.viewbox({ x: -120, y: -120, width: outer.width, height: outer.height });
    return;
  }
  const [side, top] = [24, 72];
  const scale = Math.min((outer.width - 2 * side) / inner.width, (outer.height - top - side) / inner.height, 1);
  const [width, height] = [outer.width / scale, outer.height / scale];
  const y = inner.y - (height - inner.height - (top - side) / scale) / 2 - (top - side) / scale;
  canvas.viewbox({ x: inner.x - (width - inner.width) / 2, y, width, height });
}
