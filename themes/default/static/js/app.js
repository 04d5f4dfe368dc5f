// Starts the small behaviours of every page. Each module listens on the document, so it also serves
// what htmx puts in later, and none needs to be started again.

import "./navigation.js"; // what a swap keeps: place, focus, forms
import "./form.js"; // tokens, masks, errors near their fields
import "./toast.js"; // short messages, with undo
import "./dialog.js"; // dialogs, drawers, menus, questions
import "./palette.js"; // Ctrl K
import "./keys.js"; // shortcuts
import "./combobox.js"; // search as you type in a field
import "./table.js"; // sorting and copying
import "./rail.js"; // compact rail, colour scheme
import { start } from "./live.js"; // changes of others, as they happen

start();

// The schedule's drag and resize are loaded only where there is a schedule.
const schedule = () => document.querySelector("[data-schedule]") && import("./schedule.js").catch(() => {});
schedule();
document.addEventListener("htmx:after:swap", schedule);

// Scanning is loaded only where goods are counted or received.
const scan = () => document.querySelector("[data-scan-into], [data-scan-form], [data-add-line]") && import("./scan.js").catch(() => {});
scan();
document.addEventListener("htmx:after:swap", scan);
