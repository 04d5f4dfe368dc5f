//! For whom and when a page is drawn: what functions and filters need besides their arguments.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::Locale;

/// Everything a rendering depends on besides its data. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RenderScope {
    /// The reader's language.
    pub locale: Locale,
    /// The plugin whose template is drawn; `None` for the host's own pages.
    /// Route names and image paths without a plugin mean this one.
    pub plugin: Option<String>,
    /// The salon's or branch's zone: days and times are shown in it.
    pub timezone: TimeZone,
    /// ISO 4217 code of the salon.
    pub currency: String,
    /// The instant that `now()`, `today()` and `ago` speak of, milliseconds UTC.
    pub now_ms: i64,
    /// Permission → scope (`own`, `branch`, `salon`) of the person the page is for.
    pub permissions: Arc<BTreeMap<String, String>>,
    /// The token for forms of this page (`csrf_field()`); empty when nobody is signed in.
    pub csrf: String,
    /// Hosts outside that modules may lead people to (`[[link]]`), as the owner agreed.
    pub links: Arc<[String]>,
}

impl RenderScope {
    /// A scope in the default zone and currency, without permissions.
    pub fn new(locale: Locale, now_ms: i64) -> Self {
        Self {
            locale,
            plugin: None,
            timezone: TimeZone::get("Asia/Tashkent").unwrap_or(TimeZone::UTC),
            currency: "UZS".into(),
            now_ms,
            permissions: Arc::default(),
            csrf: String::new(),
            links: Arc::default(),
        }
    }

    /// The same reader and moment, inside the templates of `plugin`.
    pub fn for_plugin(&self, plugin: &str) -> Self {
        Self { plugin: Some(plugin.into()), ..self.clone() }
    }

    /// Sets the zone by its IANA name; an unknown one leaves it as it was.
    pub fn in_timezone(mut self, name: &str) -> Self {
        if let Ok(zone) = TimeZone::get(name) {
            self.timezone = zone;
        }
        self
    }

    /// The instant for texts that are exact to the minute: what is drawn with it holds until the next one.
    pub(crate) fn now_ms(&self) -> i64 {
        holds_until((self.now_ms.div_euclid(MINUTE_MS) + 1) * MINUTE_MS);
        self.now_ms
    }

    /// The instant that the distance to `at` is told from. Such a text changes with each whole minute of that
    /// distance, and at midnight.
    pub(crate) fn now_seen_from(&self, at: Timestamp) -> Timestamp {
        let gone = (self.now_ms - at.as_millisecond()).rem_euclid(MINUTE_MS);
        holds_until(self.now_ms + MINUTE_MS - gone);
        self.today();
        self.instant()
    }

    /// The local day; what is drawn with it holds until midnight.
    pub(crate) fn today(&self) -> Date {
        let today = self.instant().to_zoned(self.timezone.clone()).date();
        let midnight = today.tomorrow().and_then(|day| day.to_zoned(self.timezone.clone()));
        holds_until(midnight.map_or(self.now_ms, |at| at.timestamp().as_millisecond()));
        today
    }

    fn instant(&self) -> Timestamp {
        Timestamp::from_millisecond(self.now_ms).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Wall-clock time of an instant; instants outside jiff's years are clamped to them.
    pub(crate) fn local(&self, at_ms: i64) -> DateTime {
        let at = Timestamp::UNIX_EPOCH.saturating_add(SignedDuration::from_millis(at_ms));
        at.unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.timezone.clone()).datetime()
    }
}

const MINUTE_MS: i64 = 60_000;

thread_local! {
    // When what is being drawn stops being true although none of its data changed.
    static HOLDS_UNTIL: Cell<i64> = const { Cell::new(i64::MAX) };
    // Tera's functions and filters get arguments only, so the scope of the running
    // rendering waits here. Rendering is synchronous, so it cannot leak to another page.
    static CURRENT: RefCell<Option<RenderScope>> = const { RefCell::new(None) };
}

/// Runs `work` with `scope` as the current one; the former one returns afterwards, also on a panic.
pub(crate) fn within<T>(scope: &RenderScope, work: impl FnOnce() -> T) -> T {
    struct Restore(Option<RenderScope>);
    impl Drop for Restore {
        fn drop(&mut self) {
            CURRENT.set(self.0.take());
        }
    }
    let _restore = Restore(CURRENT.replace(Some(scope.clone())));
    work()
}

fn holds_until(instant_ms: i64) {
    HOLDS_UNTIL.set(HOLDS_UNTIL.get().min(instant_ms));
}

/// Runs `work` and tells until when what it drew holds: `i64::MAX` if it never asked for the time.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, i64) {
    let before = HOLDS_UNTIL.replace(i64::MAX);
    let done = work();
    (done, HOLDS_UNTIL.replace(before))
}

/// Reads the current scope. Outside a rendering (texts for JSON answers, for example) `None`.
pub(crate) fn current<T>(read: impl FnOnce(&RenderScope) -> T) -> Option<T> {
    CURRENT.with_borrow(|scope| scope.as_ref().map(read))
}
