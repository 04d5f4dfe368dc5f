// Behaviours of pages without the shell: sign-in and first run. No htmx there.
import "./form.js";
