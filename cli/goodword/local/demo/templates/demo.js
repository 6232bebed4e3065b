// Keeps the two panes fresh, and sends the buttons without leaving the page.
(() => {
  "use strict";
  const PAUSE = 1500;
  const panes = [...document.querySelectorAll("[data-from]")];
  const last = new Map();

  const refresh = async (pane) => {
    const answer = await fetch(pane.dataset.from);
    const html = await answer.text();
    if (!answer.ok || last.get(pane) === html) return;
    last.set(pane, html);
    const open = new Set([...pane.querySelectorAll("details[open][data-key]")].map((d) => d.dataset.key));
    pane.innerHTML = html;
    for (const each of pane.querySelectorAll("details[data-key]")) each.open = open.has(each.dataset.key);
  };

  const turn = async (pane) => {
    if (!document.hidden) await refresh(pane).catch(() => {});
    setTimeout(turn, PAUSE, pane);
  };
  panes.forEach(turn);

  const form = document.querySelector(".buttons"), said = document.getElementById("said");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter, words = button.textContent;
    const buttons = form.querySelectorAll("button");
    buttons.forEach((each) => { each.disabled = true; });
    button.textContent = "Under way …";
    try {
      const heads = { accept: "text/plain" };
      const answer = await fetch(button.formAction, { method: "POST", headers: heads });
      said.textContent = await answer.text();
    } catch {
      said.textContent = "The stack did not answer.";
    }
    said.hidden = false;
    button.textContent = words;
    buttons.forEach((each) => { each.disabled = false; });
    button.focus();
  });
})();
