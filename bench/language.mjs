// feelin's side of the measurement: for each expression, read and evaluated again and again, as its users do.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packageFile, asked] = process.argv.slice(2);
const require = createRequire(pathToFileURL(packageFile));
const { evaluate, parseExpression } = await import(pathToFileURL(require.resolve("feelin")));
const { expressions, rounds } = JSON.parse(asked);

const oneBlock = (work, count) => {
  const began = process.hrtime.bigint();
  for (let done = 0; done < count; done += 1) work();
  return Number(process.hrtime.bigint() - began) / count / 1000;
};

const microseconds = (work) => {
  oneBlock(work, 200); // until the just-in-time compiler knows it
  const block = Math.max(1, Math.floor(1000 / oneBlock(work, 20)));
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) best = Math.min(best, oneBlock(work, block));
  return best;
};

const measured = expressions.map(([source, context]) => ({
  read: microseconds(() => parseExpression(source, context)),
  evaluated: microseconds(() => evaluate(source, context)),
}));
process.stdout.write(JSON.stringify(measured));
