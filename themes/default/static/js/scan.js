// Counting, receiving and selling goods: a USB scanner types like a keyboard and ends with Enter; a phone's camera reads codes
// with BarcodeDetector, or with a small library where the browser lacks it (Safari, Firefox), fetched when the button is
// first pressed; without a camera the code is typed. Also: one more line, one more piece.

/** Milliseconds between looks of the camera. */
const LOOK_MS = 180;
/** A scanner types faster than a hand: so many milliseconds from key to key at most. */
const SCANNER_MS = 35;
const CODE_MIN = 6;

/** Of a picture's longer side, in pixels: enough for a code that fills half of it, and quick on an old phone. */
const PICTURE_MAX = 960;

const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

/** Shows what this browser can do; without script or camera the buttons stay hidden. */
function prepare() {
  for (const button of document.querySelectorAll("[data-add-line][hidden]")) button.removeAttribute("hidden");
  if (hasCamera()) for (const button of document.querySelectorAll("[data-scan-open][hidden]")) button.removeAttribute("hidden");
  const field = document.querySelector(".count-item [autofocus]");
  if (field instanceof HTMLInputElement && document.activeElement === document.body) field.focus();
  // The next scan takes the place of a code that nobody knows.
  const wrong = document.querySelector("[data-scan-code][aria-invalid]");
  if (wrong instanceof HTMLInputElement) wrong.select();
}

/** One more line of a sheet: the last one again, empty and with the next number. @param {Element} form */
function addLine(form) {
  const lines = [...form.querySelectorAll("[data-line]")];
  const last = lines.at(-1);
  if (!last) return null;
  const fresh = /** @type {HTMLElement} */ (last.cloneNode(true));
  const [from, to] = [lines.length - 1, lines.length];
  for (const node of [fresh, ...fresh.querySelectorAll("*")]) {
    for (const name of ["name", "id", "for", "aria-controls"]) {
      const value = node.getAttribute(name);
      if (value) node.setAttribute(name, value.replace(`[${from}]`, `[${to}]`).replace(`l-${from}-`, `l-${to}-`));
    }
    if (node instanceof HTMLInputElement) node.value = "";
    node.removeAttribute("aria-invalid");
  }
  fresh.querySelectorAll(".error").forEach((error) => error.remove());
  last.after(fresh);
  return fresh;
}

/** A scanner does not wait for answers: each code has its turn when the one before it is drawn. */
let turn = Promise.resolve();
const TURN_MS = 5000;

/** Presses the form's own button, and waits until its answer has taken the place. @param {string} code */
async function put(code) {
  const field = document.querySelector("[data-scan-form] [data-scan-code]");
  const go = document.querySelector("[data-scan-form] [data-scan-go]");
  if (!(field instanceof HTMLInputElement) || !(go instanceof HTMLElement)) return;
  field.value = code;
  go.click();
  for (const until = Date.now() + TURN_MS; go.isConnected && Date.now() < until; ) await new Promise((next) => setTimeout(next, 20));
}

/** A code that was read goes where the page wants it. @param {string} code @param {Element} [near] */
async function use(code, near) {
  const counting = document.querySelector("[data-scan-form]");
  if (counting instanceof HTMLFormElement) {
    // Where the form does more than to take codes, its own button does it.
    if (counting.querySelector("[data-scan-go]")) return (turn = turn.then(() => put(code)));
    const field = /** @type {HTMLInputElement} */ (counting.querySelector("[data-scan-code]"));
    field.value = code;
    counting.requestSubmit();
    return;
  }
  const form = near?.closest("[data-scan-into]") ?? document.querySelector("[data-scan-into]");
  if (!(form instanceof HTMLFormElement)) return;
  if (form.dataset.scanInto === "barcode") {
    const field = form.querySelector('[name="barcode"]');
    if (field instanceof HTMLInputElement) field.value = code;
    return;
  }
  await addItem(form, code);
}

/** A scanned item on a sheet: one more of it, or the next free line. @param {HTMLFormElement} form @param {string} code */
async function addItem(form, code) {
  const source = form.querySelector("[data-combobox]");
  if (!(source instanceof HTMLElement)) return;
  const address = new URL(source.dataset.source ?? "", location.href);
  address.searchParams.set("barcode", code);
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  const item = answer?.ok ? (await answer.json()).items?.[0] : undefined;
  const lines = [...form.querySelectorAll("[data-line]")];
  const id = (/** @type {Element} */ line) => /** @type {HTMLInputElement} */ (line.querySelector('input[type="hidden"]'));
  if (!item) {
    // Unknown: the code stays in a free line's search, so that the eye finds it.
    const free = lines.find((line) => !id(line).value) ?? addLine(form);
    const text = free?.querySelector('[role="combobox"]');
    if (text instanceof HTMLInputElement) {
      text.value = code;
      text.focus();
    }
    return;
  }
  const known = lines.find((line) => id(line).value === item.item_id);
  const line = known ?? lines.find((one) => !id(one).value) ?? addLine(form);
  if (!line) return;
  id(line).value = item.item_id;
  /** @type {HTMLInputElement} */ (line.querySelector('[role="combobox"]')).value = item.label;
  const amount = line.querySelector('[name$="[quantity]"]');
  if (amount instanceof HTMLInputElement) {
    amount.value = String((Number(amount.value.replace(",", ".")) || 0) + 1);
    amount.focus();
    amount.select();
  }
}

/** What reads a code from a picture: the browser itself, if it knows the codes of goods, else the library.
 * @returns {Promise<(video: HTMLVideoElement) => Promise<string | undefined>>} */
async function reader() {
  // @ts-ignore: not in every browser's types yet.
  const Native = window.BarcodeDetector;
  const known = await Native?.getSupportedFormats?.().catch(() => []);
  if (known?.includes("ean_13")) {
    const detector = new Native();
    return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue?.trim();
  }
  // @ts-ignore: written by build.mjs.
  const zxing = await import("../vendor/zxing.js");
  const hints = new Map([[zxing.DecodeHintType.TRY_HARDER, true]]);
  const readers = [new zxing.MultiFormatUPCEANReader(hints), new zxing.Code128Reader()];
  const canvas = document.createElement("canvas");
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  return async (video) => {
    const scale = Math.min(1, PICTURE_MAX / Math.max(video.videoWidth, video.videoHeight, 1));
    const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    if (!width || !height) return undefined;
    Object.assign(canvas, { width, height });
    context.drawImage(video, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const grey = new Uint8ClampedArray(width * height);
    for (let at = 0; at < grey.length; at += 1) grey[at] = (data[at * 4] + 2 * data[at * 4 + 1] + data[at * 4 + 2]) >> 2;
    const picture = new zxing.BinaryBitmap(new zxing.HybridBinarizer(new zxing.RGBLuminanceSource(grey, width, height)));
    for (const one of readers) {
      try {
        return one.decode(picture, hints).getText();
      } catch {
        // No code of this kind in the picture.
      }
    }
    return undefined;
  };
}

/** The camera in a dialog, until a code is read or somebody closes it. @param {Element} opener */
async function look(opener) {
  const dialog = document.createElement("dialog");
  dialog.className = "scan";
  const video = Object.assign(document.createElement("video"), { muted: true, playsInline: true, autoplay: true });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "btn lg block" });
  close.textContent = document.querySelector("[data-drawer-close]")?.getAttribute("aria-label") ?? "×";
  dialog.append(video, close);
  document.body.append(dialog);
  /** @type {MediaStream | undefined} */
  let stream;
  const end = () => {
    stream?.getTracks().forEach((track) => track.stop());
    dialog.remove();
  };
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", end, { once: true });
  dialog.showModal();
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    // Nobody allowed the camera: the field is there for typing.
    dialog.close();
    const field = document.querySelector("[data-scan-code]");
    if (field instanceof HTMLInputElement) field.focus();
    return;
  }
  video.srcObject = stream;
  const read = await reader().catch(() => undefined);
  if (!read) return dialog.close();
  while (dialog.open) {
    const code = await read(video);
    if (code) {
      navigator.vibrate?.(60);
      dialog.close();
      await use(code, opener);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const step = target.closest("[data-step]");
  if (step instanceof HTMLElement && !step.closest("[data-stepper]")) {
    const field = step.parentElement?.querySelector("input");
    if (field) field.value = String(Math.max(0, (Number(field.value.replace(",", ".")) || 0) + Number(step.dataset.step)));
    return;
  }
  const add = target.closest("[data-add-line]");
  const form = add?.closest("form");
  if (form) {
    const line = addLine(form);
    const first = line?.querySelector('[role="combobox"]');
    if (first instanceof HTMLElement) first.focus();
    return;
  }
  const opener = target.closest("[data-scan-open]");
  if (opener) look(opener);
});

/** What a scanner is typing, past any field. */
let typed = "";
let last = 0;
document.addEventListener("keydown", (event) => {
  if (!document.querySelector("[data-scan-into], [data-scan-form]")) return;
  const quick = event.timeStamp - last < SCANNER_MS;
  last = event.timeStamp;
  if (event.key === "Enter") {
    if (quick && typed.length >= CODE_MIN) {
      event.preventDefault();
      const target = event.target;
      // The digits also went into whatever field had the focus: they are no quantity.
      if (target instanceof HTMLInputElement && !target.matches("[data-scan-code]")) target.value = target.value.replace(typed, "");
      use(typed, target instanceof Element ? target : undefined);
    }
    typed = "";
    return;
  }
  if (event.key.length === 1) typed = quick ? typed + event.key : event.key;
});

prepare();
document.addEventListener("htmx:after:swap", prepare);
