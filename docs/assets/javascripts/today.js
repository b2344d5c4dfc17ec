// What is next and what is overdue, on the day that somebody reads. The page itself says it as of the
// record's day; a record that is read as on a fixed day (a demonstration) keeps that day.
(() => {
  "use strict"
  const fixed = document.querySelector("meta[name=record-day]")
  const london = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" })
  const day = fixed ? fixed.content : london.format(new Date())

  for (const list of document.querySelectorAll(".next-events")) {
    const next = [...list.children].find(event => event.dataset.last >= day)
    next?.classList.add("is-next")
    if (!next && list.children.length) list.hidden = true
    const none = list.parentElement.querySelector(".next-none")
    if (none) none.hidden = Boolean(next)
  }
  if (fixed) return

  const words = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" })
  for (const shown of document.querySelectorAll("[data-today]"))
    shown.textContent = words.format(new Date(`${day}T00:00:00Z`))
  for (const state of document.querySelectorAll("[data-due]")) {
    const overdue = state.dataset.due < day
    state.className = overdue ? "mark-overdue" : "mark-open"
    state.textContent = overdue ? "Overdue" : "Open"
    const row = state.closest("tr[data-state]")
    if (row) row.dataset.state = overdue ? "Open|Overdue" : "Open"
  }
  for (const upcoming of document.querySelectorAll("[data-follow]")) {
    for (const event of upcoming.querySelectorAll("[data-last]"))
      if (event.dataset.last < day) event.remove()
    for (const month of upcoming.querySelectorAll(".events-month"))
      if (!month.querySelector("[data-last]")) month.remove()
    upcoming.querySelector(".events-none").hidden = Boolean(upcoming.querySelector("[data-last]"))
  }
})()
