// Proposals while one types, after the ARIA pattern of a combobox with a list. Without this file,
// without an answer or without a pointer the boxes stay what they are: plain fields of a form.
(function () {
  "use strict";

  const WAIT = 120;
  const ADDRESS = "/api/v1/completions?limit=5&q=";

  function make(tag, className, text) {
    const one = document.createElement(tag);
    if (className) one.className = className;
    if (text) one.textContent = text;
    return one;
  }

  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  // The label with the beginnings that were typed marked, as text nodes only.
  function marked(label, typed) {
    const box = make("span", "combo__label");
    const asked = plain(typed).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    for (const part of label.split(/([\p{L}\p{N}]+)/u)) {
      const start = asked.find((word) => plain(part).startsWith(word));
      if (start && plain(part).length === part.length) {
        box.append(make("mark", "", part.slice(0, start.length)), part.slice(start.length));
      } else {
        box.append(part);
      }
    }
    return box;
  }

  class Combobox {
    constructor(input) {
      this.input = input;
      this.kinds = input.dataset.complete.split(" ");
      this.active = -1;
      this.options = [];
      this.list = make("div", "combo");
      this.list.id = input.id + "-list";
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", "Propositions");
      this.list.hidden = true;
      this.said = make("p", "sr");
      this.said.setAttribute("aria-live", "polite");
      input.parentElement.classList.add("combo-field");
      input.insertAdjacentElement("afterend", this.list);
      this.list.insertAdjacentElement("afterend", this.said);
      for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"],
        ["aria-expanded", "false"], ["aria-controls", this.list.id]]) input.setAttribute(name, value);
      input.addEventListener("input", () => this.later());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      // The list takes no focus away: the field keeps it, and the choice comes with the click.
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const chosen = event.target.closest("[role=option]");
        if (chosen) this.choose(this.options[Number(chosen.dataset.at)]);
      });
    }

    later() {
      clearTimeout(this.waiting);
      if (this.request) this.request.abort();
      if (!this.input.value.trim()) return this.close();
      this.waiting = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
      const typed = this.input.value.trim();
      this.request = new AbortController();
      try {
        const answer = await this.fetched(typed, this.request.signal);
        if (!answer.ok) return;
        const { groups } = await answer.json();
        // Who has gone on in the meantime gets no list over what they have come to.
        if (document.activeElement === this.input) this.show(groups, typed);
      } catch (error) {
        this.close();
      }
    }

    // What a person says of themselves is posted, so that no address holds it.
    fetched(typed, signal) {
      const { private: address } = this.input.dataset;
      if (!address) return fetch(ADDRESS + encodeURIComponent(typed), { signal });
      const body = new URLSearchParams({ q: typed });
      const guard = this.input.form.elements.csrf_token;
      if (guard) body.set("csrf_token", guard.value);
      return fetch(address, { method: "POST", body, signal });
    }

    show(groups, typed) {
      this.options = [];
      this.list.replaceChildren();
      for (const group of groups.filter((one) => this.kinds.includes(one.kind))) {
        const box = make("div", "combo__group");
        const title = make("p", "combo__title", group.label);
        title.id = `${this.list.id}-${group.kind}`;
        box.setAttribute("role", "group");
        box.setAttribute("aria-labelledby", title.id);
        box.append(title, ...group.options.map((option) => this.option(option, typed)));
        this.list.append(box);
      }
      if (!this.options.length) return this.close();
      this.move(-1);
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      const count = this.options.length;
      this.said.textContent = count === 1 ? "1 proposition" : `${count} propositions`;
    }

    option(option, typed) {
      const line = make("div", "combo__option");
      line.id = `${this.list.id}-${this.options.length}`;
      line.dataset.at = this.options.length;
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", "false");
      line.append(marked(option.label, typed));
      if (option.detail) line.append(" ", make("span", "combo__detail", option.detail));
      this.options.push(option);
      return line;
    }

    move(to) {
      this.active = to;
      for (const line of this.list.querySelectorAll("[role=option]")) {
        const here = Number(line.dataset.at) === to;
        line.setAttribute("aria-selected", String(here));
        if (here) line.scrollIntoView({ block: "nearest" });
      }
      if (to < 0) this.input.removeAttribute("aria-activedescendant");
      else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${to}`);
    }

    key(event) {
      const count = this.options.length;
      if (event.key === "Escape" && !this.list.hidden) {
        event.preventDefault();
        return this.close();
      }
      if (this.list.hidden) {
        if (event.key === "ArrowDown" && this.input.value.trim()) this.ask();
        return;
      }
      const to = { ArrowDown: (this.active + 2) % (count + 1) - 1,
        ArrowUp: (this.active + 1 + count) % (count + 1) - 1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        this.move(to);
      } else if (event.key === "Enter" && this.active >= 0) {
        event.preventDefault();
        this.choose(this.options[this.active]);
      } else if (event.key === "Tab") {
        this.close();
      }
    }

    choose(option) {
      this.close();
      const [name, value] = Object.entries(option.params)[0];
      if (name !== this.input.name) return window.location.assign(this.address(option));
      this.input.value = value;
      // Among other questions a place is one answer, and does not send the form.
      if (this.input.dataset.private) this.input.dispatchEvent(new Event("change", { bubbles: true }));
      else this.input.form.requestSubmit();
    }

    // A trade, a provider or a place chosen in the box of words: the place already given stays.
    address(option) {
      const url = new URL(option.url, window.location.origin);
      const near = this.input.form.elements.near;
      if (near && near.value.trim() && !url.searchParams.has("near")) url.searchParams.set("near", near.value.trim());
      return url.href;
    }

    close() {
      clearTimeout(this.waiting);
      this.list.hidden = true;
      this.said.textContent = "";
      this.input.setAttribute("aria-expanded", "false");
      this.move(-1);
    }
  }

  for (const input of document.querySelectorAll("input[data-complete]")) new Combobox(input);
})();
