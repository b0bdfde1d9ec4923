// The frame's side: it tells its height to the page around it, once that has said who it is.
(function () {
  "use strict";
  if (window.parent === window) return;

  const main = document.getElementById("embed");
  const sites = (main.dataset.sites || "").split(" ").concat(location.origin);
  const secret = (/[?&]secret=([a-z0-9]+)/i.exec(location.hash) || [])[1];
  let around = "";
  let moved = document.referrer.startsWith(location.origin + "/embed/");

  function tell() {
    const value = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (around) window.parent.postMessage({ formations: "height", value, moved }, around);
    if (around) moved = false;
    if (secret) ask("height", value);
  }

  // WordPress does not say who it is; it knows its frames by a secret in their address.
  function ask(message, value) {
    window.parent.postMessage({ message, value, secret }, "*");
  }

  addEventListener("message", (event) => {
    if (event.source !== window.parent || !sites.includes(event.origin)) return;
    if (!event.data || event.data.formations !== "hello") return;
    around = event.origin;
    tell();
  });
  new ResizeObserver(tell).observe(document.documentElement);
  window.parent.postMessage({ formations: "ready" }, "*");

  // In a sandbox without an origin of its own, as in WordPress, neither forms nor htmx may send
  // and no tab may open: the frame goes on by plain addresses, and asks WordPress for the rest.
  if (window.origin !== "null") return;
  for (const one of document.querySelectorAll("[hx-get]")) one.removeAttribute("hx-get");

  function go(address) {
    location.assign(address + location.hash);
  }

  function send(button) {
    const said = new FormData(button.form);
    if (button.name) said.append(button.name, button.value);
    const action = button.getAttribute("formaction") || button.form.action;
    go(action + "?" + new URLSearchParams(said));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const button = event.target.closest("[type=submit]");
    if ((!link && !button) || (link && link.target === "_blank" && !secret)) return;
    event.preventDefault();
    if (button) send(button);
    else if (link.target !== "_blank") go(link.href);
    else ask("link", link.href);
  });
})();
