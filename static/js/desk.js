// The dense table by keyboard: without this file Tab, Enter and the buttons do the same.
(function () {
  "use strict";

  const table = document.getElementById("dense");
  if (!table) return;
  const links = () => [...table.querySelectorAll("tbody th a")];

  function move(from, step) {
    const all = links();
    const at = all.findIndex((link) => from && link.closest("tr") === from);
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (next) next.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest("#dense tbody tr");
    const table = event.target.closest(".desk-scroll");
    if (!table) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      move(row, event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    } else if (row && event.key.toLowerCase() === "g") {
      row.querySelector(".keep__button").click();
    }
  });
})();
