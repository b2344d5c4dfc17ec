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
  const PAST = 1e6; // more than any score: what does not hold comes after all that does
  const FAVOURED = SHOWN; // of how many of the best the text itself is looked at: of those that are loaded anyway
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
    if (!found.length && /^\d{4}-\d\d/.test(term)) { // a day or a month that nothing has: what holds it
      const wider = term.replace(/-\d\d$/, "");
      const { found: near, instead = [wider] } = meanings(list, wider, false);
      return near.length ? { found: near, instead } : { found };
    }
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

  /* The score of each unit for one term: rarer terms count more, names more than words. */
  const scored = async ({ list, shards, units }, found) => {
    const scores = new Float64Array(units);
    const loaded = await Promise.all(found.map(async ({ at, weight }) => {
      const shard = firstAtLeast(shards, at + 1) - 1;
      return { weight, row: (await load(`terms-${shard}`))[at - shards[shard]] };
    }));
    for (const { weight, row } of loaded) {
      const rare = weight * Math.log(1 + units / row.reduce((sum, { length }) => sum + length, 0));
      row.forEach((differences, kind) => {
        const score = rare * WEIGHTS[kind];
        let unit = 0;
        for (const more of differences) {
          unit += more;
          if (score > scores[unit]) scores[unit] = score;
        }
      });
    }
    return scores;
  };

  /* How well each unit answers several terms: the most terms that one of them has, and who has as many. */
  const joined = (all, units) => {
    const counts = new Uint16Array(units), sums = new Float64Array(units), fitting = [];
    let most = 0;
    for (const scores of all)
      for (let unit = 0; unit < units; unit++)
        if (scores[unit] > 0) {
          sums[unit] += scores[unit];
          most = Math.max(most, ++counts[unit]);
        }
    if (most && most >= all.length / 2)
      for (let unit = 0; unit < units; unit++) if (counts[unit] === most) fitting.push(unit);
    return { most, sums, fitting };
  };

  /* The numbers of the units that fit a question, best first; what does not hold comes after what does. */
  const ask = async (question, unfinished = true) => {
    const words = await vocabulary();
    const asked = [...new Set(terms(question))];
    const meant = asked.map((term, at) => meanings(words.list, term, unfinished && at === asked.length - 1));
    const instead = asked.flatMap((term, at) => (meant[at].instead?.length ? [[term, meant[at].instead[0]]] : []));
    const all = await Promise.all(meant.map(({ found }) => scored(words, found)));
    const { most, sums, fitting } = joined(all, words.units);
    const [first, end] = words.pages;
    const pinned = asked.some((term) => term.includes("/")); // an edition is named: it comes first, in force or not
    const past = (unit) => (unit < end || pinned ? 0 : 1);
    for (const unit of fitting) {
      if (unit >= first && unit < end) sums[unit] *= PAGE;
      if (past(unit)) sums[unit] -= PAST;
    }
    fitting.sort((one, other) => sums[other] - sums[one] || one - other);
    if (asked.length > 2 && !/\d/.test(question)) await favour(fitting, question, past);
    const shown = new Set(meant.flatMap(({ found }) => found.map(({ at }) => words.list[at])));
    return { units: fitting, whole: most === asked.length, asked, instead, terms: shown };
  };

  /* Put what says exactly what was asked first, among the best. */
  const favour = async (fitting, question, past) => {
    const said = fold(question), best = fitting.splice(0, FAVOURED);
    const exact = await Promise.all(best.map(async (number) => fold((await unit(number))[5]).includes(said)));
    const order = best.map((number, at) => ({ number, rank: past(number) * 2 + (exact[at] ? 0 : 1) }));
    order.sort((a, b) => a.rank - b.rank);
    fitting.unshift(...order.map(({ number }) => number));
  };

  const unit = async (number) => {
    const { each } = await vocabulary();
    return (await load(`units-${Math.floor(number / each)}`))[number % each];
  };

  /* A part of the text around the first word that was asked for, with all of them marked; cut between words. */
  const snippet = (text, wanted) => {
    const pieces = text.split(/([\p{L}\p{N}]+(?:[.(][\p{L}\p{N}]+\)?)*)/u);
    const fits = (piece) => terms(piece).some((term) => wanted.has(term));
    const within = (at) => at > 0 && at < pieces.length && !/\s/.test(pieces[at - 1]);
    let first = pieces.findIndex((piece, at) => at % 2 && fits(piece));
    first = Math.max(1, first - 20);
    while (within(first)) first -= 2;
    let end = first + 80;
    while (within(end)) end += 2;
    if (first < 2) first = 0;
    const element = document.createElement("p");
    if (first) element.append("… ");
    pieces.slice(first, end).forEach((piece, at) => {
      if ((at + first) % 2 && fits(piece)) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        element.append(mark);
      } else element.append(piece);
    });
    if (end < pieces.length) element.append(" …");
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
    /* Each result is shown as soon as it and those before it are loaded; until the last the list is busy. */
    const show = async (answer, from, mine) => {
      const rows = answer.units.slice(from, from + SHOWN).map(unit);
      Promise.allSettled(rows); // what cannot be loaded is told once
      await rows[0];
      if (mine !== turn) return;
      if (!from) list.replaceChildren();
      list.setAttribute("aria-busy", "true");
      said.textContent = told(answer);
      for (const row of rows) {
        const next = item(await row, answer.terms);
        if (mine !== turn) return;
        list.append(next);
      }
      list.removeAttribute("aria-busy");
      more.hidden = from + SHOWN >= answer.units.length;
      more.onclick = () => show(answer, from + SHOWN, mine).then(() => list.children[from + SHOWN]?.querySelector("a").focus());
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
      } catch {
        said.textContent = "The search cannot be loaded. Try again, or use the registers.";
      }
    };
    let pause = 0;
    field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 150); });
    place.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(pause); search(); });
    const wanted = new URLSearchParams(location.search).get("q") || place.dataset.question?.trim() || "";
    if (wanted) { field.value = wanted; search(); } else if (place.dataset.keep !== "no") field.focus();
  };

  /* What an address that leads nowhere was probably about: its words and numbers, without which edition. */
  const lost = (address) => {
    let said = address;
    try { said = decodeURIComponent(address); } catch { /* as it is */ }
    said = said.replace(/^.*?\/(?=(?:agreements|meetings|councils|calendar|blog|decisions|actions)\/)/, "")
      .replace(/^agreements\/([^/#]+)\/[^/#]+(?=[/#]+[^/#])/, "$1").replace(/(?:index)?\.html\b/g, "");
    const parts = said.split(/[/#_]+|-+(?!\d\d)/);
    return parts.filter((part) => part && !/^(?:agreements|meetings|councils|blog|posts)$/.test(part)).slice(-3).join(" ");
  };

  window.concordatSearch = { put, terms, ask, unit, lost };
  /* On the page for what is not here: its address, or the one that a page outside this version passes on. */
  const asked = () => new URLSearchParams(location.search).get("lost") ?? location.pathname + location.hash;
  const start = () => {
    const place = document.querySelector("[data-search]");
    if (!place) return;
    if (place.dataset.search === "lost") place.dataset.question = lost(asked());
    begin(place);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
