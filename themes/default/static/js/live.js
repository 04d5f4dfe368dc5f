// What others do appears here: one stream of changed relations; when the page was made from one of them,
// it is fetched again and morphed, so that focus, scroll and open menus stay.

const GATHER_MS = 60; // several changes of one act are one refresh
const SLOW_MS = 3000; // until then a reconnection is nobody's business
const OFFLINE_MS = 10000;
const POLL_MS = 30000; // only while there is no stream

const main = () => document.getElementById("main");
const relations = () => new Set((main()?.dataset.relations ?? "").split(" ").filter(Boolean));

let timer = 0;
let running = false;
let again = false;
let downSince = 0;
let slowTimer = 0;
let offlineTimer = 0;
let pollTimer = 0;
/** A change that arrived while nobody looked. */
let stale = false;

/** Opens the stream; pages without sign-in have no indicator and no stream. */
export function start() {
  if (!document.getElementById("live")) return;
  const stream = new EventSource("/live");
  stream.addEventListener("change", (event) => changed(JSON.parse(event.data).relations ?? []));
  stream.addEventListener("open", up);
  stream.addEventListener("error", () => {
    down();
    // The server said no (signed out, or too many streams): the browser will not try again, so we do.
    if (stream.readyState === EventSource.CLOSED) setTimeout(start, OFFLINE_MS);
  });
  document.addEventListener("visibilitychange", () => !document.hidden && stale && refresh());
  window.addEventListener("pagehide", () => stream.close());
  document.addEventListener("htmx:after:swap", follow);
  follow();
}

/** @param {string[]} names */
function changed(names) {
  const shown = relations();
  if (!names.some((name) => name === "*" || shown.has(name))) return;
  clearTimeout(timer);
  timer = window.setTimeout(refresh, GATHER_MS);
}

/** Fetches the current page as a fragment and morphs it in. */
export async function refresh() {
  if (document.hidden) {
    stale = true;
    return;
  }
  // A card in somebody's hand is theirs; the drag refreshes when it ends.
  if (running || document.querySelector("[data-drag]")) {
    again = true;
    return;
  }
  running = true;
  stale = false;
  const kept = guard();
  const asked = location.href;
  try {
    await window.htmx?.ajax("GET", location.pathname + location.search, {
      source: "#main",
      target: "#main",
      swap: "outerMorph",
      push: "false",
      live: asked,
    });
    // Somebody went on meanwhile: what came was not swapped in (navigation.js), and where they are may have changed, too.
    again ||= location.href !== asked;
  } finally {
    for (const element of kept) element.removeAttribute("data-live-skip");
    running = false;
    if (again) {
      again = false;
      changed(["*"]);
    }
  }
}

/** Marks what must not change under the user's hands: a form being filled in, an open dialog. */
function guard() {
  // A button that has the focus is not being filled in: what it did must be seen.
  const typing = document.activeElement?.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select");
  const focused = typing ? document.activeElement?.closest("#main form, #main [data-combobox]") : null;
  const kept = [focused, ...document.querySelectorAll("#main form[data-dirty], #main dialog[open]")].filter((e) => e instanceof HTMLElement);
  for (const element of kept) element.setAttribute("data-live-skip", "");
  return kept;
}

/** A page that shows progress (`data-refresh="seconds"`) is asked again by itself. */
function follow() {
  const wants = document.querySelector("#main [data-refresh]");
  if (wants instanceof HTMLElement) setTimeout(refresh, Number(wants.dataset.refresh) * 1000);
}

function up() {
  for (const id of [slowTimer, offlineTimer]) clearTimeout(id);
  clearInterval(pollTimer);
  indicate("live");
  const banner = document.getElementById("offline");
  if (banner) banner.hidden = true;
  // What happened meanwhile was not told.
  if (downSince) refresh();
  downSince = 0;
}

function down() {
  if (downSince) return;
  downSince = Date.now();
  slowTimer = window.setTimeout(() => indicate("slow"), SLOW_MS);
  offlineTimer = window.setTimeout(() => {
    indicate("off");
    tellOffline();
  }, OFFLINE_MS);
  pollTimer = window.setInterval(refresh, POLL_MS);
}

/** @param {"live" | "slow" | "off"} state */
function indicate(state) {
  const mark = document.getElementById("live");
  if (!mark || mark.dataset.state === state) return;
  mark.dataset.state = state;
  mark.textContent = mark.dataset[state] ?? "";
}

function tellOffline() {
  const banner = document.getElementById("offline");
  if (!banner) return;
  const at = new Date(downSince).toTimeString().slice(0, 5);
  const text = banner.querySelector("span");
  if (text) text.textContent = (banner.dataset.text ?? "").replace("§", at);
  banner.hidden = false;
}
