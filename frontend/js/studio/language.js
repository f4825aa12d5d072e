// The words of palette, menus and panel in the reader's language. English is what the parts say by themselves, but
// for a few words that mean something else here.
import en from "./words.en.json";
import fi from "./words.fi.json";
import sv from "./words.sv.json";

const WORDS = { en, fi, sv };

export function language(code) {
  const words = WORDS[code] ?? {};
  const translate = (template, values = {}) =>
    (words[template] ?? template).replace(/\{([^}]+)\}/g, (whole, name) => values[name] ?? whole);
  return { translate: ["value", translate] };
}
