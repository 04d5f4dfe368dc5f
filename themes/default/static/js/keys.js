// Shortcuts (ui.md 9). Keys are read by their place (`event.code`), so they work in Russian and Uzbek layouts;
// single keys rest while somebody types, and can be switched off (WCAG 2.1.4).

import { open } from "./dialog.js";
import { show as showPalette } from "./palette.js";

const OFF = "pardoz-keys-off";
const GO_MS = 1200;
let goUntil = 0;

const isOff = () => localStorage.getItem(OFF) === "1";
const typing = (/** @type {EventTarget | null} */ target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select"));

/** The name of a key as templates write it in `data-key`: N, 1, ArrowLeft. @param {KeyboardEvent} event */
function name(event) {
  if (event.code.startsWith("Key")) return event.code.slice(3);
  if (event.code.startsWith("Digit")) return event.code.slice(5);
  return event.code;
}

/** The element that answers a key: in the topmost layer, and to be seen. @param {string} selector */
function answering(selector) {
  const dialog = [...document.querySelectorAll("dialog[open]")].pop();
  const scopes = dialog ? [dialog] : [document.querySelector("[data-drawer]"), document.getElementById("main"), document.body];
  for (const scope of scopes) {
    const found = [...(scope?.querySelectorAll(selector) ?? [])].find((element) => element.getClientRects().length);
    if (found) return /** @type {HTMLElement} */ (found);
  }
  return null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const control = event.ctrlKey || event.metaKey;
  if (control && event.code === "KeyK") {
    event.preventDefault();
    showPalette();
  } else if (control && event.code === "Enter") {
    event.preventDefault();
    const form = /** @type {Element} */ (event.target).closest?.("form") ?? answering("[data-primary]");
    if (form instanceof HTMLFormElement) form.requestSubmit();
    else /** @type {HTMLElement | null} */ (form)?.click();
  } else if (event.code === "Escape") {
    escape(event);
  } else if (!control && !event.altKey && !typing(event.target) && !isOff()) {
    single(event);
  }
});

/** Esc leaves a field first, then the drawer; dialogs and menus close by themselves. @param {KeyboardEvent} event */
function escape(event) {
  if (document.querySelector("dialog[open], :popover-open")) return;
  if (typing(event.target)) {
    /** @type {HTMLElement} */ (event.target).blur();
    return;
  }
  answering("[data-drawer-close]")?.click();
}

/** @param {KeyboardEvent} event */
function single(event) {
  const key = name(event);
  if (Date.now() < goUntil) {
    goUntil = 0;
    const place = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (place instanceof HTMLElement) {
      event.preventDefault();
      place.click();
    }
    return;
  }
  const own = event.shiftKey ? null : answering(`[data-key="${CSS.escape(key)}"]`);
  if (own) {
    event.preventDefault();
    own.click();
    return;
  }
  const act = ACTS[event.shiftKey && event.code === "Slash" ? "?" : event.code];
  if (act && (!event.shiftKey || event.code === "Slash")) {
    if (act() !== false) event.preventDefault();
  }
}

/** @type {Record<string, () => void | false>} */
const ACTS = {
  Slash: showPalette,
  "?": () => {
    const keys = document.getElementById("keys");
    if (keys instanceof HTMLDialogElement) open(keys);
  },
  KeyG: () => void (goUntil = Date.now() + GO_MS),
  BracketLeft: () => /** @type {HTMLElement | null} */ (document.querySelector("[data-rail-toggle]"))?.click(),
  KeyZ: () => {
    const undo = [...document.querySelectorAll("[data-undo-last]")].pop();
    if (!undo) return false;
    /** @type {HTMLElement} */ (undo).click();
  },
  KeyP: () => (document.querySelector(".print-head") ? window.print() : false),
  KeyF: () => {
    const search = answering("[data-find]");
    if (!search) return false;
    search.focus();
  },
  KeyJ: () => walk(1),
  KeyK: () => walk(-1),
};

/** The next or previous item of the page's list. @param {number} step @returns {void | false} */
function walk(step) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#main [data-item], #main .tbl tbody a.stretch, #main .list a.stretch")]);
  if (!all.length) return false;
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length].focus();
}

const box = document.querySelector("[data-keys-single]");
if (box instanceof HTMLInputElement) {
  box.checked = !isOff();
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "0" : "1"));
}
