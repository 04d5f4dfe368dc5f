// The command palette: Ctrl K or /, results from GET /palette?q= as a fragment.

import { open } from "./dialog.js";

const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("palette"));
const input = dialog?.querySelector("input");
const list = document.getElementById("palette-list");
let running = new AbortController();
let timer = 0;

export function show() {
  if (!dialog || !input || !list) return;
  open(dialog);
  input.select();
  if (!list.children.length) find();
}

async function find() {
  if (!input || !list) return;
  running.abort();
  running = new AbortController();
  try {
    const answer = await fetch(`/palette?q=${encodeURIComponent(input.value)}`, {
      headers: { "HX-Request": "true", Accept: "text/html" },
      signal: running.signal,
    });
    if (!answer.ok) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...parsed.body.childNodes);
    items().forEach((item, index) => (item.id = `pal-${index}`));
    choose(0);
    window.htmx?.process(list);
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "AbortError") list.replaceChildren();
  }
}

const items = () => /** @type {HTMLAnchorElement[]} */ ([...(list?.querySelectorAll("a.pal-item") ?? [])]);
const chosen = () => items().findIndex((item) => item.getAttribute("aria-selected") === "true");

/** @param {number} index */
function choose(index) {
  const all = items();
  const at = (index + all.length) % Math.max(all.length, 1);
  all.forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
  all[at]?.scrollIntoView({ block: "nearest" });
  input?.setAttribute("aria-activedescendant", all[at]?.id ?? "");
}

dialog?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = window.setTimeout(find, 90);
});
dialog?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(chosen() + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter") {
    event.preventDefault();
    const item = items()[chosen()];
    if (!item) return;
    if (event.ctrlKey || event.metaKey) window.open(item.href, "_blank", "noopener");
    else go(item);
  }
});
list?.addEventListener("click", (event) => {
  const item = /** @type {Element} */ (event.target).closest("a.pal-item");
  if (item && event.isTrusted && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    event.stopPropagation();
    go(/** @type {HTMLAnchorElement} */ (item));
  }
}, true);

/** The palette leaves first, so that its own step back in history is over before the page changes. @param {HTMLAnchorElement} item */
function go(item) {
  dialog?.close();
  setTimeout(() => item.click(), 60);
}

document.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("[data-palette]")) show();
});
