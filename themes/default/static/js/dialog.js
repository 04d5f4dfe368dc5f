// Layers above the page: dialogs, drawers, menus, and the question before an act.

/** Opens a dialog; Back closes it and focus returns to the opener (the browser sees to the latter). @param {HTMLDialogElement} dialog */
export function open(dialog) {
  if (dialog.open) return;
  dialog.showModal();
  history.pushState({ layer: true }, "", location.href);
  dialog.addEventListener(
    "close",
    () => {
      if (!history.state?.layer) return;
      leaving = true;
      history.back();
    },
    { once: true },
  );
}

/** A step back that only leaves a layer: the page below is already there and must not be fetched again. */
let leaving = false;
window.addEventListener("popstate", () => {
  const top = [...document.querySelectorAll("dialog[open]")].pop();
  if (top instanceof HTMLDialogElement) {
    leaving = true;
    top.close();
  }
  if (leaving) setTimeout(() => (leaving = false), 50);
});
document.addEventListener("htmx:before:history:restore", (event) => leaving && event.preventDefault());

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const opener = target.closest("[data-dialog]");
  if (opener instanceof HTMLElement) {
    hideMenus();
    const dialog = document.getElementById(opener.dataset.dialog ?? "");
    if (dialog instanceof HTMLDialogElement) open(dialog);
    return;
  }
  if (target.closest("[data-dialog-close]")) target.closest("dialog")?.close();
  // A press beside the dialog's box closes it.
  if (target instanceof HTMLDialogElement && target.id !== "confirm") target.close();
  if (target.closest("[data-reload]")) location.reload();
  if (target.closest(".menu-list a, .menu-list button")) setTimeout(hideMenus);
});

/** Dialogs that a page brings open: a refused form inside one, for example. */
function openNow() {
  for (const dialog of document.querySelectorAll("dialog[data-open]:not([open])")) {
    /** @type {HTMLDialogElement} */ (dialog).showModal();
  }
}
openNow();
document.addEventListener("htmx:after:swap", openNow);

function hideMenus() {
  for (const menu of document.querySelectorAll(".menu-list:popover-open")) /** @type {HTMLElement} */ (menu).hidePopover();
}

// Popovers live in the top layer, far from their button; they are put beside it when they open.
document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLElement) || !menu.matches(".menu-list:popover-open")) return;
    const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
    if (!button) return;
    const at = button.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    menu.style.left = `${Math.max(8, Math.min(at.left, room - menu.offsetWidth - 8, at.right > room / 2 ? at.right - menu.offsetWidth : at.left))}px`;
    const below = at.bottom + 6 + menu.offsetHeight < innerHeight;
    menu.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - 6 - menu.offsetHeight)}px`;
    menu.querySelector("a, button")?.focus({ preventScroll: true });
  },
  true,
);

// Arrows walk a menu.
document.addEventListener("keydown", (event) => {
  const menu = /** @type {Element} */ (event.target).closest?.(".menu-list");
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("a, button")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = (items.indexOf(/** @type {Element} */ (document.activeElement)) + step + items.length) % items.length;
  /** @type {HTMLElement} */ (items[next]).focus();
});

/** Asks before a form with `data-confirm` is sent; the browser's own question without our dialog. */
document.addEventListener(
  "submit",
  (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const submitter = /** @type {SubmitEvent} */ (event).submitter;
    const question = submitter?.dataset.confirm ?? form.dataset.confirm;
    if (!question || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question).then((yes) => {
      if (!yes) return;
      form.dataset.confirmed = "1";
      form.requestSubmit(/** @type {HTMLElement | undefined} */ (submitter ?? undefined));
      delete form.dataset.confirmed;
    });
  },
  true,
);

/** @param {string} question @returns {Promise<boolean>} */
export function ask(question) {
  const dialog = document.getElementById("confirm");
  if (!(dialog instanceof HTMLDialogElement)) return Promise.resolve(window.confirm(question));
  const text = dialog.querySelector("h2");
  if (text) text.textContent = question;
  return new Promise((resolve) => {
    const answer = (/** @type {Event} */ event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      if (button) dialog.close(button.value);
    };
    dialog.returnValue = "";
    dialog.addEventListener("click", answer);
    dialog.addEventListener(
      "close",
      () => {
        dialog.removeEventListener("click", answer);
        resolve(dialog.returnValue === "yes");
      },
      { once: true },
    );
    dialog.showModal();
  });
}
