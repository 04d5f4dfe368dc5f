// The rail's width and the colour scheme: kept in cookies, so that the server draws the page right at once.

const YEAR_S = 31536000;
/** @param {string} name @param {string} value */
const keep = (name, value) => (document.cookie = `${name}=${value}; path=/; max-age=${YEAR_S}; samesite=lax`);

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const app = document.getElementById("app");
  if (target.closest("[data-rail-toggle]") && app) {
    // A page may begin compact (the schedule does), and so does a tablet; what the person chose counts more.
    const compact = (document.getElementById("rail")?.clientWidth ?? 0) < 120;
    app.dataset.rail = compact ? "full" : "mini";
    keep("rail", app.dataset.rail);
  }
  const scheme = target.closest("[data-theme-set]");
  if (scheme instanceof HTMLElement) {
    const chosen = scheme.dataset.themeSet ?? "";
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    keep("theme", chosen);
  }
});
