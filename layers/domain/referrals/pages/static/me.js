// The advocate's page works without this file; with it a link is copied, shared and counted by a
// press, and the card follows the words while they are written. It asks nobody but our own server.
(() => {
  "use strict";
  const row = document.querySelector("[data-share]");
  let presses = 0;

  const count = (channel) => {
    presses += 1;
    const body = new URLSearchParams({channel, press: `${row.dataset.press}${presses}`});
    // Goes out though the page is left, and nobody waits for it.
    navigator.sendBeacon("/me/shares", body);
  };

  const say = (button, text) => {
    button.dataset.label ??= button.textContent;
    button.textContent = text;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => { button.textContent = button.dataset.label; }, 2500);
  };

  for (const copy of document.querySelectorAll("[data-copy]")) {
    copy.hidden = !navigator.clipboard;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(copy.dataset.copy);
      say(copy, copy.dataset.done);
      // A code is theirs to use, and no share.
      if (row?.contains(copy)) count("copy");
    });
  }

  if (row) {
    const native = row.querySelector("[data-native]");
    native.hidden = !navigator.share;
    native.addEventListener("click", async () => {
      try {
        await navigator.share({text: native.dataset.text, url: native.dataset.url});
        count("native");
      } catch (error) {
        // Who closes the sheet changed their mind: no message.
        if (error.name !== "AbortError") throw error;
      }
    });

    for (const way of row.querySelectorAll("[data-channel]")) {
      // Without this file the way there leads through our server, which counts.
      way.href = way.dataset.place;
      way.addEventListener("click", () => count(way.dataset.channel));
    }
  }

  for (const field of document.querySelectorAll("[data-select]")) {
    field.addEventListener("focus", () => field.select());
  }

  for (const field of document.querySelectorAll("[data-live]")) {
    const card = document.getElementById(field.dataset.live);
    field.addEventListener("input", () => {
      card.textContent = field.value.trim();
      card.hidden = !card.textContent;
    });
  }
})();
