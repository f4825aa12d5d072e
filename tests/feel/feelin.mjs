// The other implementation: reads {"source", "context", "unary"} a line and writes the value a line.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(process.argv[2]));
const { evaluate, unaryTest, FeelRange, FeelFunction } = await import(
  pathToFileURL(require.resolve("feelin"))
);

const plain = (value) => {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return { number: String(value) };
  if (typeof value === "string") return { text: value };
  if (typeof value === "function" || value instanceof FeelFunction) return { function: true };
  if (value instanceof FeelRange) return { range: true };
  if (Array.isArray(value)) return { list: value.map(plain) };
  if (Object.getPrototypeOf(value) !== Object.prototype) return { temporal: String(value) };
  return { context: Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)])) };
};

for await (const line of createInterface({ input: process.stdin })) {
  const { source, context, unary } = JSON.parse(line);
  let answer;
  try {
    answer = { value: plain((unary ? unaryTest : evaluate)(source, context).value) };
  } catch (error) {
    answer = { error: String(error.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
