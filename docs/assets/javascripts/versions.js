/* Versions of the site: from one to another without losing the page or the clause, and old anchors led on.
   Without this script every page still links to the current record, and every old anchor to its new place. */
(() => {
  "use strict"

  const NOTE = "concordat-note"
  const { base } = JSON.parse(document.getElementById("__config").textContent)
  const root = new URL(`${base.replace(/\/$/, "")}/`, location)  // "/" on the page for what is not found

  const split = (address) => {
    const at = address.indexOf("#")
    return at < 0 ? [address, ""] : [address.slice(0, at), address.slice(at + 1)]
  }

  /* ---- saying what happened, on the page that one arrives at ---- */

  function keep(note) {
    try { sessionStorage.setItem(NOTE, note) } catch { /* the way is found without the note */ }
  }

  function say(note) {
    document.querySelector(".forward-note")?.remove()
    const box = document.createElement("div")
    box.className = "forward-note md-typeset"
    box.setAttribute("role", "status")
    const words = document.createElement("p")
    const close = document.createElement("button")
    close.type = "button"
    close.className = "md-button"
    close.textContent = "Close"
    close.addEventListener("click", () => box.remove())
    box.append(words, close)
    document.body.append(box)
    words.textContent = note /* after the box is there, so that a screen reader announces it */
  }

  function sayKept() {
    try {
      const note = sessionStorage.getItem(NOTE)
      sessionStorage.removeItem(NOTE)
      if (note) say(note)
    } catch { /* a browser that keeps nothing has nothing to say */ }
  }

  /* ---- addresses that moved within a version ---- */

  function leadOn() {
    const anchor = decodeURIComponent(location.hash.slice(1))
    const target = anchor && document.getElementById(anchor)
    const former = target && target.closest(".former li")
    const link = former ? former.querySelector(".moved-to") : document.querySelector(".moved-to:not(.former *)")
    if (!link) return
    const to = new URL(link.href)
    if (!former && !to.hash) to.hash = location.hash
    if (former) keep(`What stood at ${anchor} is now at ${link.textContent}.`)
    location.replace(to)
    if (split(to.href)[0] === split(location.href)[0]) sayKept()
  }

  /* ---- from one version to another ---- */

  const addressesOf = async (version) => {
    const answer = await fetch(new URL("addresses.json", version))
    if (!answer.ok) throw new Error(`${answer.status}`)
    return answer.json()
  }

  /* The number that a clause of one version bears in another: by its lasting key, whatever its number. */
  function clauseIn(from, to, here, there, anchor) {
    const known = there.clauses[to.agreement]?.[to.edition] ?? {}
    const keys = Object.entries(here.clauses[from.agreement]?.[from.edition] ?? {})
    const key = keys.find(([, numbers]) => numbers.includes(anchor))?.[0]
    if (!key) return anchor in (to.anchors ?? {}) ? anchor : ""
    const numbers = known[key] ?? []
    return numbers.includes(anchor) ? anchor : numbers[0] ?? ""
  }

  function placeIn(here, there, page, anchor, version) {
    let target = page
    const forward = there.forwards[anchor ? `${page}#${anchor}` : page] ?? there.forwards[page]
    if (!(page in there.pages)) {
      if (forward) return [...split(forward), `What stood on this page is here in version ${version}.`]
      if (page in there.gone) return [page, "", ""]
      while (target && !(target in there.pages)) target = target.replace(/[^/]+\/?$/, "")
      return [target, "", `Version ${version} does not have that page. This is the nearest that it has.`]
    }
    if (!anchor) return [page, "", ""]
    const from = here.pages[page] ?? {}
    const to = there.pages[target]
    if (from.agreement && from.agreement === to.agreement) {
      const found = clauseIn(from, to, here, there, anchor)
      if (found === anchor) return [page, anchor, ""]
      if (found) return [page, found, `Clause ${anchor} is clause ${found} in version ${version}.`]
    } else if (!to.anchors || anchor in to.anchors) {
      return [page, anchor, ""]
    }
    if (forward) return [...split(forward), `What stood at ${anchor} is here in version ${version}.`]
    return [page, "", `Version ${version} does not have ${anchor} on this page.`]
  }

  async function go(to) {
    const page = decodeURI(location.pathname.slice(root.pathname.length)).replace(/(^|\/)index\.html$/, "$1")
    const anchor = decodeURIComponent(location.hash.slice(1))
    const version = decodeURIComponent(to.pathname.split("/").at(-2))
    try {
      const [here, there] = await Promise.all([addressesOf(root), addressesOf(to)])
      const [target, place, note] = placeIn(here, there, page, anchor, version)
      const found = new URL(encodeURI(target), to)
      if (place) found.hash = place
      if (note) keep(note)
      location.assign(found)
    } catch {
      location.assign(to)
    }
  }

  /* Before the theme's own listener, which knows neither clauses nor pages that moved. */
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest(".md-version a, .published-current[data-alias]")
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return
    event.preventDefault()
    event.stopImmediatePropagation()
    go(link.dataset.alias ? new URL(`../${link.dataset.alias}/`, root) : new URL(link.href))
  }, true)

  const current = document.querySelector(".published-current[data-alias]")
  if (current && root.pathname.endsWith(`/${current.dataset.alias}/`)) current.hidden = true
  sayKept()
  leadOn()
  addEventListener("hashchange", leadOn)
})()
