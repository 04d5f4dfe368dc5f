//! Chromium, driven by chromedriver: what only a real browser shows.
