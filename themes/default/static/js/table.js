// Small helps for what is on the page: sorting a table by a column, copying a code, printing it.

import { show } from "./toast.js";

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const copy = target.closest("[data-copy]");
  if (copy instanceof HTMLElement) copyText(whole(copy.dataset.copy ?? ""));
  if (target.closest("[data-print]")) window.print();
  const title = target.closest("th[data-sort]");
  if (title instanceof HTMLTableCellElement) sort(title);
});

/** A receipt's paper is as long as the receipt: CSS cannot say that, and paper of a fixed length would run on empty. */
window.addEventListener("beforeprint", () => {
  const receipt = document.querySelector(".receipt");
  if (!receipt) return;
  const sheet = new CSSStyleSheet();
  const length = Math.ceil((receipt.getBoundingClientRect().height / 96) * 25.4);
  sheet.replaceSync(`@page receipt { size: 80mm ${length + 8}mm; margin: 4mm; }`);
  document.adoptedStyleSheets = [sheet];
});

/** What is pasted elsewhere needs the salon's own name in front. @param {string} text */
function whole(text) {
  return text.startsWith("/") ? new URL(text, location.origin).href : text;
}

/** @param {string} text */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Plain HTTP in a local network has no clipboard interface.
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  show({ tone: "good", text });
}

/** Sorts the rows at hand by a column; numbers by value, words by the page's language. @param {HTMLTableCellElement} title */
function sort(title) {
  const body = title.closest("table")?.tBodies[0];
  if (!body) return;
  const up = title.getAttribute("aria-sort") !== "ascending";
  for (const other of title.parentElement?.children ?? []) other.removeAttribute("aria-sort");
  title.setAttribute("aria-sort", up ? "ascending" : "descending");
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const value = (/** @type {HTMLTableRowElement} */ row) => {
    const cell = row.cells[title.cellIndex];
    return cell?.dataset.value ?? cell?.textContent?.trim() ?? "";
  };
  const rows = [...body.rows].sort((a, b) => words.compare(value(a), value(b)) * (up ? 1 : -1));
  body.append(...rows);
}
