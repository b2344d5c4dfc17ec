// Narrows a table of the record. What is chosen stands in the page's address, so that a link keeps it.
(() => {
  "use strict"
  for (const form of document.querySelectorAll("form.filters")) {
    const rows = [...form.nextElementSibling.querySelectorAll("tbody tr")]
    const status = form.querySelector("[role=status]")
    const controls = [...form.querySelectorAll("input, select")]

    const matches = row => controls.every(({ name, value }) => {
      if (!value) return true
      if (name === "words")
        return value.toLowerCase().split(/\s+/).every(word => row.textContent.toLowerCase().includes(word))
      return row.dataset[name].split("|").includes(value)
    })
    const show = () => {
      let shown = 0
      for (const row of rows) {
        row.hidden = !matches(row)
        if (!row.hidden) shown++
      }
      status.textContent = shown === rows.length ? `All ${rows.length} are shown.` : `${shown} of ${rows.length} are shown.`
    }
    const keep = () => {
      const address = new URL(location)
      for (const { name, value } of controls)
        value ? address.searchParams.set(name, value) : address.searchParams.delete(name)
      history.replaceState(history.state, "", address)
      carry()
    }
    const carry = () => {
      for (const year of document.querySelectorAll(".years a")) year.search = location.search
    }
    const read = () => {
      const asked = new URL(location).searchParams
      for (const control of controls) {
        control.value = asked.get(control.name) ?? ""
        if (control.selectedIndex === -1) control.value = ""
      }
      show()
      carry()
    }
    form.addEventListener("input", () => { show(); keep() })
    form.addEventListener("reset", () => setTimeout(() => { show(); keep() }))
    form.addEventListener("submit", event => event.preventDefault())
    addEventListener("popstate", read)
    read()
  }
})()
