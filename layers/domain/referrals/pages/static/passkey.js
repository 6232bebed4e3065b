"use strict";
/* Asks the browser for a passkey, or makes one, and sends the answer with the form around the
   button. Numbers of bytes travel in URL-safe base 64, both ways. */

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (each) => String.fromCharCode(each)).join(""))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (each) => ({ ...each, id: toBytes(each.id) });

const WRONG = {
  InvalidStateError: "This device or key has a passkey for the desk already.",
  SecurityError: "Passkeys don’t work at this address: open the desk by its name and https.",
  NotSupportedError: "This device can’t make a passkey of the kind that is needed.",
};
const OTHERWISE = "Nothing was shown, or it took too long. Try once more.";

async function made(options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    user: named(options.user),
    excludeCredentials: options.excludeCredentials.map(named),
  };
  const { id, type, response } = await navigator.credentials.create({ publicKey });
  return {
    id, rawId: id, type,
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
      transports: response.getTransports ? response.getTransports() : [],
    },
  };
}

async function shown(options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: options.allowCredentials.map(named),
  };
  const { id, type, response } = await navigator.credentials.get({ publicKey });
  return {
    id, rawId: id, type,
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
  };
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  const form = button.form;
  const missing = form.querySelector("[data-missing]");
  const trouble = form.querySelector("[data-trouble]");
  if (!window.PublicKeyCredential || !navigator.credentials) {
    missing.textContent = window.isSecureContext
      ? "This browser knows no passkeys. Use a newer one, or another device."
      : "Passkeys need https: open the desk by its proper address.";
    continue;
  }
  missing.hidden = true;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!form.reportValidity()) return;
    button.disabled = true;
    trouble.hidden = true;
    try {
      const act = button.dataset.passkey === "create" ? made : shown;
      const answer = await act(JSON.parse(button.dataset.options));
      form.elements.passkey.value = JSON.stringify(answer);
      form.requestSubmit();
    } catch (error) {
      trouble.textContent = WRONG[error.name] || OTHERWISE;
      trouble.hidden = false;
      button.disabled = false;
    }
  });
  /* Enter in the name’s field presses the button: a form without an answer would be refused. */
  form.addEventListener("submit", (event) => {
    if (form.elements.passkey.value) return;
    event.preventDefault();
    button.click();
  }, true);
}
