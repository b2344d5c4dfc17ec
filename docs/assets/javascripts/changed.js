// While an editor watches the site being made: after a change, puts what changed into view, once.
(() => {
  "use strict"
  const { content, dataset } = document.querySelector("meta[name=changed]")
  const place = document.getElementById(content)
  const seen = `changed ${location.pathname}`
  if (!place || sessionStorage.getItem(seen) === dataset.stamp) return
  sessionStorage.setItem(seen, dataset.stamp)
  history.scrollRestoration = "manual"
  addEventListener("load", () => {
    place.scrollIntoView({ block: "center" })
    place.classList.add("changed-now")
  })
})()
