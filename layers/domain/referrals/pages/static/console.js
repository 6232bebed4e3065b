"use strict";
document.documentElement.classList.add("scripted");
/* Keys of the desk. Everything works without them, and they rest while somebody writes. */

const writes = (place) => place.closest("input, textarea, select, [contenteditable]");
const queue = document.querySelector("[data-queue]");
const items = () => [...queue.querySelectorAll(":scope > li")];
const current = () => items().find((each) => each.contains(document.activeElement));

function step(by) {
  const all = items();
  const place = all.indexOf(current()) + by;
  const next = all[Math.min(Math.max(place, 0), all.length - 1)];
  if (next) next.focus();
}

/* A key that has a form to fill in first opens it, and the next press of Enter sends it. */
function press(item, key) {
  const found = item.querySelector(`[data-key="${key}"]`);
  if (!found) return false;
  if (found.tagName === "SUMMARY") {
    found.parentElement.open = true;
    found.parentElement.querySelector("input:not([type=hidden]), select, textarea").focus();
  } else {
    found.click();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (writes(event.target)) {
    if (event.key === "Escape" && queue && current()) current().focus();
    return;
  }
  const search = document.querySelector("[data-search]");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
  } else if (queue && (event.key === "j" || event.key === "k")) {
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  } else if (queue && current() && press(current(), event.key)) {
    event.preventDefault();
  }
});

/* What is chosen is shown at once; without script there is a button for it. */
for (const field of document.querySelectorAll("[data-sends]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}

/* A preview shows what is typed; without script, the button below the slots does. */
const previews = document.querySelectorAll(".previews iframe");
const slots = document.querySelector('main form.stack[method="get"]');

async function preview(frame) {
  const address = new URL(frame.contentWindow.location.href);
  for (const [name, text] of new FormData(slots)) address.searchParams.set(name, text);
  const { letter } = slots.elements;
  if (letter) address.pathname = address.pathname.replace(/letters\/.*$/, `letters/${letter.value}`);
  // Half a number is no rule yet: what was shown stays until it is one.
  const found = await fetch(address);
  if (found.ok) frame.contentWindow.location.replace(address);
}

let typing;
if (slots && previews.length) {
  slots.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => previews.forEach(preview), 500);
  });
}

/* A file that is too large is told before it goes: on its way it would be refused without a word. */
for (const form of document.querySelectorAll("form[data-most-bytes]")) {
  form.addEventListener("change", () => {
    const fields = [...form.querySelectorAll('input[type="file"]')];
    const bytes = fields.flatMap((each) => [...each.files]).reduce((sum, each) => sum + each.size, 0);
    const most = Number(form.dataset.mostBytes);
    const said = `Together these are ${(bytes / 1e6).toFixed(1)} MB; ${most / 1e6} MB is the most.`;
    for (const each of fields) each.setCustomValidity(bytes > most && each.files.length ? said : "");
    form.reportValidity();
  });
}

/* What was typed and not shown yet goes along with a file. */
for (const form of document.querySelectorAll("form[data-draft]")) {
  form.addEventListener("submit", () => {
    const texts = [...new FormData(slots)].filter(([name]) => name !== "program");
    form.elements.draft.value = new URLSearchParams(texts).toString();
  });
}

/* A form is sent once, and says so; where a file came of it, the page is still there afterwards. */
const WAIT = 8000;
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    const button = event.submitter;
    const label = button ? [...button.childNodes] : [];
    if (button) button.textContent = "Sending…";
    setTimeout(() => {
      delete form.dataset.sent;
      if (button) button.replaceChildren(...label);
    }, WAIT);
  });
}
