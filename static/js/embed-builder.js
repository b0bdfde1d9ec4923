// A button to copy beside each code. Without it the code can be chosen and copied as any text.
(function () {
  "use strict";

  function add(text) {
    if (text.nextElementSibling) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = "Copier";
    button.setAttribute("aria-describedby", text.getAttribute("aria-labelledby"));
    button.addEventListener("click", () => copy(text, button));
    text.after(button);
  }

  async function copy(text, button) {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy");
    }
    button.textContent = "Copié";
    document.getElementById("search-status").textContent = "Code copié";
  }

  function all() {
    document.querySelectorAll(".code__text").forEach(add);
  }

  document.addEventListener("htmx:afterSwap", all);
  all();
})();
