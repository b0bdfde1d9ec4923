// Everything here is comfort: without it each page works by links and forms alone.
(function () {
  "use strict";

  const results = () => document.getElementById("results");
  let open = new Map();
  let focused = null;
  let within = false;
  let announcing = 0;

  // A swap brings new <details>: they keep the state in which their reader left them.
  function remember() {
    const before = results().querySelectorAll("details[id]");
    open = new Map([...before].map((one) => [one.id, one.open]));
    focused = document.activeElement && document.activeElement.id;
    within = results().contains(document.activeElement);
  }

  function restore() {
    for (const one of results().querySelectorAll("details[id]")) {
      if (open.has(one.id)) one.open = open.get(one.id) || one.querySelector(":checked") !== null;
    }
    // A ticked value may have moved out of "voir les autres": open what still hides the focus.
    const target = focused && document.getElementById(focused);
    // What had the focus is gone: the title is where the next step begins.
    const title = document.getElementById("results-title");
    if (!target && within && title) title.focus({ preventScroll: true });
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
      if (box.id !== "filters" || open.get("filters")) box.open = true;
    }
    if (document.activeElement !== target) target.focus({ preventScroll: true });
  }

  // One quiet sentence with the count, after the reader has stopped changing things.
  function announce() {
    const title = results().querySelector("[data-title]");
    if (!title) return;
    document.title = title.dataset.title + " – " + document.title.split(" – ").pop();
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      document.getElementById("search-status").textContent = title.dataset.count;
    }, 400);
  }

  // "Voir les résultats" at the end of the filters closes them on a phone and goes to the list.
  function leaveFilters(event) {
    const by = event.detail.requestConfig && event.detail.requestConfig.triggeringEvent;
    if (!by || !by.submitter || by.submitter.id !== "filters-submit") return;
    document.getElementById("filters").open = false;
    document.getElementById("results-title").focus();
  }

  // What is ticked while the list of values is on its way would not be in it: ask for it anew.
  document.addEventListener("change", (event) => {
    const narrow = document.getElementById("narrow");
    const waiting = narrow && results().classList.contains("htmx-request");
    if (waiting && results().contains(event.target)) htmx.trigger(narrow, "again");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === results()) remember();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== results()) return;
    restore();
    announce();
    leaveFilters(event);
  });
})();
