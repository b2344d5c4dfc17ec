// "Copy citation": one button, beside the clause, decision or action that the reader points at, has
// reached with the keyboard or has opened by its address. Without this script the number is the link.
(() => {
  "use strict"
  const head = document.querySelector("[data-cite]")
  if (!head) return
  const button = document.createElement("button")
  button.type = "button"
  button.className = "cite"
  const said = document.createElement("p")
  said.className = "aside-only"
  said.setAttribute("role", "status")
  document.querySelector("main").append(said)
  let cited = null

  const link = part => part.querySelector(":scope > a.clause-number, :scope > .entry-label > a, :scope > :is(h2, h3, h4)")
  const anchor = part => part.querySelector(":scope > :is(h2, h3, h4)[id]")?.id ?? part.id
  const name = part => part.classList.contains("clause") ? `clause ${anchor(part)}` : part.getAttribute("aria-label")
  const citation = part => {
    const page = new URL(head.dataset.citePage ?? "", location.href.split("#")[0])
    return [`${head.dataset.cite}, ${name(part)}`, head.dataset.citeDates, `${page}#${anchor(part)}`].filter(Boolean).join(", ")
  }
  const place = part => {
    if (!part || part === cited) return
    cited = part
    button.textContent = "Copy citation"
    button.setAttribute("aria-label", `Copy citation of ${name(part)}`)
    const text = part.querySelector(":scope > .clause-text")
    const mark = link(part)
    if (text) text.prepend(button)
    else mark?.after(button)
  }
  const part = node => node instanceof Element ? node.closest(".clause, .entry[id]") : null
  const opened = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (target) place(part(target))
  }

  button.addEventListener("click", async () => {
    const text = citation(cited)
    try {
      await navigator.clipboard.writeText(text)
      button.textContent = "Copied"
      said.textContent = `Copied: ${text}`
    } catch {
      said.textContent = ""
      prompt("Copy this citation:", text)
    }
  })
  document.addEventListener("focusin", event => { if (event.target !== button) place(part(event.target)) })
  document.addEventListener("pointerover", event => { if (!button.contains(document.activeElement)) place(part(event.target)) })
  addEventListener("hashchange", opened)
  opened()
})()
