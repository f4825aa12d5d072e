// Builds app/static/dist: content-hashed styles, scripts and fonts, manifest.json (name → hashed name), icons.json.
// Needs no network. The same input gives the same bytes.
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { colourRules } from "./accents.mjs";
import { icons } from "./icons.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const DIST = path("../app/static/dist");
const FRESH = `${DIST}.fresh`;
const GENERATED = path("generated");
const NEUTRAL = "#22303a";

async function generateColours() {
  const accents = JSON.parse(await readFile(path("accents.json"), "utf8"));
  await mkdir(GENERATED, { recursive: true });
  await writeFile(`${GENERATED}/neutral.css`, colourRules("neutral", NEUTRAL));
  return Promise.all(
    Object.entries(accents).map(async ([name, hex]) => {
      const file = `${GENERATED}/accent-${name}.css`;
      await writeFile(file, colourRules("accent", hex));
      return file;
    }),
  );
}

function bundle(entryPoints) {
  return esbuild.build({
    absWorkingDir: path("."),
    entryPoints,
    outdir: FRESH,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022"],
    supported: { nesting: true },
    loader: { ".woff2": "file" },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
}

/** Entry name (ds.css) → hashed file name (ds-3KJ2.css). */
function manifest({ outputs }) {
  const named = Object.entries(outputs).map(([output, { entryPoint, inputs }]) => [
    basename(entryPoint ?? Object.keys(inputs)[0]),
    basename(output),
  ]);
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const json = (value) => `${JSON.stringify(value, null, 1)}\n`;

await rm(FRESH, { recursive: true, force: true });
const accents = await generateColours();
const { metafile } = await bundle(["css/ds.css", "css/polku.css", ...accents, "js/polku.js", "js/htmx.js"]);
await writeFile(`${FRESH}/manifest.json`, json(manifest(metafile)));
await writeFile(`${FRESH}/icons.json`, json(await icons()));
// Swapped in at the end, so that a server never sees a half-built folder.
await rm(DIST, { recursive: true, force: true });
await rename(FRESH, DIST);
