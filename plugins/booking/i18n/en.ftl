# Texts of the schedule and its visits.

## Module

booking-name = Schedule
booking-purpose = The masters’ schedule: visits, free times and what happens to them.
booking-contract-appointment = Sees visits: who, when, which services and for how much
booking-permission-read = See the schedule and visits
booking-permission-write = Book, move and cancel
booking-permission-serve = Mark what happens during a visit
booking-permission-bypass = Book outside of shifts, in the past, a client twice at a time, and move a third time without a deposit
booking-permission-import = Import past visits
booking-action-new = New appointment
booking-setting-slot-mode = Which times are offered
booking-setting-slot-mode-grid = Every step
booking-setting-slot-mode-dynamic = Every step, and right after a visit
booking-setting-slot-mode-optimal = Only those that leave no unusable gap
booking-setting-slot-step = Step, minutes
booking-setting-notice = Online booking: at least this many minutes ahead
booking-setting-horizon = Online booking: at most this many days ahead
booking-setting-hold = Minutes a chosen time is held
booking-setting-buffer = A buffer after the work may run past the shift
booking-setting-no-show = Mark no-shows by itself when the time is over
booking-setting-cancel-policy = Fees for late cancellations and no-shows
booking-setting-cancel-policy-hint = A visit keeps the rules it was booked under. Cancelled by the salon, it never costs the client anything.
booking-setting-cancel-policy-none = None
booking-setting-cancel-policy-flexible = Flexible: late 0 %, no-show 10 %
booking-setting-cancel-policy-fair = Fair: late 10 %, no-show 30 %
booking-setting-cancel-policy-moderate = Moderate: late 30 %, no-show 50 %
booking-setting-cancel-policy-strict = Strict: late 50 %, no-show 100 %
booking-setting-cancel-policy-own = Own percentages
booking-setting-late-percent = Own: late cancellation, % of the price
booking-setting-no-show-percent = Own: no-show, % of the price
booking-setting-free-hours = Cancelling is free until so many hours before the visit
booking-setting-deposit = Deposit asked when booking, % of the price
booking-setting-deposit-hint = 0 = none. The finance module takes it in the visit.

## Schedule

booking-day-previous = Previous day
booking-day-next = Next day
booking-week-previous = Previous week
booking-week-next = Next week
booking-today = Today
booking-view = View
booking-view-day = Day
booking-view-week = Week
booking-view-list = List
booking-branch = Branch
booking-masters = Masters
booking-all-masters = All masters
booking-hour = hour
booking-day-label = Schedule for { $day }
booking-load = load { $percent }%
booking-lane-label = { $name }, { $title }, load { $percent }%
booking-free-label = Free from { $start } to { $end }. Book
booking-kpi-load = load
booking-kpi-free = { $count ->
        [one] free window
       *[other] free windows
    }
booking-kpi-of = done of { $sum }
booking-visits = { $count ->
        [one] { $count } visit
       *[other] { $count } visits
    }
booking-windows = { $count ->
        [one] { $count } window
       *[other] { $count } windows
    }
booking-new = New appointment
booking-busy = Busy
booking-no-name = No name
booking-no-name-hint = This visit has no client.
booking-late = late
booking-off-before = from { $until }
booking-off-after = until { $since }
booking-off-off = Day off
booking-off-break = Break
booking-off-time_off = Away
booking-empty-title = No shifts on this day
booking-empty-week = No shifts this week
booking-empty-hint = Add shifts, and the masters and their free time appear here.
booking-empty-shift = Add a shift

## States

booking-state-hold = Held
booking-state-pending = New request
booking-state-booked = Booked
booking-state-confirmed = Confirmed
booking-state-arrived = Arrived
booking-state-in_service = In service
booking-state-completed = Completed
booking-state-cancelled_early = Cancelled
booking-state-cancelled_late = Cancelled late
booking-state-cancelled_by_salon = Cancelled by the salon
booking-state-no_show = No-show
booking-steps = Progress of the visit
booking-step-booked = Booked
booking-step-confirmed = Confirmed
booking-step-arrived = Arrived
booking-step-in_service = In service
booking-step-completed = Completed
booking-do-confirmed = Mark as confirmed
booking-do-arrived = Client has arrived
booking-do-in_service = Start the visit
booking-do-completed = Complete the visit

## Visit

booking-visit-title = Visit { $number }
booking-visit-note = No. { $number } · { $day } · { $start }–{ $end }
booking-late-title = Not here yet
booking-late-text = More than 15 minutes have passed. A call may help.
booking-beside = This client has another visit at the same time, { $start }–{ $end }.
booking-beside-open = Open it
booking-client-visits = { $count ->
        [one] { $count } visit · last on { $day }
       *[other] { $count } visits · last on { $day }
    }
booking-client-first = First visit
booking-call = Call
booking-warning = Take care.
booking-services = Services
booking-processing = master free for { $minutes } min
booking-duration = Duration
booking-total = Total
booking-history = History of changes
booking-change-booked = Booked
booking-change-held = Time held
booking-change-released = Hold released
booking-change-moved = Moved
booking-change-moved_late = Moved late, as a late cancellation
booking-change-resized = Length changed
booking-change-confirmed = Confirmed
booking-change-arrived = Arrived
booking-change-in_service = Started
booking-change-completed = Completed
booking-change-no_show = No-show
booking-change-late = Late
booking-change-cancelled = Cancelled
booking-change-undone = Change undone
booking-move = Move
booking-absent = No-show
booking-cancel = Cancel visit

## Booking, moving, cancelling

booking-client = Client
booking-client-new = New client
booking-client-hint = Part of a name or the last digits of a phone
booking-client-add = Add a new client
booking-first-name = First name
booking-last-name = Last name
booking-phone = Phone
booking-service = Service
booking-service-choose = Choose a service
booking-service-more = Another service
booking-master = Master
booking-any-master = Any master
booking-day = Date
booking-times = Free times
booking-chosen-time = Chosen time
booking-times-hint = Choose a service, and free times appear here.
booking-show-times = Show free times
booking-no-times = Nothing free on this day
booking-no-times-hint = Choose another day or another master.
booking-alternatives = Nearest free times
booking-note = Note
booking-bypass = Book anyway
booking-bypass-hint = Outside of the shift, in the past, or beside another visit of the client; the history keeps it.
booking-bypass-move = Move anyway
booking-bypass-move-hint = Outside of the shift, in the past, beside another visit of the client, or without the deposit; the history keeps it.
booking-book = Book
booking-move-title = Move the visit
booking-move-same = The same masters
booking-move-by = Who asks for it
booking-move-late = Counts as a late cancellation: fee { $percent } % = { $fee }
booking-move-waived = The client, without the fee
booking-move-waived-hint = The history keeps it.
booking-move-deposit = The client has moved this visit twice. One more move needs a deposit of { $sum }.
booking-cancel-title = Cancel the visit
booking-cancel-by = Who cancels
booking-cancel-by-client = The client
booking-cancel-by-salon = The salon
booking-cancel-late = Later than the visit’s rules allow for free: a late cancellation
booking-cancel-late-fee = A late cancellation: it costs the client { $fee }
booking-giving-up-free = Cancelling is free until { $until }. Later it costs { $late }; not coming costs { $absent }.
booking-giving-up-now = Cancelling now costs { $late }; not coming costs { $absent }.
booking-cancel-reason = Reason
booking-cancel-safe = The time is free at once. You can undo this.
booking-cancel-do = Cancel the visit

## Notices

booking-toast-booked = Booked for { $time }
booking-toast-moved = Moved to { $time }
booking-toast-moved-late = Moved to { $time }. Late fee: { $fee }
booking-toast-resized = Now until { $end }
booking-toast-state = { $state ->
        [booked] Booked again
        [confirmed] Visit confirmed
        [arrived] Client has arrived
        [in_service] Visit started
        [completed] Visit completed
       *[other] Marked as a no-show
    }
booking-toast-cancelled = Visit cancelled
booking-toast-undone = Undone
booking-toast-free = Free: { $times }
booking-toast-failed = Not saved. The visit is back in its place.

## Refusals

booking-error-taken = This time is taken.
booking-error-client-busy = This client already has a visit from { $start } to { $end }.
booking-error-hours = The master does not work at this time.
booking-error-past = This time has passed.
booking-error-horizon = Booking is open { $days } days ahead at most.
booking-error-minute = A time is given in whole minutes.
booking-error-day = There is no such date.
booking-error-length = A visit lasts between 5 minutes and 12 hours.
booking-error-services = Choose at least one service.
booking-error-service = There is no such service.
booking-error-staff = There is no such master.
booking-error-staff-count = Give one master, or one for each service.
booking-error-skill = The master does not do this service.
booking-error-client = There is no such client.
booking-error-choose-client = Choose a client from the list. For a new one give a name or a phone.
booking-error-name = Give a name.
booking-error-id = This is not an id.
booking-error-gone = There is no such visit.
booking-error-no-branch = There is no such branch.
booking-error-not-yours = This visit is not yours to see.
booking-error-not-movable = A visit that is over cannot be moved.
booking-error-move-ask = Say who asks for it: for the client this move is not free.
booking-error-move-fee = The free hours have ended: it costs { $fee } now.
booking-error-deposit = A third move needs a deposit of { $sum }. Take it in the visit first.
booking-error-not-cancellable = This visit can no longer be cancelled.
booking-error-state = The visit cannot go to this state.
booking-error-too-early = The day of the visit has not come yet.
booking-error-undo = The visit has changed since and cannot be put back.

## List

booking-list-title = Visits of the day
booking-list-cancelled = Cancelled
booking-list-empty = No visits on this day
booking-list-empty-hint = New visits line up here by time.
booking-col-time = Time
booking-col-state = State

## Widgets and panels

booking-widget-load = Load today
booking-widget-next = Next visits
booking-widget-free = Free windows
booking-widget-open = Open the schedule
booking-widget-more = { $count ->
        [one] { $count } more master
       *[other] { $count } more masters
    }
booking-widget-late = { $count ->
        [one] { $count } client is late
       *[other] { $count } clients are late
    }
booking-widget-none = No more visits today
booking-widget-done = Visits completed: { $count }
booking-widget-full = No free windows today
booking-until = until { $time }
booking-panel-title = Visits
booking-panel-next = Next: { $day }, { $time }.
booking-panel-none = No visits yet

## Import and demo

booking-import-visits = Past visits
booking-import-date = Date
booking-import-time = Time
booking-import-staff = Master
booking-import-service = Service
booking-import-phone = Client’s phone
booking-import-status = Status
booking-import-paid = Paid
booking-import-method = Payment method
booking-import-source = Source
booking-import-error-date = Not a date: { $value }
booking-import-error-time = Not a time: { $value }
booking-import-error-staff = No such master: { $value }
booking-import-error-service = No such service: { $value }
booking-import-error-status = Not a status we know: { $value }
booking-import-error-paid = Not a sum: { $value }
booking-import-error-phone = Not a phone: { $value }
booking-import-error-missing = The cell is empty
booking-demo-note-1 = Likes the seat by the window
booking-demo-note-2 = Comes with a child
booking-demo-note-3 = Refresh the colour next time
booking-demo-progress = Visits: { $done } of { $all }
