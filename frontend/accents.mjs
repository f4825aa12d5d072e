// A municipality's colours: sixteen values, light and dark, from one hex colour by the design system's own scale.
import { generateColorSchemes } from "@digdir/designsystemet/color";

const declarations = (role, scale, indent) =>
  scale.map(({ name, hex }) => `${indent}--ds-color-${role}-${name}: ${hex};`).join("\n");

/** CSS that sets --ds-color-<role>-* from one hex colour. Unlayered, so it wins over the theme's layers. */
export function colourRules(role, hex) {
  const { light, dark } = generateColorSchemes(hex);
  return `:root,
[data-color-scheme="light"] {
${declarations(role, light, "  ")}
}
@media (prefers-color-scheme: dark) {
  [data-color-scheme="auto"] {
${declarations(role, dark, "    ")}
  }
}
[data-color-scheme="dark"] {
${declarations(role, dark, "  ")}
}
`;
}
