// What htmx does not do by itself: filters open on wide screens, opened facets stay open,
// and the number of results is announced once, alone.
(function () {
  "use strict";
  var wide = window.matchMedia("(min-width: 62em)");
  var opened = new Set();

  function facets() {
    return Array.from(document.querySelectorAll("#resultats details.facet"));
  }

  function name(facet) {
    return facet.querySelector("summary").textContent;
  }

  function settle() {
    var filters = document.querySelector("[data-filters]");
    if (filters && wide.matches) filters.open = true;
    if (filters && opened.has("filters")) filters.open = true;
    facets().forEach(function (facet) {
      if (opened.has(name(facet))) facet.open = true;
    });
  }

  function remember() {
    opened = new Set(facets().filter(function (f) { return f.open; }).map(name));
    var filters = document.querySelector("[data-filters]");
    if (filters && filters.open) opened.add("filters");
  }

  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:afterSwap", function () {
    settle();
    var results = document.getElementById("resultats");
    var status = document.getElementById("annonce");
    if (results && status) status.textContent = results.dataset.count;
    if (results) document.title = results.dataset.count + " – Le bon cap numérique";
  });
  // Empty fields would only make addresses long and hard to share.
  document.addEventListener("htmx:configRequest", function (event) {
    var kept = event.detail.parameters;
    Object.keys(kept).forEach(function (key) {
      if (kept[key] === "" || (key === "sort" && kept[key] === "relevance")) delete kept[key];
    });
    if (!kept.near) { delete kept.radius_km; if (kept.sort === "distance") delete kept.sort; }
  });
  // A refusal is a page of its own, with its reasons: show it as one.
  document.addEventListener("htmx:responseError", function (event) {
    var xhr = event.detail.xhr;
    if (xhr.status >= 400 && xhr.responseURL) window.location.assign(xhr.responseURL);
  });
  document.addEventListener("htmx:historyRestore", settle);
  settle();
})();
