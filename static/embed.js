// <formations-embed src="https://…/embed/formations?…" title="…"><a href="…">…</a></formations-embed>
// shows the search in a frame as high as its content. Until the frame answers, the link stays.
(function () {
  "use strict";
  if (customElements.get("formations-embed")) return;

  const MOST = 20000;

  class FormationsEmbed extends HTMLElement {
    static observedAttributes = ["src", "title"];

    connectedCallback() {
      addEventListener("message", this);
      if (!this.shadowRoot) this.build();
      this.attributeChangedCallback();
    }

    disconnectedCallback() {
      removeEventListener("message", this);
    }

    build() {
      this.link = document.createElement("slot");
      this.frame = document.createElement("iframe");
      this.frame.loading = "lazy";
      this.frame.referrerPolicy = "strict-origin-when-cross-origin";
      Object.assign(this.frame.style, { display: "block", width: "100%", border: "0" });
      this.frame.style.height = (parseInt(this.getAttribute("height"), 10) || 700) + "px";
      this.style.display = "block";
      this.attachShadow({ mode: "open" }).append(this.link);
    }

    attributeChangedCallback() {
      if (!this.frame) return;
      this.frame.title = this.title || "Formations au numérique";
      const url = document.createElement("a");
      url.href = this.getAttribute("src") || "";
      if (!/^https?:$/.test(url.protocol) || url.href === this.frame.src) return;
      this.origin = url.origin;
      this.frame.src = url.href;
      this.shadowRoot.append(this.frame);
    }

    // Only our own frame is heard, and only while it shows the portal.
    handleEvent(event) {
      const said = event.data && event.data.formations;
      if (event.source !== this.frame.contentWindow || event.origin !== this.origin) return;
      if (said === "ready") event.source.postMessage({ formations: "hello" }, this.origin);
      if (said !== "height" || !(event.data.value > 0)) return;
      this.link.hidden = true;
      this.frame.style.height = Math.min(event.data.value, MOST) + "px";
      if (event.data.moved && this.frame.getBoundingClientRect().top < 0) this.scrollIntoView();
    }
  }

  customElements.define("formations-embed", FormationsEmbed);
})();
