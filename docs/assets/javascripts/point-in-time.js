/* Leads to the text that was in force on a day, and there to the clause that is being read. */
(() => {
  "use strict";
  const form = document.querySelector("form.point-in-time");
  if (!form) return;
  const input = form.querySelector("input");
  const answer = form.querySelector("[role=status]");
  const editions = [...form.parentElement.querySelectorAll("li[data-first]")];

  const inWords = (day) =>
    new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
      day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
    });

  /* The last day of which this site can tell: today, unless the record stands still on a day of its own. */
  const lastKnown = () => {
    const now = new Date();
    const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    const fixed = document.querySelector("meta[name=record-day]");
    return fixed || today < form.dataset.day ? form.dataset.day : today;
  };

  /* The number of the clause that the address of the page names, by number or by lasting key. */
  const reading = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const clause = named && named.closest("[data-clause]");
    return clause ? clause.dataset.clause : "";
  };

  const say = (words, link) => {
    answer.textContent = words;
    if (link) answer.append(" ", link);
  };

  const linkTo = (target, words) => {
    const link = document.createElement("a");
    link.href = target;
    link.textContent = words;
    return link;
  };

  const show = (day) => {
    const when = inWords(day);
    if (day > lastKnown()) {
      say(`Which text will be in force on ${when} is not known here: this is the record as of ${inWords(lastKnown())}.`);
      return;
    }
    const edition = editions.find(
      (each) => each.dataset.first <= day && (!each.dataset.last || day <= each.dataset.last),
    );
    if (!edition) {
      const first = editions.map((each) => each.dataset.first).sort()[0];
      const began = first && day < first ? ` The first came into force on ${inWords(first)}.` : "";
      say(`No text was in force on ${when}.${began}`);
      return;
    }
    const link = edition.querySelector("a");
    const name = link.textContent;
    if ("here" in edition.dataset) {
      say(`${name}, the text on this page, was in force on ${when}.`);
      return;
    }
    const number = reading();
    const moved = new Map((edition.dataset.numbers || "").split(" ").map((pair) => pair.split("=")));
    const there = moved.has(number) ? moved.get(number) : number;
    if (number && !there) {
      const open = linkTo(link.href, `Open ${name.toLowerCase()}`);
      say(`${name} was in force on ${when}. Clause ${number} of this text is not in it.`, open);
      return;
    }
    location.assign(there ? `${link.href}#${there}` : link.href);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value) show(input.value);
    else say("Choose a date.");
  });
})();
