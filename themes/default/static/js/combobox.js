// A field that searches while somebody types: asks its `data-source` with ?q= for JSON and keeps the chosen id.

import { phone } from "./form.js";

/** @typedef {{value: string, label: string, note?: string}} Option */

const WAIT_MS = 150;
/** @type {WeakMap<Element, {timer: number, running: AbortController}>} */
const states = new WeakMap();

/** @param {Element} box */
function parts(box) {
  return {
    text: /** @type {HTMLInputElement} */ (box.querySelector('[role="combobox"]')),
    id: /** @type {HTMLInputElement} */ (box.querySelector('input[type="hidden"]')),
    list: /** @type {HTMLUListElement} */ (box.querySelector('[role="listbox"]')),
  };
}

/**
 * Options from an answer: `items` of {value, label, note}, or the rows of a module's list page.
 * @param {any} answer @returns {Option[]}
 */
function read(answer) {
  const rows = Array.isArray(answer) ? answer : (answer.items ?? Object.values(answer).find(Array.isArray) ?? []);
  return rows.slice(0, 20).map((/** @type {any} */ row) => {
    const key = Object.keys(row).find((name) => name.endsWith("_id")) ?? "value";
    const language = document.documentElement.lang;
    return {
      value: String(row.value ?? row[key] ?? ""),
      label: String(row.label ?? row.display_name ?? row.name ?? row[`name_${language}`] ?? ""),
      note: readable(String(row.note ?? row.phone ?? "")),
    };
  });
}

/** A phone is shown as everywhere else, any other note as it came. @param {string} note */
const readable = (note) => (/^\+\d{7,15}$/.test(note) ? phone(note) : note);

/** @param {Element} box */
async function find(box) {
  const { text } = parts(box);
  const state = states.get(box) ?? { timer: 0, running: new AbortController() };
  states.set(box, state);
  state.running.abort();
  state.running = new AbortController();
  const source = /** @type {HTMLElement} */ (box).dataset.source ?? "";
  const address = new URL(source, location.href);
  address.searchParams.set("q", text.value);
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: state.running.signal });
    if (answer.ok) fill(box, read(await answer.json()));
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "AbortError") close(box);
  }
}

/** @param {Element} box @param {Option[]} options */
function fill(box, options) {
  const { text, list } = parts(box);
  const rows = options.map((option, index) => row(`${list.id}-${index}`, option));
  const create = /** @type {HTMLElement} */ (box).dataset.create;
  if (create && text.value.trim()) rows.push(row(`${list.id}-new`, { value: "", label: `${create} «${text.value.trim()}»` }, true));
  list.replaceChildren(...rows);
  list.hidden = !rows.length;
  text.setAttribute("aria-expanded", String(!list.hidden));
  select(box, 0);
}

/** @param {string} id @param {Option} option @param {boolean} [fresh] */
function row(id, option, fresh = false) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.dataset.value = option.value;
  item.dataset.label = fresh ? "" : option.label;
  item.append(Object.assign(document.createElement("span"), { className: "clip", textContent: option.label }));
  if (option.note) item.append(Object.assign(document.createElement("small"), { textContent: option.note }));
  return item;
}

/** @param {Element} box @param {number} index */
function select(box, index) {
  const { text, list } = parts(box);
  const rows = [...list.children];
  const at = rows.length ? (index + rows.length) % rows.length : -1;
  rows.forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
  rows[at]?.scrollIntoView({ block: "nearest" });
  text.setAttribute("aria-activedescendant", rows[at]?.id ?? "");
}

/** @param {Element} box @param {Element | undefined} item */
function choose(box, item) {
  const { text, id } = parts(box);
  if (!(item instanceof HTMLElement)) return;
  if (item.dataset.label) text.value = item.dataset.label;
  id.value = item.dataset.value ?? "";
  close(box);
  id.dispatchEvent(new Event("change", { bubbles: true }));
}

/** @param {Element} box */
function close(box) {
  const { text, list } = parts(box);
  list.hidden = true;
  text.setAttribute("aria-expanded", "false");
  text.removeAttribute("aria-activedescendant");
}

const boxOf = (/** @type {EventTarget | null} */ target) => (target instanceof Element ? target.closest("[data-combobox]") : null);

document.addEventListener("input", (event) => {
  const box = boxOf(event.target);
  if (!box) return;
  // What was typed is nobody yet, whoever was chosen before.
  parts(box).id.value = "";
  const state = states.get(box) ?? { timer: 0, running: new AbortController() };
  states.set(box, state);
  clearTimeout(state.timer);
  state.timer = window.setTimeout(() => find(box), WAIT_MS);
});
document.addEventListener("focusin", (event) => {
  for (const list of document.querySelectorAll("[data-combobox] [role=listbox]:not([hidden])")) {
    const box = list.closest("[data-combobox]");
    if (box && box !== boxOf(event.target)) close(box);
  }
});
document.addEventListener("keydown", (event) => {
  const box = boxOf(event.target);
  if (!box) return;
  const { list } = parts(box);
  const at = [...list.children].findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) find(box);
    else select(box, at + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter" && !list.hidden) {
    event.preventDefault();
    choose(box, list.children[at]);
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    event.stopPropagation();
    close(box);
  }
}, true);
document.addEventListener("pointerdown", (event) => {
  const item = event.target instanceof Element ? event.target.closest("[data-combobox] [role=option]") : null;
  const box = boxOf(item);
  if (!box || !item) return;
  event.preventDefault();
  choose(box, item);
});
