// Checks in the reader's browser that a quotation stands in a captured text, from a published proof and the text's root.
// Nothing is sent anywhere; the proofs are a file of the site itself. The rules and tables are those of generator/quotation/; verification.md states them.
(() => {
  "use strict";

  const SPACES = "0009-000D 001C-0020 0085 00A0 1680 2000-200A 2028-2029 202F 205F 3000";
  const INVISIBLE = "00AD 061C 200B-200F 202A-202E 2060 2066-2069 FEFF";
  const FOLDED = {
    " ": SPACES,
    "": INVISIBLE,
    "'": "2018-201B",
    '"': "201C-201F",
    "-": "2010-2013 2212",
    " - ": "2014-2015",
    "...": "2026",
    "ff": "FB00",
    "fi": "FB01",
    "fl": "FB02",
    "ffi": "FB03",
    "ffl": "FB04",
    "\u017ft": "FB05",
    "st": "FB06",
  };
  const UNSPACED = [
    "0E01-0E3A 0E40-0E4F 0E5A-0E5B", // Thai
    "0E81-0ECF 0EDC-0EDF", // Lao
    "1000-103F 104A-108F 109A-109F A9E0-A9EF A9FA-A9FE AA60-AA7F", // Myanmar
    "1780-17DA 17DC-17DD 19E0-19FF", // Khmer
    "2E80-2FDF 3005-3007 303B 3400-4DBF 4E00-9FFF F900-FAFF 20000-3FFFD", // Han
    "3041-3096 309D-309F 30A1-30FA 30FC-30FF 31F0-31FF FF66-FF9F 1AFF0-1B16F", // Hiragana, Katakana
  ].join(" ");
  const MARKS = [
    "0300-036F 1AB0-1AFF 1DC0-1DFF 20D0-20FF 302A-302F 3099-309A FE00-FE0F FE20-FE2F E0100-E01EF", // any script
    "0E31 0E34-0E3A 0E47-0E4E", // Thai
    "0EB1 0EB4-0EBC 0EC8-0ECE", // Lao
    "102B-103E 1056-1059 105E-1060 1062-1064 1067-106D 1071-1074 1082-108D 108F 109A-109D A9E5 AA7B-AA7D", // Myanmar
    "17B4-17D3 17DD", // Khmer
    "FF9E-FF9F", // the voicing marks of half-width Katakana
  ].join(" ");
  // Marks a quotation may leave out at its ends.
  const EITHER_SIDE = [
    "00AB 00BB 2039-203A",
    "3001-3002 3008-3011 3014-301B 301D-301F FF01-FF02 FF07-FF09 FF0C FF1A-FF1B FF1F FF3B FF3D FF5B FF5D FF5F-FF64",
  ].join(" ");
  const BEFORE = "0022 0027-0028 005B 007B 00A1 00BF";
  const AFTER = "0021-0022 0027 0029 002C 002E 003A-003B 003F 005D 007D 0589 060C 061B 061F 06D4 0964-0965 1361-1368 FF0E";

  const HASH_BYTES = 32;
  const WORDS_BESIDE_OMISSION = 4;

  // Tables

  const ranges = (table) => table.split(" ").map((entry) => entry.split("-"));
  const charClass = (table) => ranges(table).map(([first, last = first]) => `\\u{${first}}-\\u{${last}}`).join("");
  const characters = (table) =>
    ranges(table).flatMap(([first, last = first]) => {
      const [from, to] = [parseInt(first, 16), parseInt(last, 16)];
      return Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at));
    });
  const VARIANTS = new Map(
    Object.entries(FOLDED).flatMap(([written, table]) => characters(table).map((variant) => [variant, written])),
  );
  const OPENING = new Set(characters(`${BEFORE} ${EITHER_SIDE}`));
  const CLOSING = new Set(characters(`${AFTER} ${EITHER_SIDE}`));
  const WORD = new RegExp(`[${charClass(UNSPACED)}][${charClass(MARKS)}]*|[^ ${charClass(UNSPACED)}]+`, "gu");
  const OMISSION = /\[[. ]+\]/u;
  const ADDITION = new RegExp(
    `(?:(?<![^${charClass(UNSPACED)}])| )\\[([^\\[\\]]+)\\]([${charClass(`${AFTER} ${EITHER_SIDE}`)}]*)(?![^ ${charClass(UNSPACED)}])`,
    "gu",
  );

  // Words

  function fold(text) {
    const written = Array.from(text, (character) => VARIANTS.get(character) ?? character).join("");
    return written.split(" ").filter(Boolean).join(" ").normalize("NFC");
  }

  const words = (text) => fold(text).match(WORD) ?? [];

  // Quotations

  // The page says it in its own language (early.js); the reason itself is English, as in generator/quotation/.
  const _ = (english, values = {}) => (globalThis.attestedSay?._ ?? filled)(english, values);
  const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (__, name) => values[name]);

  function demand(condition, reason, values = {}) {
    if (!condition) throw Object.assign(new Error(filled(reason, values)), { reason, values });
  }

  const N_ = (english) => english; // marks a word that is looked up later

  const wellFormed = (text) => !/[\uD800-\uDFFF]/u.test(text);

  function parse(quote) {
    const text = fold(quote);
    demand(wellFormed(text), N_("a quotation holds half a character (a lone surrogate)"));
    const parts = text.split(OMISSION).map((part) => part.trim());
    const edited = parts.map((part) => words(part.replace(ADDITION, "$2")));
    checkParts(parts, edited);
    const additions = parts.flatMap((part) => Array.from(part.matchAll(ADDITION), (found) => found[1]));
    return { text, literal: parts.map(words), edited, additions };
  }

  function checkParts(parts, edited) {
    demand(parts.length > 1 || parts[0], N_("a quotation needs at least one word"));
    demand(
      parts[0] && parts[parts.length - 1],
      N_("an omission stands between words of the text; leave it out at the quotation's ends"),
    );
    parts.forEach((part, at) =>
      demand(
        parts.length === 1 || edited[at].length >= WORDS_BESIDE_OMISSION,
        N_("a part between omissions needs at least four words; this one has %(count)s: “%(part)s”"),
        { count: edited[at].length, part },
      ),
    );
  }

  function openingMarks(word) {
    const marks = Array.from(word).findIndex((character) => !OPENING.has(character));
    return marks < 0 ? word.length : marks;
  }

  // Whether a text's own word is the quoted one but for marks at an end of the quotation.
  function agree(quoted, own, first, last) {
    const start = first ? openingMarks(own) - openingMarks(quoted) : 0;
    if (start < 0 || !own.startsWith(quoted, start)) return false;
    const after = Array.from(own.slice(start + quoted.length));
    return after.length === 0 || (last && after.every((character) => CLOSING.has(character)));
  }

  // Proofs

  // The parts where the ranges put them, the prefix right before the first and the suffix right after the last.
  function spansOf(parts, proof) {
    const fits = proof.ranges.length === parts.length && parts.every((part, at) => part.length === size(proof.ranges[at]));
    demand(fits, N_("the proof's places do not fit the quotation's words"));
    demand(parts.every((part) => part.length), N_("the proof has no places")); // a prefix alone is no quotation
    const before = words(proof.prefix ?? "");
    const after = words(proof.suffix ?? "");
    const spans = parts.map((part, at) => ({ start: proof.ranges[at][0], words: part }));
    spans.unshift({ start: proof.ranges[0][0] - before.length, words: before });
    spans.push({ start: proof.ranges[parts.length - 1][1], words: after });
    return spans.filter((span) => span.words.length);
  }

  const size = ([start, end]) => (Number.isInteger(start) && Number.isInteger(end) ? end - start : -1);

  // The text's own words at the spans: the quoted ones, or what `edges` says where marks alone differ.
  function ownWords(spans, edges) {
    const ascending = edges.every(([place], at) => at === 0 || edges[at - 1][0] < place);
    demand(ascending, N_("the proof's edge words are out of order"));
    const own = new Map(edges);
    const quoted = spans.flatMap((span) => span.words.map((word, at) => ({ word, place: span.start + at })));
    const places = new Set(quoted.map(({ place }) => place));
    demand(edges.every(([place]) => places.has(place)), N_("the proof has an edge word outside the quotation"));
    const firsts = new Set(spans.map((span) => span.start));
    const lasts = new Set(spans.map((span) => span.start + span.words.length - 1));
    return quoted.map(({ word, place }) => {
      const itsOwn = own.get(place) ?? word;
      demand(
        word === itsOwn || agree(word, itsOwn, firsts.has(place), lasts.has(place)),
        N_("word %(place)s of the text differs from the quotation by more than marks at an end"),
        { place: place + 1 },
      );
      return itsOwn;
    });
  }

  function values(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    demand(bytes.length % HASH_BYTES === 0, N_("a hash of the proof is not 32 bytes long"));
    return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
      bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
    );
  }

  // Merkle tree (RFC 6962 section 2.1), and over it the number of words

  async function sha256(...pieces) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(pieces).arrayBuffer()));
  }

  function leaf(salt, word) {
    demand(wellFormed(word), N_("half a character (a lone surrogate) is no word"));
    return sha256(Uint8Array.of(0), salt, new TextEncoder().encode(word));
  }

  const node = (left, right) => sha256(Uint8Array.of(1), left, right);

  function rootOver(topmost, count) {
    const words = new DataView(new ArrayBuffer(8));
    words.setBigUint64(0, BigInt(count));
    return sha256(Uint8Array.of(2), words, topmost);
  }

  function checkRanges(spans, count) {
    demand(Number.isSafeInteger(count), N_("no text has so many words"));
    demand(spans.length, N_("the proof has no places"));
    let free = 0;
    for (const { start, words: its } of spans) {
      demand(free <= start && start + its.length <= count, N_("the proof's places are out of order or outside the text"));
      free = start + its.length;
    }
  }

  // The hash over the words low..high, taking a leaf for each wanted word and a hash for each subtree without one.
  async function recompute(low, high, wanted, leaves, hashes) {
    if (!wanted.length) {
      demand(hashes.length, N_("the proof has too few hashes"));
      return hashes.shift();
    }
    if (high - low === 1) return leaves.shift();
    let half = 1;
    while (half * 2 < high - low) half *= 2;
    const middle = low + half;
    const left = await recompute(low, middle, wanted.filter((at) => at < middle), leaves, hashes);
    return node(left, await recompute(middle, high, wanted.filter((at) => at >= middle), leaves, hashes));
  }

  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

  // Resolves to what the proof shows; rejects with the reason where it shows nothing.
  async function verify(quote, proof, { root, words: count }) {
    const quotation = parse(quote);
    demand(quotation.text === proof.quote, N_("the proof is for another quotation"));
    const hasBrackets = quotation.additions.length > 0;
    demand(!proof.literal || hasBrackets, N_("the proof speaks of brackets that the quotation does not have"));
    const spans = spansOf(proof.literal ? quotation.literal : quotation.edited, proof);
    const own = ownWords(spans, proof.edges ?? []);
    const salts = values(proof.salts);
    demand(salts.length === own.length, N_("the proof does not have one salt of 32 bytes for each word"));
    checkRanges(spans, count);
    const leaves = await Promise.all(own.map((word, at) => leaf(salts[at], word)));
    const wanted = spans.flatMap((span) => span.words.map((_, at) => span.start + at));
    const hashes = values(proof.hashes);
    const topmost = await recompute(0, count, wanted, leaves, hashes);
    demand(!hashes.length, N_("the proof has too many hashes"));
    const found = await rootOver(topmost, count);
    demand(hex(found) === root, N_("the words and their proof do not lead to the text's root"));
    return {
      places: proof.ranges.map(([start, end]) => [start + 1, end]),
      omitted: proof.ranges.slice(1).map(([start], at) => start - proof.ranges[at][1]),
      additions: proof.literal ? [] : quotation.additions,
    };
  }

  // The page

  function sentence({ places, omitted, additions }, count) {
    const listed = (all) => all.join(_(", "));
    const where = listed(places.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)));
    const said = [_("Verified: these are words %(where)s of the captured text, which has %(count)s.", { where, count })];
    if (omitted.length) said.push(_("Left out at […]: %(numbers)s words.", { numbers: listed(omitted) }));
    const words = additions.join(_("; "));
    if (words) said.push(_("Not in the text, added in brackets: %(words)s.", { words }));
    return said.join(" ");
  }

  // The proofs of a document's quotations, loaded once; a script, since a page opened from a disk may read no other file.
  const asked = new Map();

  function loaded(address) {
    const script = Object.assign(document.createElement("script"), { src: address });
    return new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => {
        asked.delete(address); // to be tried again
        reject(Object.assign(new Error(), { reason: N_("its proof could not be loaded"), values: {} }));
      };
      document.head.append(script);
    });
  }

  async function proofOf(quote, start, address) {
    if (!asked.has(address)) asked.set(address, loaded(address));
    await asked.get(address);
    const [id] = address.split("/").slice(-2);
    const all = globalThis.attestedProofs?.[id]?.proofs ?? [];
    const found = all.find((proof) => proof.quote === fold(quote) && proof.ranges[0][0] === Number(start));
    demand(found, N_("there is no proof of this quotation"));
    return found;
  }

  // Of the very words and the very fingerprint that the page shows.
  async function result(box) {
    const piece = box.closest("article");
    const quote = piece.querySelector("blockquote p").textContent;
    const root = box.querySelector("code").textContent;
    const { start, words: count } = box.dataset;
    const proofs = `${piece.querySelector(".at-from a").href.replace(/index\.html$/, "")}proofs.js`;
    if (!globalThis.crypto?.subtle) {
      return _("Not checked: this browser computes hashes only on pages opened over https. Open the page there, or run in a copy of the repository:") +
        " make check";
    }
    try {
      return sentence(await verify(quote, await proofOf(quote, start, proofs), { root, words: Number(count) }), count);
    } catch (error) {
      const reason = error.reason ? _(error.reason, error.values) : error.message;
      return _("Not verified: %(reason)s.", { reason });
    }
  }

  // Each verified quotation gets a button, and a place for what it found.
  function offer(box) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "md-button at-button verify-run" });
    const said = Object.assign(document.createElement("span"), { className: "verify-result" });
    const line = document.createElement("p");
    button.textContent = _("Check it in this browser");
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => { said.textContent = await result(box); });
    line.append(button, " ", said);
    box.append(line);
  }

  if (typeof document !== "undefined") document.querySelectorAll(".at-verify").forEach(offer);

  const tables = { FOLDED, UNSPACED, MARKS, EITHER_SIDE, BEFORE, AFTER };
  globalThis.attestedVerify = { fold, words, parse, verify, tables };
})();
