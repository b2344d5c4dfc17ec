/* Search, from files that lie beside the pages: hooks/concordat/search writes them and says what is in them. */
(() => {
  "use strict";

  const MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
  ];
  const NAMES = MONTHS.join("|");
  const TERM = /\d{4}-\d\d(?:-\d\d)?(?!\d)|\d+(?:\.\d+)*(?:\([0-9a-z]{1,5}\))+|\d+(?:\.\d+)+|[a-z]+\/\d+|[0-9a-z]+/g;
  const SHOWN = 20; // results at a time
  const WEIGHTS = [12, 6, 1]; // what it counts to be numbered or titled so, to be called so, to say so
  const PAGE = 0.4; // what a page of help counts beside the record itself
  const FAVOURED = 40; // of how many of the best the text itself is looked at
  const PREFIXES = 40; // how many terms a beginning may stand for

  const two = (number) => String(number).padStart(2, "0");
  const month = (name) => two(MONTHS.indexOf(name) + 1);

  /* The same as `fold`, `singular` and `terms` in hooks/concordat/search/terms.py. */
  const fold = (text) =>
    text.toLowerCase().replace(/ß/g, "ss").normalize("NFKD").replace(/\p{Mn}/gu, "").trim().replace(/\s+/g, " ")
      .replace(/['’]s?\b/g, "")
      .replace(new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (${NAMES}) ([1-9]\\d{3})\\b`, "g"),
        (_, day, name, year) => `${year}-${month(name)}-${two(day)}`)
      .replace(/\b(\d{1,2})\/(\d{1,2})\/([1-9]\d{3})\b/g, (_, day, number, year) => `${year}-${two(number)}-${two(day)}`)
      .replace(new RegExp(`\\b(${NAMES}) ([1-9]\\d{3})\\b`, "g"), (_, name, year) => `${year}-${month(name)}`)
      .replace(/(\d) (?=\([0-9a-z]{1,5}\))/g, "$1");
  const singular = (word) => {
    if (word.length < 4 || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word;
    if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
    return /(?:ss|x|ch|sh)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
  };
  const terms = (text) => (fold(text).match(TERM) || []).map(singular);

  /* Files: each calls `put` once, and is asked for once. */
  const waiting = new Map();
  const files = new Map();
  let root = "";
  const put = (name, data) => waiting.get(name)?.(data);
  const load = (name) => {
    if (!files.has(name)) {
      files.set(name, new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        script.src = `${root}search/index/${name}.js`;
        script.onerror = () => { files.delete(name); script.remove(); reject(new Error(name)); };
        document.head.append(script);
      }));
    }
    return files.get(name);
  };

  let known = null;
  const vocabulary = async () => {
    if (!known) {
      const described = await load("vocabulary");
      known = { ...described, list: described.terms.split(" ") };
    }
    return known;
  };

  const firstAtLeast = (list, wanted) => {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] < wanted) low = middle + 1; else high = middle;
    }
    return low;
  };

  /* How many letters two words differ by, neighbours that changed places counted once; at most `most`. */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
      if (Math.min(...row) > most) return most + 1;
    }
    return row[other.length];
  };

  /* The places in the vocabulary that a term stands for: itself, else what begins so, else what is near. */
  const meanings = (list, term, unfinished) => {
    const at = firstAtLeast(list, term), exact = list[at] === term;
    const found = exact ? [{ at, weight: 1 }] : [];
    const lettered = /^[a-z]+$/.test(term);
    if ((lettered && term.length > 2 && (unfinished || !exact)) || (!exact && /^\d{4}(-\d\d)?$/.test(term)))
      for (let next = exact ? at + 1 : at; next < list.length && list[next].startsWith(term) && found.length < PREFIXES; next++)
        found.push({ at: next, weight: 0.5 });
    if (found.length || !lettered || term.length < 4) return { found };
    const most = term.length < 8 ? 1 : 2;
    let near = [], best = most;
    list.forEach((word, place) => {
      if (!/^[a-z]+$/.test(word)) return;
      const away = distance(term, word, best);
      if (away < best) { near = []; best = away; }
      if (away === best) near.push(place);
    });
    return { found: near.slice(0, 5).map((place) => ({ at: place, weight: 0.4 })), instead: near.map((p) => list[p]) };
  };

  const numbersOf = (differences) => {
    let number = 0;
    return differences.map((more) => (number += more));
  };

  /* The score of each unit for one term: rarer terms count more, names more than words. */
  const scored = async ({ list, shards, units }, found) => {
    const scores = new Map();
    const loaded = await Promise.all(found.map(async ({ at, weight }) => {
      const shard = firstAtLeast(shards, at + 1) - 1;
      return { weight, row: (await load(`terms-${shard}`))[at - shards[shard]] };
    }));
    for (const { weight, row } of loaded) {
      const rare = weight * Math.log(1 + units / row.reduce((sum, { length }) => sum + length, 0));
      row.forEach((differences, kind) => {
        for (const unit of numbersOf(differences))
          scores.set(unit, Math.max(scores.get(unit) || 0, rare * WEIGHTS[kind]));
      });
    }
    return scores;
  };

  /* The numbers of the units that fit a question, best first; what does not hold comes after what does. */
  const ask = async (question, unfinished = true) => {
    const words = await vocabulary();
    const asked = [...new Set(terms(question))];
    const meant = asked.map((term, at) => meanings(words.list, term, unfinished && at === asked.length - 1));
    const instead = asked.flatMap((term, at) => (meant[at].instead?.length ? [[term, meant[at].instead[0]]] : []));
    const all = await Promise.all(meant.map(({ found }) => scored(words, found)));
    const totals = new Map();
    for (const scores of all)
      for (const [unit, score] of scores) {
        const [count, sum] = totals.get(unit) || [0, 0];
        totals.set(unit, [count + 1, sum + score]);
      }
    const most = Math.max(0, ...[...totals.values()].map(([count]) => count));
    const fitting = [...totals].filter(([, [count]]) => count === most && most > asked.length / 2);
    const [first, end] = words.pages;
    const pinned = asked.some((term) => term.includes("/")); // an edition is named: it comes first, in force or not
    const past = (unit) => (unit < end || pinned ? 0 : 1);
    const worth = (unit, score) => (unit >= first && unit < end ? score * PAGE : score);
    fitting.sort(([a, [, one]], [b, [, other]]) => past(a) - past(b) || worth(b, other) - worth(a, one) || a - b);
    if (asked.length > 2 && !/\d/.test(question)) await favour(fitting, question, past);
    const shown = new Set(meant.flatMap(({ found }) => found.map(({ at }) => words.list[at])));
    return { units: fitting.map(([unit]) => unit), whole: most === asked.length, asked, instead, terms: shown };
  };

  /* Put what says exactly what was asked first, among the best. */
  const favour = async (fitting, question, past) => {
    const said = fold(question), best = fitting.splice(0, FAVOURED);
    const exact = await Promise.all(best.map(async ([number]) => fold((await unit(number))[5]).includes(said)));
    const order = best.map((row, at) => ({ row, at, rank: past(row[0]) * 2 + (exact[at] ? 0 : 1) }));
    order.sort((a, b) => a.rank - b.rank || a.at - b.at);
    fitting.unshift(...order.map(({ row }) => row));
  };

  const unit = async (number) => {
    const { each } = await vocabulary();
    return (await load(`units-${Math.floor(number / each)}`))[number % each];
  };

  /* A part of the text around the first word that was asked for, with all of them marked. */
  const snippet = (text, wanted) => {
    const pieces = text.split(/([\p{L}\p{N}]+(?:[.(][\p{L}\p{N}]+\)?)*)/u);
    const fits = (piece) => terms(piece).some((term) => wanted.has(term));
    let first = pieces.findIndex((piece, at) => at % 2 && fits(piece));
    first = Math.max(0, first - 20);
    const element = document.createElement("p");
    if (first) element.append("… ");
    pieces.slice(first, first + 80).forEach((piece, at) => {
      if ((at + first) % 2 && fits(piece)) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        element.append(mark);
      } else element.append(piece);
    });
    if (first + 80 < pieces.length) element.append(" …");
    return element;
  };

  const item = ([kind, title, detail, status, address, text], wanted) => {
    const row = document.createElement("li");
    row.className = "search-result";
    const link = document.createElement("a");
    link.href = root + address;
    link.textContent = title;
    const heading = document.createElement("p");
    heading.className = "search-title";
    heading.append(link);
    const about = document.createElement("p");
    about.className = "search-detail";
    about.textContent = [kind === title.split(" ")[0] ? "" : kind, detail, status].filter(Boolean).join(" · ");
    row.append(heading, about);
    if (text) row.append(snippet(text, wanted));
    return row;
  };

  const told = ({ units, whole, instead }) => {
    if (!units.length) return "Nothing was found. Try fewer words, a number such as 4.2, or a date.";
    const many = units.length === 1 ? "1 result" : `${units.length} results`;
    const other = instead.map(([from, to]) => ` Nothing says “${from}”: shown is “${to}”.`).join("");
    return whole ? `${many}.${other}` : `${many}, none of them with all the words.${other}`;
  };

  const begin = (place) => {
    root = place.dataset.root;
    const field = place.querySelector("input");
    const [said, list, more] = ["[role=status]", "ol", "button.search-more"].map((name) => place.querySelector(name));
    let turn = 0;
    const show = async (answer, from, mine) => {
      const rows = await Promise.all(answer.units.slice(from, from + SHOWN).map(unit));
      if (mine !== turn) return;
      if (!from) list.replaceChildren();
      const first = list.children.length;
      list.append(...rows.map((row) => item(row, answer.terms)));
      more.hidden = from + SHOWN >= answer.units.length;
      more.onclick = () => show(answer, from + SHOWN, mine).then(() => list.children[first + SHOWN]?.querySelector("a").focus());
    };
    const search = async () => {
      const mine = ++turn, question = field.value.trim();
      if (place.dataset.keep !== "no")
        history.replaceState(null, "", question ? `?q=${encodeURIComponent(question)}` : location.pathname);
      if (!question) { list.replaceChildren(); said.textContent = ""; more.hidden = true; return; }
      try {
        const answer = await ask(question);
        if (mine !== turn) return;
        await show(answer, 0, mine);
        if (mine === turn) said.textContent = told(answer);
      } catch {
        said.textContent = "The search cannot be loaded. Try again, or use the registers.";
      }
    };
    let pause = 0;
    field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 150); });
    place.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(pause); search(); });
    place.hidden = false;
    const wanted = new URLSearchParams(location.search).get("q") || place.dataset.question?.trim() || "";
    if (wanted) { field.value = wanted; search(); } else if (place.dataset.keep !== "no") field.focus();
  };

  /* What an address that leads nowhere was probably about: its words and numbers. */
  const lost = () => {
    const said = decodeURIComponent(location.pathname + location.hash)
      .replace(/agreements\/([^/#]+)\/[^/#]*/, "$1") // not which edition
      .replace(/index\.html|\.html/g, "");
    return said.split(/[/#_-]+(?!\d\d)/).filter((part) => part && !/^(agreements|meetings|blog|posts)$/.test(part)).slice(-3).join(" ");
  };

  window.concordatSearch = { put, terms, ask, unit };
  const start = () => {
    const place = document.querySelector("[data-search]");
    if (!place) return;
    if (place.dataset.search === "lost") place.dataset.question = lost();
    begin(place);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
