/*! join.js: a line on the shop's own page that leads whoever likes to joining. No third party. */
(() => {
  "use strict";
  const { origin } = new URL(document.currentScript.src);

  // What stands within the element is what is read without this script, or where nobody answers.
  customElements.define("goodword-join", class extends HTMLElement {
    async connectedCallback() {
      const program = encodeURIComponent(this.getAttribute("program") || "");
      const language = encodeURIComponent(this.lang || document.documentElement.lang);
      try {
        const asked = `${origin}/join/${program}/line?lang=${language}`;
        const answer = await fetch(asked, { credentials: "omit", referrerPolicy: "no-referrer" });
        // A program that rests, or has nothing left to give, asks nobody.
        if (answer.status === 204) this.hidden = true;
        if (answer.status === 200) this.show(await answer.json());
      } catch { /* The page is the shop's: nothing of ours may trouble it. */ }
    }

    show({ language, direction, sentences, button, url }) {
      const link = document.createElement("a");
      Object.assign(link, { href: url, textContent: button });
      this.lang = language;
      this.dir = direction;
      this.replaceChildren(`${sentences.join(" ")} `, link);
    }
  });
})();
