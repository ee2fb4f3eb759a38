/** Passkeys: asks the server for a challenge, the device for an answer, and sends that back. */

const toBytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0));
const toText = bytes =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = keys => keys?.map(key => ({ ...key, id: toBytes(key.id) }));

/** Makes a key on the device and returns it as the server reads it. */
async function make(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    },
  });
  return {
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
    },
  };
}

/** Lets the device answer for a key it has and returns the answer as the server reads it. */
async function use(options) {
  const used = await navigator.credentials.get({
    publicKey: { ...options, challenge: toBytes(options.challenge), allowCredentials: named(options.allowCredentials) },
  });
  return {
    id: used.id,
    rawId: toText(used.rawId),
    type: used.type,
    response: {
      clientDataJSON: toText(used.response.clientDataJSON),
      authenticatorData: toText(used.response.authenticatorData),
      signature: toText(used.response.signature),
      userHandle: used.response.userHandle && toText(used.response.userHandle),
    },
  };
}

/** Sends something and returns the answer; what was refused becomes an error with the server's words. */
async function send(url, token, body) {
  const isForm = body instanceof FormData;
  const answer = await fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token, ...(isForm ? {} : { "Content-Type": "application/json" }) },
    body: isForm ? body : JSON.stringify(body),
  });
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  const content = isJson ? await answer.json() : {};
  if (!answer.ok || !isJson) throw Object.assign(new Error("refused"), { words: content.message });
  return content;
}

/** Asks, answers and goes to the next page. */
async function run(form) {
  const fields = new FormData(form);
  const token = fields.get("csrf_token");
  const options = await send(form.dataset.options, token, fields);
  const credential = await (form.dataset.tgPasskey === "add" ? make(options) : use(options));
  const { next } = await send(form.action, token, { credential, next: fields.get("next") });
  location.assign(next);
}

/** Shows and prepares the forms inside `root` that work with passkeys. */
export function preparePasskeys(root) {
  // Browsers make keys for names only, not for addresses made of numbers.
  if (!window.PublicKeyCredential || /^[\d.]+$|:/.test(location.hostname)) return;
  document.querySelector("[data-tg-passkey-missing]")?.setAttribute("hidden", "");
  for (const form of root.querySelectorAll("[data-tg-passkey]")) {
    const problem = form.querySelector("[data-tg-problem]");
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      problem.hidden = true;
      try {
        await run(form);
      } catch (failure) {
        problem.textContent = failure.words ?? form.dataset.failure;
        problem.hidden = false;
      }
    });
  }
}
