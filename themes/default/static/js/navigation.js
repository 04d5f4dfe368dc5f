// What a swap of the page keeps: scroll place and focus on the same page, the address after a refused form.

/**
 * @typedef {{request: {method: string, headers: Record<string, string>, form?: HTMLFormElement}, push?: string,
 *   sourceElement: HTMLElement, hx?: Record<string, string>}} Context
 * @typedef {{type: string, target: HTMLElement | string, fragment: DocumentFragment, swapSpec: {style: string}}} Task
 */

/** A form that posts is not a place to come back to: its answer must not become the address. */
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = /** @type {CustomEvent<{ctx: Context}>} */ (event).detail;
  if (ctx.request.method !== "GET") ctx.push ??= "false";
});

/**
 * What others did belongs to the page it was asked for: a drawer that was opened meanwhile is not closed by it.
 * The same page again is morphed, so that scroll, focus and open menus survive; another page starts at its top.
 * What a person asked for is drawn whole; what others did leaves `data-live-skip` alone.
 */
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = /** @type {CustomEvent<{ctx: Context & {live?: string}, tasks: Task[]}>} */ (event).detail;
  if (ctx.live && ctx.live !== location.href) return event.preventDefault();
  if (window.htmx) window.htmx.config.morphSkip = ctx.live ? "[hx-morph-skip],[data-live-skip]" : "[hx-morph-skip]";
  for (const task of tasks) {
    if (task.type !== "main") continue;
    const now = document.getElementById("main");
    const next = task.fragment.querySelector("#main");
    if (now && next && now.dataset.path === /** @type {HTMLElement} */ (next).dataset.path) {
      task.swapSpec.style = "outerMorph";
    }
  }
});

/**
 * A form that is redrawn around the field where somebody types meanwhile keeps what stands there, and is asked again when
 * the field is left. A button has said all there was.
 */
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = /** @type {CustomEvent<{ctx: Context, tasks: Task[]}>} */ (event).detail;
  const [typed, source] = [document.activeElement, ctx.sourceElement];
  if (!(typed instanceof HTMLInputElement) || !typed.id || typed === source || !typed.form) return;
  if (typed.form.id !== source?.closest?.("form")?.id || source.matches("form, button")) return;
  for (const task of tasks) {
    const next = task.fragment.querySelector(`#${CSS.escape(typed.id)}`);
    if (!(next instanceof HTMLInputElement) || next.type !== typed.type || next.value === typed.value || typed.type === "radio") continue;
    next.value = typed.value;
    let told = false;
    const tell = () => told || next.dispatchEvent(new Event("change", { bubbles: true }));
    next.addEventListener("change", () => (told = true), { once: true });
    next.addEventListener("blur", tell, { once: true });
    // Left while it was being drawn: nobody leaves the new one.
    setTimeout(() => next.isConnected && document.activeElement !== next && tell(), 300);
  }
});

/** A form that was accepted is empty again when the page comes back. */
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = /** @type {CustomEvent<{ctx: Context}>} */ (event).detail;
  if (ctx.hx?.location) ctx.request.form?.reset();
});

/** After a refusal the reader is taken to what has to be corrected; after a change of page, to its beginning. */
document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = /** @type {CustomEvent<{ctx: Context & {live?: string}}>} */ (event).detail;
  // What is only redrawn while somebody fills it in was not refused.
  if (ctx.live || ctx.sourceElement?.matches?.("[hx-post]:not(form)")) return;
  const wrong = document.querySelector('#main [aria-invalid="true"], #main [data-form-message]');
  if (wrong instanceof HTMLElement && ctx.request?.method !== "GET") {
    wrong.focus();
    return;
  }
  const first = document.querySelector("#main [autofocus]");
  if (first instanceof HTMLElement && !document.activeElement?.closest("#main")) first.focus();
  if (location.hash === "#rail") history.replaceState(history.state, "", location.pathname + location.search);
});

/** Back and forward bring only `main`; the navigation around it is told by the address. */
document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail;
  if (!ctx.select) return;
  for (const nav of document.querySelectorAll("#rail, #tabbar")) {
    const links = /** @type {HTMLAnchorElement[]} */ ([...nav.querySelectorAll("a[href^='/']:not(.brand)")]);
    const leads = (/** @type {string} */ path) => location.pathname === path || (path !== "/" && location.pathname.startsWith(`${path}/`));
    const fitting = links.filter((link) => leads(link.pathname)).sort((a, b) => b.pathname.length - a.pathname.length);
    for (const link of links) {
      if (link === fitting[0]) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
});

/** The phone's bar shows what the tab shows; a module names its page in its own template. @param {string} title */
function nameBar(title) {
  const bar = document.getElementById("page-title");
  if (bar && title) bar.textContent = title.split(" · ")[0];
}
nameBar(document.title);
document.addEventListener("htmx:after:swap", (event) => nameBar(/** @type {CustomEvent} */ (event).detail.ctx.title ?? ""));

/** A row of tabs that is wider than the screen shows the one that is open. */
function showTab() {
  for (const tab of document.querySelectorAll(".tabs:not(.vertical) [aria-current]")) {
    tab.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
  }
}
showTab();
document.addEventListener("htmx:after:swap", (event) => {
  if (!(/** @type {CustomEvent<{ctx: {live?: string}}>} */ (event).detail.ctx.live)) showTab();
});
