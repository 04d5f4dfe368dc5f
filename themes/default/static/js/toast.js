// Short messages at the bottom. The server sends them as `HX-Trigger: {"toast": {tone, text, undo}}`;
// undo is {href, fields: ["name", value, …]} and stays for ten seconds.

/**
 * @typedef {{tone?: "good" | "bad" | "info", text: string, undo?: {href: string, fields?: (string | number)[]} | null}} Toast
 */

const PLAIN_MS = 5000;
const UNDO_MS = 10000;
const shelf = () => /** @type {HTMLElement} */ (document.getElementById("toasts"));

/** @param {Toast} toast */
export function show(toast) {
  const box = document.createElement("div");
  box.className = `toast ${toast.tone ?? "good"}`;
  if (toast.tone === "bad") box.setAttribute("role", "alert");
  const text = document.createElement("span");
  text.className = "grow";
  text.textContent = toast.text;
  box.append(text);
  if (toast.undo) {
    // What was done before to the same thing can no longer be undone: only the last change can.
    for (const form of shelf().querySelectorAll("form")) if (form.getAttribute("action") === toast.undo.href) form.remove();
    box.append(undoForm(toast.undo));
  }
  shelf().append(box);
  while (shelf().children.length > 3) shelf().firstElementChild?.remove();
  leaveLater(box, toast.undo ? UNDO_MS : PLAIN_MS);
}

/** @param {NonNullable<Toast["undo"]>} undo */
function undoForm(undo) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = undo.href;
  const fields = ["_csrf", document.getElementById("main")?.dataset.csrf ?? "", ...(undo.fields ?? [])];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = String(fields[at]);
    input.value = String(fields[at + 1]);
    form.append(input);
  }
  const button = document.createElement("button");
  button.className = "btn sm";
  button.dataset.undoLast = "";
  button.append(shelf().dataset.undo ?? "", Object.assign(document.createElement("kbd"), { textContent: "Z" }));
  form.append(button);
  form.addEventListener("submit", () => setTimeout(() => form.closest(".toast")?.remove()));
  queueMicrotask(() => window.htmx?.process(form));
  return form;
}

/** A pointer or focus on the message keeps it. @param {HTMLElement} box @param {number} ms */
function leaveLater(box, ms) {
  let timer = 0;
  const go = () => {
    box.classList.add("leaving");
    setTimeout(() => box.remove(), 250);
  };
  const start = () => {
    clearTimeout(timer);
    timer = window.setTimeout(go, ms);
  };
  for (const kind of ["pointerenter", "focusin"]) box.addEventListener(kind, () => clearTimeout(timer));
  for (const kind of ["pointerleave", "focusout"]) box.addEventListener(kind, start);
  start();
}

document.addEventListener("toast", (event) => show(/** @type {CustomEvent<Toast>} */ (event).detail));

// Those the page came with (after a redirect without htmx).
for (const box of shelf()?.children ?? []) {
  leaveLater(/** @type {HTMLElement} */ (box), box.querySelector("form") ? UNDO_MS : PLAIN_MS);
}

/** Silence of the server after an act must be told; a refresh that failed is the live indicator's business. */
document.addEventListener("htmx:error", (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail;
  if (ctx?.request && !ctx.live) show({ tone: "bad", text: shelf().dataset.problem ?? "" });
});
