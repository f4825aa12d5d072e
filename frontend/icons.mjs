// The few icons that pages use, as one JSON file of name → inner SVG markup, which the server inlines.
import { readFile } from "node:fs/promises";

const FOLDER = new URL("node_modules/lucide-static/icons/", import.meta.url);

async function inner(name) {
  const svg = await readFile(new URL(`${name}.svg`, FOLDER), "utf8").catch(() => {
    throw new Error(`icons.txt names "${name}", which lucide does not have`);
  });
  const [, markup] = svg.match(/<svg[^>]*>([\s\S]*)<\/svg>/);
  return markup.replace(/\s+/g, " ").replaceAll(" />", "/>").trim();
}

/** The icons named in icons.txt, in alphabetical order. */
export async function icons() {
  const listed = await readFile(new URL("icons.txt", import.meta.url), "utf8");
  const names = [...new Set(listed.split(/\s+/).filter(Boolean))].sort();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await inner(name)])));
}
