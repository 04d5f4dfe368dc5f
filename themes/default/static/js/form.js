// Forms: the page's token, an idempotency key, masks of phones and sums, passwords that can be seen, steppers.

/** A random id; `crypto.randomUUID` exists only on HTTPS and localhost. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @type {WeakMap<Element, string>} One key per form until it is accepted, so that a repeated press is one act. */
const keys = new WeakMap();

/** Whose act a request is: that of a field which is asked about while it is filled in is not its form's. @param {any} ctx */
const actor = ({ request, sourceElement }) => (sourceElement?.matches?.("[hx-post]") ? sourceElement : (request?.form ?? sourceElement));

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail;
  const { request, sourceElement } = ctx;
  if (request.method === "GET") return;
  const owner = actor(ctx);
  if (!keys.has(owner)) keys.set(owner, randomId());
  request.headers["Idempotency-Key"] = keys.get(owner);
  // A panel of another module carries that module's token; it counts before the page's.
  const token = request.form?.querySelector('input[name="_csrf"]')?.value;
  if (token) request.headers["X-CSRF-Token"] = token;
  const button = request.submitter ?? sourceElement;
  button?.setAttribute?.("aria-busy", "true");
});

document.addEventListener("htmx:finally:request", (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail;
  for (const button of [ctx.request?.submitter, ctx.sourceElement]) button?.removeAttribute?.("aria-busy");
  const owner = actor(ctx);
  // Whatever was answered, it was answered: the next press is a new act. Only silence may be repeated.
  if (ctx.response) keys.delete(owner);
});

/**
 * A phone as it is read: +998 90 123 45 67. What is typed without a country is of Uzbekistan.
 * @param {string} typed
 */
export function phone(typed) {
  const digits = typed.replace(/\D/g, "");
  if (!digits) return typed.startsWith("+") ? "+" : "";
  const foreign = typed.trim().startsWith("+") && !digits.startsWith("998");
  if (foreign) return "+" + digits.slice(0, 15);
  const local = digits.startsWith("998") && (typed.includes("+") || digits.length > 9) ? digits.slice(3) : digits;
  const [, a, b, c, d] = /^(\d{0,2})(\d{0,3})(\d{0,2})(\d{0,2})/.exec(local) ?? [];
  return ["+998", a, b, c, d].filter(Boolean).join(" ");
}

/** English groups with commas and has a decimal point; Uzbek and Russian group with spaces and have a decimal comma. */
const english = document.documentElement.lang === "en";
const between = english ? "," : "\u00a0";
const decimal = english ? "." : ",";

/** A typed number without its groups, with a decimal point. @param {string} typed */
const bare = (typed) => (english ? typed.replaceAll(",", "") : typed).replace(/[\s\u00a0]/g, "").replace(",", ".");

/**
 * A sum with its digits in groups of three; anything else that was typed stays, so that the server can say what is wrong.
 * @param {string} typed
 */
export function money(typed) {
  const [whole, ...rest] = bare(typed).split(".");
  if (!/^-?\d+$/.test(whole)) return typed;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, between);
  return rest.length ? `${grouped}${decimal}${rest.join("")}` : grouped;
}

const masks = { phone, money };

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLElement)) return;
  input.closest("form")?.setAttribute("data-dirty", "");
  if (!(input instanceof HTMLInputElement)) return;
  const mask = masks[/** @type {"phone" | "money"} */ (input.dataset.mask)];
  // In the middle of the text the cursor would jump; there the mask waits until the field is left.
  if (mask && input.selectionStart === input.value.length && !event.inputType?.startsWith("delete")) {
    input.value = mask(input.value);
  }
  if (input.getAttribute("aria-invalid")) input.removeAttribute("aria-invalid");
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement || input instanceof HTMLSelectElement)) return;
  const mask = masks[/** @type {"phone" | "money"} */ (input.dataset.mask)];
  if (mask) input.value = mask(input.value);
  if (input.matches("[data-autosubmit]") && input.value) input.form?.requestSubmit();
  const consent = input.closest("[data-consent]");
  if (consent) agree(consent);
});

// More than a limit is to be explained: the field that asks why is named by `data-asks`.
document.addEventListener("input", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.asks) return;
  const amount = Number(bare(input.value));
  document.getElementById(input.dataset.asks)?.classList.toggle("asked", amount > Number(input.dataset.limit));
});

document.addEventListener("reset", (event) => /** @type {HTMLElement} */ (event.target).removeAttribute("data-dirty"));

/** The sheet's button waits for the tick; the server asks for it in any case. @param {Element} form */
function agree(form) {
  const tick = form.querySelector('input[name="agree"]');
  const button = form.querySelector("button.primary");
  if (tick instanceof HTMLInputElement && button instanceof HTMLButtonElement) button.disabled = !tick.checked;
}

/** What cannot work without script is shown only now. */
function prepare() {
  for (const button of document.querySelectorAll("[data-reveal]")) button.removeAttribute("hidden");
  for (const form of document.querySelectorAll("[data-consent]")) agree(form);
}
prepare();
document.addEventListener("htmx:after:swap", prepare);

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const reveal = target.closest("[data-reveal]");
  if (reveal) {
    const input = reveal.parentElement?.querySelector("input");
    const seen = input?.type === "text";
    if (input) input.type = seen ? "password" : "text";
    reveal.setAttribute("aria-pressed", String(!seen));
    return;
  }
  const step = target.closest("[data-step]");
  if (step instanceof HTMLElement) {
    const input = step.closest("[data-stepper]")?.querySelector("input");
    if (!input) return;
    const [min, max] = [Number(input.min || -Infinity), Number(input.max || Infinity)];
    input.value = String(Math.min(max, Math.max(min, Number(input.value || 0) + Number(step.dataset.step))));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

// A file dropped on an upload form is chosen and sent.
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target instanceof Element ? event.target.closest("[data-drop]") : null;
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    const files = /** @type {DragEvent} */ (event).dataTransfer?.files;
    const input = zone.querySelector('input[type="file"]');
    if (kind === "drop" && files?.length && input instanceof HTMLInputElement) {
      input.files = files;
      /** @type {HTMLFormElement} */ (zone).requestSubmit();
    }
  });
}
