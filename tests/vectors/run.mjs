// Runs docs/assets/verify.js as a classic script over the test vectors and prints what it makes of each, as JSON.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const [script, vectors] = process.argv.slice(2).map((path) => readFileSync(path, "utf-8"));
let click;
globalThis.document = {
  addEventListener: (_, listener) => (click = listener),
  createElement: () => ({}),
  head: { append: (script) => script.onload() },
};
runInThisContext(script);
const { fold, words, parse, verify, tables } = globalThis.attestedVerify;
const { fold: folds, words: texts, malformed, verified, refused, texts: commitments } = JSON.parse(vectors);

const reason = (error) => error.message;
const outcome = ({ quote, proof, text, words = commitments[text].words }) =>
  verify(quote, proof, { root: commitments[text].root, words }).catch(reason);
function fault(quote) {
  try {
    return parse(quote);
  } catch (error) {
    return reason(error);
  }
}

// What a click on the button in a quotation's box writes beside it, once the document's proofs are loaded.
async function sentence({ quote, proof, text }) {
  const result = {};
  const { root, words } = commitments[text];
  const dataset = { proofs: `../../sources/${text}/proofs.js`, start: String(proof.ranges[0][0]), words: String(words) };
  const article = { querySelector: () => ({ textContent: quote }) };
  const inside = { code: { textContent: root }, ".verify-result": result };
  const box = { dataset, closest: () => article, querySelector: (selector) => inside[selector] };
  globalThis.attestedProofs = { [text]: { proofs: [{ ...proof, quote: fold(quote) }] } };
  await click({ target: { closest: () => ({ closest: () => box }) } });
  return result.textContent;
}

async function sentenceWithoutCryptography(vector) {
  Object.defineProperty(globalThis, "crypto", { value: undefined });
  return sentence(vector);
}

console.log(
  JSON.stringify({
    tables,
    fold: folds.map(([text]) => [text, fold(text)]),
    words: texts.map(([text]) => [text, words(text)]),
    malformed: malformed.map(([quote]) => [quote, fault(quote)]),
    verified: await Promise.all(verified.map(outcome)),
    refused: await Promise.all(refused.map(outcome)),
    page: [await sentence(verified[0]), await sentence(refused[0]), await sentenceWithoutCryptography(verified[0])],
  }),
);
