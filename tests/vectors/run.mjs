// Runs docs/assets/verify.js as a classic script over the test vectors and prints what it makes of each, as JSON.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const [script, vectors] = process.argv.slice(2).map((path) => readFileSync(path, "utf-8"));
// The one quotation on the page, whose words are those of the vector that is looked at.
let shown;
const made = {};
const element = () => ({ setAttribute() {}, append() {}, addEventListener: (_, listener) => (made.click = listener) });
const piece = {
  querySelector: (selector) =>
    selector === "blockquote p" ? { textContent: shown.quote } : { href: `https://site.example/sources/${shown.text}/index.html` },
};
const box = {
  append() {},
  closest: () => piece,
  querySelector: () => ({ textContent: commitments[shown.text].root }),
  get dataset() {
    return { start: String(shown.proof.ranges[0][0]), words: String(commitments[shown.text].words) };
  },
};
globalThis.document = {
  querySelectorAll: () => [box],
  createElement: (name) => (made[name] = element()),
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
async function sentence(vector) {
  shown = vector;
  const { text, proof, quote } = vector;
  globalThis.attestedProofs = { [text]: { proofs: [{ ...proof, quote: fold(quote) }] } };
  await made.click();
  return made.span.textContent;
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
