// The schedule's hands: drag a card to another time or master, pull its lower edge, do the same with keys, click an
// empty place to book. The server's HTML is final; this only moves cards by the same classes and asks the server,
// whose answer decides. Everything hangs on `document`, so refreshed fragments need no wiring.
// @ts-check

import { randomId } from "./form.js";

const STEP_MINUTES = 5;
/** Steps a drag goes by: 15 minutes, with Alt 5. */
const COARSE = 3;
const LONG_PRESS_MS = 350;
/** A mouse that moved less only clicked. */
const SLACK_PX = 4;

/** @typedef {{card: HTMLElement, lane: HTMLElement, step: number, length: number}} Place */

/** @param {Element} card */
const step = (card) => Number(/** @type {HTMLElement} */ (card).dataset.step);
/** @param {Element} card */
const length = (card) => Number(/** @type {HTMLElement} */ (card).dataset.length);
const day = () => /** @type {HTMLElement|null} */ (document.querySelector(".day[data-from]"));
const slotHeight = () => parseFloat(getComputedStyle(/** @type {HTMLElement} */ (day())).getPropertyValue("--slot"));
const lanes = () => [...document.querySelectorAll(".day .lane")].filter((lane) => lane.clientWidth > 0);
const rows = () => Number(getComputedStyle(/** @type {HTMLElement} */ (day())).getPropertyValue("--rows"));

/** The instant of a step, in milliseconds. @param {number} at */
const instant = (at) => Date.parse(/** @type {string} */ (day()?.dataset.from)) + at * STEP_MINUTES * 60_000;

/** The wall time of a step in the branch's own zone: RFC 3339 carries its offset. @param {number} at */
function wall(at) {
  const from = /** @type {string} */ (day()?.dataset.from);
  const [hour, minute] = from.slice(11, 16).split(":").map(Number);
  const minutes = Math.floor(hour * 60 + minute + at * STEP_MINUTES + 1e-6) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** @param {number} at @param {number} long */
const times = (at, long) => `${wall(at)}–${wall(at + long)}`;

/** The two classes of so many steps: "sp" says where, "dq" how long (build.mjs). @param {string} letters @param {number} count */
const steps = ([hours, rest], count) => [`${hours}${count - (count % 12)}`, `${rest}${count % 12}`];

/** Shows a card at a place: classes for the grid, data for the next move, words for the eye. @param {HTMLElement} card @param {number} at @param {number} long */
function put(card, at, long) {
  card.classList.remove(...steps("sp", step(card)), ...steps("dq", length(card)));
  card.classList.add(...steps("sp", at), ...steps("dq", long));
  card.dataset.step = String(at);
  card.dataset.length = String(long);
  const [from, until] = [card.querySelector("[data-time]"), card.querySelector("[data-until]")];
  if (from?.firstChild) from.firstChild.textContent = wall(at);
  if (until) until.textContent = `–${wall(at + long)}`;
}

/** Would both need the master at once? While the colour of one works, there is room for the other. @param {HTMLElement} card @param {Element} lane @param {number} at @param {number} long */
function clashes(card, lane, at, long) {
  const mine = work(card, at, at + long);
  return [...lane.querySelectorAll(".ap")].some((other) => {
    if (other === card) return false;
    const [from, to] = span(other);
    return work(/** @type {HTMLElement} */ (other), from, to).some(([a, b]) => mine.some(([c, d]) => a < d && c < b));
  });
}

/** The steps of a card in which its master works: all but its `data-gaps`, "12+7 30+2" from its beginning. @param {HTMLElement} card @param {number} from @param {number} to */
function work(card, from, to) {
  const parts = [];
  let at = from;
  for (const gap of (card.dataset.gaps ?? "").split(" ").filter(Boolean)) {
    const [start, long] = gap.split("+").map(Number);
    if (from + start >= to) break;
    parts.push([at, from + start]);
    at = from + start + long;
  }
  if (at < to) parts.push([at, to]);
  return parts;
}

/** @param {Element} card */
function span(card) {
  const of = (/** @type {string} */ letter) => Number([...card.classList].find((name) => new RegExp(`^${letter}\\d+$`).test(name))?.slice(1) ?? 0);
  const from = of("s") + of("p");
  return [from, from + of("d") + of("q")];
}

// --- dragging ---

/** @type {null | (Place & {x: number, y: number, grip: boolean, started: boolean, timer: number, pointer: number, touch: boolean, scroll: number, target: HTMLElement, at: number, long: number})} */
let drag = null;
/** A click that ends a drag is not a click. */
let swallow = false;

document.addEventListener("pointerdown", (event) => {
  const card = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest?.(".ap[data-movable]"));
  if (!card || event.button !== 0 || card.getAttribute("aria-busy") === "true") return;
  const grip = Boolean(/** @type {Element} */ (event.target).closest("[data-grip]"));
  const lane = /** @type {HTMLElement} */ (card.closest(".lane"));
  drag = {
    card, lane, step: step(card), length: length(card), x: event.clientX, y: event.clientY, grip, started: false, timer: 0,
    pointer: event.pointerId, touch: event.pointerType !== "mouse", scroll: scroller()?.scrollTop ?? 0, target: lane, at: step(card), long: length(card),
  };
  if (drag.touch && !grip) drag.timer = window.setTimeout(start, LONG_PRESS_MS);
  else if (grip) start();
});

const scroller = () => /** @type {HTMLElement|null} */ (document.querySelector(".sched-wrap"));

function start() {
  if (!drag || drag.started) return;
  drag.started = true;
  drag.card.dataset.drag = "";
  // A refresh that arrives meanwhile leaves this card alone.
  drag.card.setAttribute("data-live-skip", "");
  drag.card.closest(".lane")?.setAttribute("data-live-skip", "");
  if (drag.touch) navigator.vibrate?.(12);
}

document.addEventListener("pointermove", (event) => {
  if (!drag || event.pointerId !== drag.pointer) return ghost(event);
  const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > (drag.touch ? 10 : SLACK_PX);
  if (!drag.started) {
    if (!far) return;
    if (drag.touch) return stop(); // a swipe scrolls
    start();
  }
  event.preventDefault();
  follow(event);
}, { passive: false });

/** @param {PointerEvent} event */
function follow(event) {
  if (!drag) return;
  const scrolled = (scroller()?.scrollTop ?? 0) - drag.scroll;
  const moved = (event.clientY - drag.y + scrolled) / slotHeight();
  const by = event.altKey ? 1 : COARSE;
  const snap = (/** @type {number} */ value) => Math.round(value / by) * by;
  if (drag.grip) {
    drag.long = Math.max(1, snap(drag.step + drag.length + moved) - drag.step);
    put(drag.card, drag.step, drag.long);
  } else {
    drag.at = Math.min(Math.max(0, snap(drag.step + moved)), rows() - drag.length);
    const under = lanes().find((lane) => { const box = lane.getBoundingClientRect(); return event.clientX >= box.left && event.clientX < box.right; });
    drag.target = /** @type {HTMLElement} */ (under ?? drag.target);
    const shift = drag.target.getBoundingClientRect().left - drag.lane.getBoundingClientRect().left;
    drag.card.style.translate = `${shift}px 0`;
    put(drag.card, drag.at, drag.length);
  }
  document.querySelectorAll(".lane[data-target]").forEach((lane) => lane !== drag?.target && lane.removeAttribute("data-target"));
  if (drag.target !== drag.lane) drag.target.dataset.target = "";
  drag.card.classList.toggle("clash", clashes(drag.card, drag.target, drag.at, drag.long));
  edge(event);
}

/** Near the edge of the view the day goes on. @param {PointerEvent} event */
function edge(event) {
  const box = scroller()?.getBoundingClientRect();
  if (!box) return;
  if (event.clientY > box.bottom - 40) scroller()?.scrollBy(0, 12);
  if (event.clientY < box.top + 110) scroller()?.scrollBy(0, -12);
}

document.addEventListener("pointerup", (event) => {
  if (!drag || event.pointerId !== drag.pointer) return;
  if (!drag.started) return stop();
  const { card, lane, target, at, long, grip, step: from, length: was } = drag;
  swallow = true;
  setTimeout(() => (swallow = false), 60);
  stop();
  if (grip ? long === was : at === from && target === lane) return settle(card, { card, lane, step: from, length: was });
  if (grip) resize(card, long, { card, lane, step: from, length: was });
  else move(card, target, at, { card, lane, step: from, length: was });
});
document.addEventListener("pointercancel", () => cancel());
document.addEventListener("click", (event) => {
  if (!swallow) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
document.addEventListener("dragstart", (event) => {
  if (/** @type {Element} */ (event.target).closest?.(".ap")) event.preventDefault();
});
document.addEventListener("contextmenu", (event) => {
  if (drag?.started && drag.touch) event.preventDefault();
});
// Once a card is lifted by a finger, the page under it must not scroll.
document.addEventListener("touchmove", (event) => { if (drag?.started) event.preventDefault(); }, { passive: false });

function stop() {
  if (!drag) return;
  clearTimeout(drag.timer);
  delete drag.card.dataset.drag;
  drag.card.style.translate = "";
  drag.card.closest(".lane")?.removeAttribute("data-live-skip");
  document.querySelectorAll(".lane[data-target]").forEach((lane) => lane.removeAttribute("data-target"));
  drag = null;
}

function cancel() {
  if (!drag) return;
  const { card, lane, step: at, length: long } = drag;
  stop();
  settle(card, { card, lane, step: at, length: long });
}

/** Puts a card back where it was. @param {HTMLElement} card @param {Place} before */
function settle(card, before) {
  if (card.parentElement !== before.lane) before.lane.append(card);
  put(card, before.step, before.length);
  card.classList.remove("clash");
  card.removeAttribute("aria-busy");
  card.removeAttribute("data-live-skip");
}

// --- asking the server ---

/** @param {HTMLElement} card @param {HTMLElement} target @param {number} at @param {Place} before */
function move(card, target, at, before) {
  if (target !== card.parentElement) target.append(card);
  put(card, at, before.length);
  const start = Date.parse(/** @type {string} */ (card.dataset.start)) + (at - before.step) * STEP_MINUTES * 60_000;
  const body = { start: new Date(start).toISOString(), staff_id: target.dataset.staff, from_staff_id: before.lane.dataset.staff };
  if (target === before.lane) { delete body.staff_id; delete body.from_staff_id; }
  ask(card, "move", body, before, (day()?.dataset.toastMoved ?? "").replace("§", wall(at)));
}

/** @param {HTMLElement} card @param {number} long @param {Place} before */
function resize(card, long, before) {
  put(card, before.step, long);
  const end = new Date(instant(before.step + long)).toISOString();
  ask(card, "resize", { end, staff_id: before.lane.dataset.staff }, before, (day()?.dataset.toastResized ?? "").replace("§", wall(before.step + long)));
}

/** The card's own address, `/p/booking/appointments/<id>`. @param {HTMLElement} card */
const address = (card) => `${/** @type {string} */ (card.getAttribute("href")).split("?")[0]}`;

/** Sends a change; keeps it if the server agrees, puts the card back with the reason if not. @param {HTMLElement} card @param {string} act @param {object} body @param {Place} before @param {string} done */
async function ask(card, act, body, before, done) {
  card.setAttribute("aria-busy", "true");
  try {
    const answer = await post(`${address(card)}/${act}`, body);
    const problem = answer.ok ? null : await answer.json().catch(() => ({}));
    card.removeAttribute("aria-busy");
    card.removeAttribute("data-live-skip");
    card.classList.remove("clash");
    if (problem) {
      settle(card, before);
      if (problem.errors?.by) askWhose(card, body);
      else refused(problem);
      return;
    }
    const said = await answer.json();
    toast(done, "good", said.change_id && { href: `${address(card)}/undo`, fields: ["change_id", said.change_id] });
  } catch {
    settle(card, before);
    toast(day()?.dataset.toastFailed ?? "", "bad");
    return;
  }
  refresh();
}

/** For the client this move costs money: its form asks who wants it, with the place already chosen. @param {HTMLElement} card @param {object} body */
function askWhose(card, body) {
  const was = card.getAttribute("href") ?? "";
  card.setAttribute("href", `${address(card)}/move?${new URLSearchParams(Object.entries(body))}`);
  card.click();
  card.setAttribute("href", was);
}

/** @param {string} href @param {object} body */
const post = (href, body) => fetch(href, {
  method: "POST",
  headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": document.getElementById("main")?.dataset.csrf ?? "", "Idempotency-Key": randomId() },
  body: JSON.stringify(body),
});

/** Says why, and what is free instead. @param {any} problem */
function refused(problem) {
  const errors = problem.errors ?? problem.fields ?? {};
  const first = Array.isArray(errors) ? errors[0]?.message ?? errors[0]?.detail : Object.values(errors)[0];
  const text = (typeof first === "string" ? first : first?.message) ?? problem.detail ?? problem.title ?? day()?.dataset.toastFailed;
  const free = (problem.alternatives ?? problem.data?.alternatives ?? []).map((/** @type {string} */ at) => at.slice(11, 16)).join(", ");
  toast(free ? `${text} ${(day()?.dataset.toastFree ?? "").replace("§", free)}` : text, "bad");
}

/** @param {string} text @param {string} tone @param {any} [undo] */
function toast(text, tone, undo) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, tone, undo } }));
}

/** The page as the server sees it now. Focus stays on the card that had it. */
function refresh() {
  const focused = document.activeElement?.id;
  const htmx = /** @type {any} */ (window).htmx;
  const done = htmx?.ajax ? htmx.ajax("GET", location.pathname + location.search, { target: "#main", swap: "outerMorph" }) : null;
  Promise.resolve(done).then(() => focused && focused !== document.activeElement?.id && document.getElementById(focused)?.focus());
}

// --- keys ---

/** Moves by keys wait until the hand rests, so five presses are one change. @type {null | {card: HTMLElement, before: Place, timer: number, resized: boolean}} */
let pending = null;

document.addEventListener("keydown", (event) => {
  if (!day() || /** @type {Element} */ (event.target).closest?.("input, textarea, select, dialog, [contenteditable]")) return;
  const card = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest?.(".lane .ap"));
  if (event.key === "Escape" && drag?.started) { event.preventDefault(); return cancel(); }
  if (!card) return arrowsWithoutCard(event);
  const arrow = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
  if (arrow) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.altKey && "movable" in card.dataset) return event.shiftKey ? stretch(card, arrow[1]) : nudge(card, arrow[0], arrow[1]);
    return walk(card, arrow[0], arrow[1]);
  }
  const digit = /^Digit([1-6])$/.exec(event.code)?.[1];
  if (digit && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    event.stopImmediatePropagation();
    setState(card, Number(digit));
  }
}, true);

/** @param {KeyboardEvent} event */
function arrowsWithoutCard(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = { ArrowLeft: "[data-day-previous]", ArrowRight: "[data-day-next]" }[event.key];
  if (link) { event.preventDefault(); /** @type {HTMLElement|null} */ (document.querySelector(link))?.click(); }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const first = /** @type {HTMLElement|null} */ (document.querySelector(".lane .ap[href]"));
    if (first && document.activeElement?.matches(".sched-wrap, body")) { event.preventDefault(); first.focus(); }
  }
}

/** From card to card: along the master's day, or to the nearest of the neighbour. @param {HTMLElement} card @param {number} across @param {number} along */
function walk(card, across, along) {
  const cards = (/** @type {Element} */ lane) => [...lane.querySelectorAll(".ap[href]")].sort((a, b) => step(a) - step(b));
  const all = lanes();
  const here = all.indexOf(/** @type {Element} */ (card.closest(".lane")));
  if (along) {
    const list = cards(all[here]);
    return /** @type {HTMLElement|undefined} */ (list[list.indexOf(card) + along])?.focus();
  }
  for (let at = here + across; at >= 0 && at < all.length; at += across) {
    const near = cards(all[at]).sort((a, b) => Math.abs(step(a) - step(card)) - Math.abs(step(b) - step(card)))[0];
    if (near) return /** @type {HTMLElement} */ (near).focus();
  }
}

/** @param {HTMLElement} card */
function begin(card) {
  if (pending && pending.card === card) { clearTimeout(pending.timer); return pending; }
  commit();
  pending = { card, before: { card, lane: /** @type {HTMLElement} */ (card.closest(".lane")), step: step(card), length: length(card) }, timer: 0, resized: false };
  card.setAttribute("data-live-skip", "");
  return pending;
}

function commit() {
  if (!pending) return;
  const { card, before, resized, timer } = pending;
  clearTimeout(timer);
  pending = null;
  const lane = /** @type {HTMLElement} */ (card.closest(".lane"));
  if (resized && length(card) !== before.length) resize(card, length(card), before);
  else if (!resized && (step(card) !== before.step || lane !== before.lane)) move(card, lane, step(card), before);
  else settle(card, before);
}

/** @param {HTMLElement} card @param {number} across @param {number} along */
function nudge(card, across, along) {
  const change = begin(card);
  if (change.resized) { commit(); return nudge(card, across, along); }
  const all = lanes();
  const lane = all[all.indexOf(/** @type {Element} */ (card.closest(".lane"))) + across];
  if (lane && across) { lane.append(card); card.focus(); }
  put(card, Math.min(Math.max(0, step(card) + along * COARSE), rows() - length(card)), length(card));
  card.classList.toggle("clash", clashes(card, /** @type {Element} */ (card.closest(".lane")), step(card), length(card)));
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  say(card);
  change.timer = window.setTimeout(commit, 700);
}

/** @param {HTMLElement} card @param {number} along */
function stretch(card, along) {
  if (!along) return;
  const change = begin(card);
  change.resized = true;
  put(card, step(card), Math.max(1, length(card) + along * COARSE));
  card.classList.toggle("clash", clashes(card, /** @type {Element} */ (card.closest(".lane")), step(card), length(card)));
  say(card);
  change.timer = window.setTimeout(commit, 700);
}

/** The live time, for ears. @param {HTMLElement} card */
function say(card) {
  const region = document.getElementById("announce");
  if (region) region.textContent = `${times(step(card), length(card))}, ${/** @type {HTMLElement} */ (card.closest(".lane")).dataset.firstName ?? ""}`;
}

const STATES = ["booked", "confirmed", "arrived", "in_service", "completed", "no_show"];

/** @param {HTMLElement} card @param {number} digit */
async function setState(card, digit) {
  const state = STATES[digit - 1];
  if (card.dataset.state === state) return;
  card.setAttribute("aria-busy", "true");
  const answer = await post(`${address(card)}/state`, { state }).catch(() => null);
  card.removeAttribute("aria-busy");
  if (!answer) return toast(day()?.dataset.toastFailed ?? "", "bad");
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) return refused(said);
  refresh();
}

// --- an empty place books ---

/** The step under the pointer in an empty lane, on the quarter hour; in a free window only for a mouse, which is exact. @param {MouseEvent} event @returns {null | {lane: HTMLElement, at: number}} */
function emptyPlace(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const exact = /** @type {PointerEvent} */ (event).pointerType === "mouse";
  const lane = exact && target.closest?.(".free") ? /** @type {HTMLElement} */ (target.closest(".lane")) : target;
  if (!lane.classList?.contains("lane") || !document.querySelector("[data-new]")) return null;
  const at = Math.floor((event.clientY - lane.getBoundingClientRect().top) / slotHeight() / COARSE) * COARSE;
  return at >= 0 && at < rows() ? { lane, at } : null;
}

document.addEventListener("click", (event) => {
  const place = emptyPlace(event);
  const link = /** @type {HTMLAnchorElement|null} */ (document.querySelector("a[data-new]"));
  if (!place || !link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const to = new URL(link.href);
  to.searchParams.set("staff", place.lane.dataset.staff ?? "");
  to.searchParams.set("start", new Date(instant(place.at)).toISOString());
  const was = link.getAttribute("href") ?? "";
  link.setAttribute("href", to.pathname + to.search);
  link.click();
  link.setAttribute("href", was);
}, true);

/** Under the mouse, an empty place says its time. @param {PointerEvent} event */
function ghost(event) {
  const place = event.pointerType === "mouse" && !drag ? emptyPlace(event) : null;
  let mark = document.querySelector(".lane-ghost");
  if (!place) return mark?.remove();
  if (!mark) { mark = document.createElement("span"); mark.setAttribute("aria-hidden", "true"); }
  if (mark.parentElement !== place.lane) place.lane.append(mark);
  mark.className = ["lane-ghost", ...steps("sp", place.at), ...steps("dq", COARSE)].join(" ");
  mark.textContent = wall(place.at);
}

// --- the day goes on ---

function tick() {
  const from = day()?.dataset.from;
  const mark = document.getElementById("now-text");
  if (!from || !mark) return;
  const at = Math.floor((Date.now() - Date.parse(from)) / 60_000 / STEP_MINUTES);
  if (at < 0 || at >= rows()) return;
  // `wall` counts steps; a fifth of one is a minute.
  mark.textContent = wall(Math.floor((Date.now() - Date.parse(from)) / 60_000) / STEP_MINUTES);
  for (const line of [mark, ...document.querySelectorAll(".now")]) {
    line.classList.remove(...[...line.classList].filter((name) => /^[sp]\d+$/.test(name)));
    line.classList.add(...steps("sp", at));
  }
}
setInterval(tick, 20_000);

/** A fresh day opens where the day is. */
function openAtNow() {
  const wrap = scroller();
  const mark = document.querySelector(".now-t");
  if (!wrap || !(mark instanceof HTMLElement) || wrap.dataset.opened) return;
  wrap.dataset.opened = "";
  wrap.scrollTop = Math.max(0, mark.offsetTop - wrap.clientHeight / 3);
}
openAtNow();
document.addEventListener("htmx:after:swap", () => requestAnimationFrame(openAtNow));

// On a phone a swipe across goes to the next master.
/** @type {null | {x: number, y: number}} */
let swipe = null;
document.addEventListener("touchstart", (event) => {
  swipe = /** @type {Element} */ (event.target).closest?.(".sched-wrap") && event.touches.length === 1 ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
}, { passive: true });
document.addEventListener("touchend", (event) => {
  if (!swipe || drag?.started || lanes().length !== 1) return;
  const [x, y] = [event.changedTouches[0].clientX - swipe.x, event.changedTouches[0].clientY - swipe.y];
  if (Math.abs(x) < 70 || Math.abs(y) > 40) return;
  const all = [...document.querySelectorAll(".mstrip a")];
  const here = all.findIndex((link) => link.hasAttribute("aria-current"));
  /** @type {HTMLElement|undefined} */ (all[here + (x < 0 ? 1 : -1)])?.click();
});

// «New client» in the search field: what was typed is the name, the phone is next.
document.addEventListener("change", (event) => {
  const chosen = /** @type {HTMLInputElement} */ (event.target);
  const form = document.getElementById("booking-form");
  if (chosen.name !== "client_id" || chosen.value || !form?.contains(chosen)) return;
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.querySelector(`[name="${name}"]`));
  const [first, ...rest] = field("client_id_text").value.trim().split(/\s+/);
  form.querySelector("[data-new-client]")?.setAttribute("open", "");
  field("first_name").value ||= first ?? "";
  field("last_name").value ||= rest.join(" ");
  field("phone").focus();
});
