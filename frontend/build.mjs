// Builds app/static/dist: content-hashed styles, scripts and fonts, manifest.json (name → hashed name), icons.json.
// Needs no network. The same input gives the same bytes.
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
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

/**
 * What the modeler's parts do against our content security policy, mended on the way in: the editor of expressions is
 * told to make its style sheets by script also in the page, icons get attributes instead of inline styles, and what
 * the panel says inline stands in css/studio/parts.css.
 */
const INLINE = [
  [
    // Markup of parts is made here: its style attributes are set by script, which the policy allows.
    /node_modules[\\/]domify[\\/]index\.js$/,
    (source) =>
      source.replace(
        "element.innerHTML = prefix + htmlString + suffix;",
        `element.innerHTML = (prefix + htmlString + suffix).replace(/(<[^>]*?\\s)style=/g, "$1data-style=");
	for (const each of element.querySelectorAll("[data-style]")) each.style.cssText = each.dataset.style;`,
      ),
  ],
  [
    /style-mod[\\/]src[\\/]style-mod\.js$/,
    (source) => source.replaceAll("!root.head && root.adoptedStyleSheets", "root.adoptedStyleSheets"),
  ],
  [
    /bpmn-js[\\/]lib[\\/]features[\\/](align|distribute)-elements[\\/]\w+Icons\.js$/,
    (source) => source.replace(/style="([^"]*)"/g, (_, style) => style.replace(/([\w-]+):\s*([^;]+);?/g, '$1="$2" ')),
  ],
  [
    /bpmn-js-properties-panel[\\/]dist[\\/]index\.esm\.js$/,
    (source) => source.replace(/(<div) style="[^"]*"/g, "$1"),
  ],
];
/** Parts in place of others: one preact for all, and nothing that only costs time. */
const INSTEAD = {
  // The panel of an element brings its own preact: parts that ask for react get the same one.
  react: "@bpmn-io/properties-panel/preact/compat",
  "react-dom": "@bpmn-io/properties-panel/preact/compat",
  "@bpmn-io/element-templates-validator": path("js/studio/trusting.js"),
  // Draws the canvas anew in a canvas element to copy it as an image; there are files in SVG and PDF.
  "bpmn-js-copy-as-image": path("js/studio/nothing.js"),
};

const stylesWithoutInline = {
  name: "styles-without-inline",
  setup(build) {
    for (const [filter, mend] of INLINE) {
      build.onLoad({ filter }, async ({ path: file }) => {
        const source = await readFile(file, "utf8");
        const contents = mend(source);
        if (contents === source) throw new Error(`${file} has changed: look how it styles things now`);
        return { contents };
      });
    }
  },
};

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
    loader: { ".woff2": "file", ".woff": "empty", ".ttf": "empty", ".eot": "empty", ".svg": "empty" },
    alias: INSTEAD,
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [stylesWithoutInline],
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

/** Styles and scripts compressed once and well, beside themselves: app/web/assets.py sends what the browser takes. */
async function compress(folder) {
  const names = (await readdir(folder)).filter((name) => /\.(css|js)$/.test(name));
  for (const name of names) {
    const content = await readFile(`${folder}/${name}`);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
    await writeFile(`${folder}/${name}.br`, brotliCompressSync(content, quality));
    await writeFile(`${folder}/${name}.gz`, gzipSync(content, { level: 9 }));
  }
}

const json = (value) => `${JSON.stringify(value, null, 1)}\n`;

await rm(FRESH, { recursive: true, force: true });
const accents = await generateColours();
const pages = ["css/ds.css", "css/polku.css", ...accents, "js/polku.js", "js/htmx.js"];
const editors = ["modeler", "form-editor", "decision-editor"].flatMap((name) => [`css/${name}.css`, `js/${name}.js`]);
const simulation = ["css/simulation.css", "js/simulation.js"];
const studio = ["css/studio.css", "js/studio.js", ...editors, ...simulation];
const { metafile } = await bundle([...pages, ...studio]);
await writeFile(`${FRESH}/manifest.json`, json(manifest(metafile)));
await writeFile(`${FRESH}/icons.json`, json(await icons()));
await compress(FRESH);
// Swapped in at the end, so that a server never sees a half-built folder.
await rm(DIST, { recursive: true, force: true });
await rename(FRESH, DIST);
