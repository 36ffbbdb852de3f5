// A form that asks the device of its reader for a passkey, and sends on what it answers. The page says where the
// question is (data-question); a form of data-passkey="create" makes a new passkey, another one shows an old one.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function question({ publicKey }) {
  const list = (credentials) => credentials?.map((one) => ({ ...one, id: bytes(one.id) }));
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (publicKey.user) asked.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) asked.excludeCredentials = list(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) asked.allowCredentials = list(publicKey.allowCredentials);
  return { publicKey: asked };
}

function answer(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  };
}

export default function (form, tools) {
  if (!window.PublicKeyCredential) return;
  form.hidden = false;
  const note = form.querySelector("[data-note]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    note.hidden = true;
    try {
      const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      const asked = await fetch(form.dataset.question, { method: "POST", headers: { "X-CSRFToken": token } });
      if (!asked.ok || asked.redirected) return location.reload();
      const act = form.dataset.passkey === "create" ? "create" : "get";
      const credential = await navigator.credentials[act](question(await asked.json()));
      form.elements.credential.value = JSON.stringify(answer(credential));
      form.submit();
    } catch (error) {
      // Whoever closes the question of her device has decided so; nothing is wrong with the page.
      note.hidden = false;
      tools.say(note.textContent);
    }
  });
}
