# Texts of points, certificates, memberships and promo codes.

## Module

loyalty-name = Loyalty
loyalty-purpose = Points, levels, certificates, memberships and promo codes.
loyalty-contract-balance = Sees clients’ points and levels
loyalty-contract-certificate = Sees what is left on certificates and memberships
loyalty-permission-read = See points, certificates and memberships
loyalty-permission-redeem = Use points, certificates and codes at payment
loyalty-permission-adjust = Change points by hand
loyalty-permission-issue = Give certificates and memberships without a sale, see PINs
loyalty-permission-freeze = Freeze memberships
loyalty-permission-code = Create promo codes
loyalty-permission-programme = Change the programme and the memberships on sale
loyalty-permission-report = See loyalty reports
loyalty-setting-points-days = Days that points are good for
loyalty-setting-cap = Points may pay up to, % of the bill
loyalty-setting-return-days = Returned points are good for at least, days
loyalty-setting-grace = Grace before a level goes down, days
loyalty-setting-certificate-days = Days that a certificate is good for
loyalty-setting-certificate-return = After a refund a certificate is good for at least, days
loyalty-setting-amounts = Sums of certificates on sale
loyalty-setting-amounts-hint = Separated by commas.
loyalty-setting-birthday = Birthday gift, points
loyalty-setting-referral = To the one who recommends, points
loyalty-setting-referral-friend = To the friend who came, points
loyalty-setting-zero-hint = 0 = none.
loyalty-demo-progress = Points: { $done } visits

## Parts

loyalty-tab-programme = Programme
loyalty-tab-certificates = Certificates
loyalty-tab-memberships = Memberships
loyalty-tab-plans = Memberships on sale
loyalty-tab-codes = Promo codes
loyalty-tab-settlements = Between branches
loyalty-save = Save
loyalty-cancel = Cancel
loyalty-back = Back
loyalty-print = Print
loyalty-shown = { $count } shown
loyalty-none-found = Nothing was found
loyalty-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

## Programme

loyalty-outstanding = Owed to clients
loyalty-kpi-members = Members
loyalty-kpi-points = Points
loyalty-kpi-certificates = Certificates: { $count }
loyalty-kpi-memberships = Memberships: { $count }
loyalty-levels = Levels
loyalty-level = Level
loyalty-level-from = In 12 months
loyalty-level-earns = Earns
loyalty-level-discount = Discount
loyalty-rules = The rules in plain words
loyalty-rules-change = Change the rules
loyalty-rule-tier = { $name }: { $percent }% of the money paid comes back as points.
loyalty-rule-next-day = 1 point = UZS 1. Points may be used from the next business day on.
loyalty-rule-expiry = Points expire after { $days } days; those that expire first are spent first.
loyalty-rule-cap = Points may pay up to { $percent }% of a bill.
loyalty-rule-refund = After a refund earned points are taken back, spent ones return for at least { $days } days.
loyalty-rule-grace = A level rises at once; before it goes down there are { $days } days of grace.
loyalty-rule-certificate = A certificate is good for { $days } days and may be used in parts.
loyalty-rule-birthday = { $points } points for a birthday: from 3 days before until 14 days after.
loyalty-rule-referral = { $points } points for a friend and { $friend } for them, after the friend’s first paid visit.
loyalty-checks = Do the ledgers agree
loyalty-checks-none = The first check comes tonight.
loyalty-check-now = Check now
loyalty-check-holds = Agrees
loyalty-check-broken = Differs
loyalty-check-lots = Lots of points
loyalty-check-balances = Clients’ balances
loyalty-check-reserved = Points on hold
loyalty-check-certificates = Certificates
loyalty-check-memberships = Memberships
loyalty-check-codes = Counters of promo codes
loyalty-field-name-uz = Name, Uzbek
loyalty-field-name-ru = Name, Russian
loyalty-field-name-en = Name, English
loyalty-field-from = From money paid in 12 months
loyalty-field-from-hint = The lowest level begins at 0.
loyalty-field-stackable = Adds up with a promo code
loyalty-field-stackable-hint = Only if the code says so too; otherwise the better one counts.

## Certificates

loyalty-certificates-note = { $count } in use, { $amount } owed
loyalty-certificates-empty = No certificates yet
loyalty-certificates-empty-hint = A certificate is sold at the desk, or given here.
loyalty-sell = Sell
loyalty-panel-sold = Sold in this bill
loyalty-copy-code = Copy the code
loyalty-certificate-new = Give a certificate
loyalty-certificate-new-note = Without a sale: a present, an apology, or an old one on paper.
loyalty-certificate-issue = Give
loyalty-certificate-title = Gift certificate
loyalty-certificate-terms = May be used in parts. Not exchanged for money.
loyalty-certificate-void = Make void
loyalty-certificate-void-confirm = Make this certificate void? What is left on it is gone.
loyalty-certificate-locked = An open bill holds it now.
loyalty-good-until = Good until { $day }
loyalty-search-certificate = Code or client
loyalty-search-membership = Number or client
loyalty-holder-any = Whoever holds it
loyalty-col-code = Code
loyalty-col-holder = Holder
loyalty-col-balance = Left
loyalty-col-face = Face value
loyalty-col-until = Good until
loyalty-col-state = State
loyalty-left-percent = { $percent }% left
loyalty-history = History
loyalty-history-empty = Nothing has happened yet
loyalty-liability-sold = Sold
loyalty-liability-granted = Given
loyalty-liability-used = Used
loyalty-liability-returned = Returned
loyalty-liability-refunded = Refunded
loyalty-liability-breakage = Not used, lapsed
loyalty-state-all = All
loyalty-state-active = In use
loyalty-state-frozen = Frozen
loyalty-state-used = Used up
loyalty-state-expired = Expired
loyalty-state-void = Void
loyalty-state-refunded = Refunded
loyalty-state-locked = On a bill
loyalty-field-amount = Amount
loyalty-field-branch = Branch
loyalty-field-holder = For whom
loyalty-field-holder-hint = Left empty, whoever has the code may use it.
loyalty-field-code = Code
loyalty-field-code-hint = Leave it empty and one is made.
loyalty-field-pin = PIN
loyalty-field-pin-hint = Optional: asked for at the desk.
loyalty-field-days = Good for, days
loyalty-field-reason = Reason
loyalty-field-reason-hint = Kept in the history.

## Memberships

loyalty-memberships-note = { $count } in use, { $visits } visits, { $amount } owed
loyalty-memberships-empty = No memberships yet
loyalty-memberships-empty-hint = First create one to sell, then sell it at the desk.
loyalty-membership-new = Give a membership
loyalty-membership-new-note = Without a sale: a present, or one sold on paper before.
loyalty-membership-give = Give a membership
loyalty-col-membership = Membership
loyalty-col-visits = Visits
loyalty-col-value = Owed
loyalty-visits-of = { $left } of { $all } left
loyalty-visits-of-service = { $name }: visits
loyalty-visits-none = No visits yet
loyalty-visit-used = Visit
loyalty-visit-no_show = Did not come
loyalty-visit-returned = returned
loyalty-visit-held = on a bill
loyalty-from-first-visit = From the first visit
loyalty-unit = Worth of one visit
loyalty-refund-now = Refund now
loyalty-freeze = Freeze
loyalty-freeze-confirm = Freeze from today on? { $days } days are left for it.
loyalty-thaw = End the freeze
loyalty-freeze-left = Freezing left
loyalty-frozen-since = Frozen since
loyalty-named-note = For its holder only.
loyalty-no-show-note = A visit is gone if nobody comes.
loyalty-plans-note = Memberships that are sold at the desk.
loyalty-plans-empty = Nothing to sell yet
loyalty-plans-empty-hint = For example: 10 massages within 180 days.
loyalty-plan-new = New membership
loyalty-plan-archive = Take off sale
loyalty-plan-restore = Put back on sale
loyalty-off-sale = Not on sale
loyalty-field-price = Price
loyalty-field-valid = Good for
loyalty-unit-days = days
loyalty-field-mode = How visits are counted
loyalty-mode-total = shared by all its services
loyalty-mode-split = split, so many of each
loyalty-field-starts = Begins
loyalty-starts-sale = when it is sold
loyalty-starts-first_visit = with the first visit
loyalty-field-refund = When given back
loyalty-refund-unit = paid less visits at their worth
loyalty-refund-list = paid less visits at list price
loyalty-field-freeze = Freezing at most, days
loyalty-field-named = Only for the client who buys it
loyalty-field-no-show = A visit is gone if nobody comes
loyalty-field-services = Services
loyalty-field-services-hint = If none is ticked, all of them.
loyalty-field-services-split = On the right: how many visits each has.

## Promo codes

loyalty-codes-period = { $from } – { $to }
loyalty-codes-note = Ranked by revenue beyond the usual: a regular’s mean bill is taken off, new and returned clients count whole. Costs are not included.
loyalty-codes-empty = No promo codes yet
loyalty-codes-empty-hint = For example: 20% for new clients.
loyalty-code-new = New promo code
loyalty-code-off = off
loyalty-code-on = Switch on
loyalty-code-switch-off = Switch off
loyalty-col-uses = Uses
loyalty-col-new = New clients
loyalty-col-given = Given away
loyalty-col-revenue = Revenue
loyalty-col-gain = Beyond the usual
loyalty-field-title = What it is for
loyalty-field-kind = Kind
loyalty-kind-percent = Percent
loyalty-kind-amount = Amount
loyalty-limits = Limits
loyalty-limits-hint = What is left empty does not limit.
loyalty-field-from-day = From
loyalty-field-to-day = Until
loyalty-field-uses-max = Uses in all
loyalty-field-client-max = Uses per client
loyalty-field-min-bill = Smallest bill
loyalty-field-floor = Floor price
loyalty-field-floor-hint = No line gets cheaper than this by the code.
loyalty-field-first = For the first visit only
loyalty-field-stackable-code = Adds up with the level’s discount
loyalty-field-services-code-hint = None chosen = all.

## Between branches

loyalty-settlements-note = What is sold in one branch and used in another is owed by the first.
loyalty-settlements-empty = No branch owes another anything
loyalty-settlements-empty-hint = Shown once something is used in another branch.
loyalty-col-month = Month
loyalty-col-owes = Owes
loyalty-col-gets = Gets

## A client

loyalty-points-history = History of points
loyalty-balance = Balance: { $points }
loyalty-points-count = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
loyalty-points-cap = points · up to { $percent }% of a bill
loyalty-earns = { $percent }% of payments
loyalty-to-next = { $amount } to { $name }
loyalty-pending = { $points } more from tomorrow on
loyalty-expiring = { $points } expire on { $day }
loyalty-debt = Below zero after a refund: nothing can be spent until more is earned.
loyalty-short = The level may go down on the 1st.
loyalty-join = Give a card
loyalty-to-client = Client’s card
loyalty-no-card = No loyalty card yet; the first payment opens one.
loyalty-no-client = No client is chosen.
loyalty-adjust = Change by hand
loyalty-adjust-points = Points
loyalty-adjust-hint = A minus takes away.
loyalty-adjust-do = Post
loyalty-entry-earn = Earned
loyalty-entry-gift = Gift
loyalty-entry-birthday = Birthday gift
loyalty-entry-referral = For a recommendation
loyalty-entry-manual = By hand
loyalty-entry-import = Taken over
loyalty-entry-spend = Spent
loyalty-entry-return = Returned
loyalty-entry-claw = Taken back after a refund
loyalty-entry-expire = Expired
loyalty-entry-repay = Debt paid off
loyalty-entry-merge = Cards merged
loyalty-entry-reverse = Reward reversed
loyalty-referral = Recommendation
loyalty-referral-card = Card code of the one who recommends
loyalty-referral-hint = The reward comes after the first paid visit.
loyalty-referral-do = Note it
loyalty-referred-by = Recommended by { $name }
loyalty-referral-pending = waiting for the visit
loyalty-referral-rewarded = rewarded
loyalty-referral-refused = not counted
loyalty-referral-reversed = reversed
loyalty-friends = Friends

## At the desk

loyalty-reason-tier = { $tier } level, −{ $percent }%
loyalty-reason-code = Promo code { $code }
loyalty-reason-membership = By membership
loyalty-reason-points = Points
loyalty-note-code-lost = Another discount is better; the code is kept.
loyalty-note-points-cap = Points pay up to { $percent }% of the bill: { $points }.
loyalty-offer-certificate = Certificate, any sum
loyalty-offer-certificate-of = Certificate, { $amount }
loyalty-widget-title = Owed by loyalty
loyalty-widget-open = Programme
loyalty-widget-held = Ledgers agreed: { $at }
loyalty-widget-broken = { $count } ledgers do not agree
loyalty-toast-saved = Saved
loyalty-toast-checked = Checked
loyalty-toast-issued = Given
loyalty-toast-void = Made void
loyalty-toast-frozen = Frozen
loyalty-toast-thawed = The freeze is over
loyalty-toast-joined = The card is there
loyalty-toast-adjusted = Posted
loyalty-toast-recommended = The recommendation is noted

## Refusals

loyalty-error-bill-paid = This bill is paid already.
loyalty-error-branch = There is no such branch.
loyalty-error-client = There is no such client.
loyalty-error-service = There is no such service.
loyalty-error-value = Enter a value.
loyalty-error-period = The end is before the beginning.
loyalty-error-card-unknown = No such card was found.
loyalty-error-certificate-unknown = There is no such certificate. Check the code.
loyalty-error-certificate-gone = There is no such certificate.
loyalty-error-certificate-twice = This certificate is on the bill already.
loyalty-error-certificate-pin = The PIN is wrong.
loyalty-error-certificate-empty = This certificate is used up.
loyalty-error-certificate-over = This certificate is no longer good.
loyalty-error-certificate-busy = Another open bill holds this certificate. Take it off there and try again.
loyalty-error-membership-gone = There is no such membership.
loyalty-error-membership-line = A membership pays one service line, once.
loyalty-error-membership-named = This membership is somebody else’s.
loyalty-error-membership-frozen = This membership is frozen. End the freeze first.
loyalty-error-membership-over = This membership is no longer good.
loyalty-error-membership-empty = No visits are left on this membership.
loyalty-error-membership-service = This membership is not for this service.
loyalty-error-membership-client = Choose the client who buys the membership.
loyalty-error-line-gone = There is no such line.
loyalty-error-freeze-state = It cannot be frozen now: it must be in use and on no open bill.
loyalty-error-freeze-days = No days of freezing are left.
loyalty-error-plan = There is no such membership.
loyalty-error-plan-split = Enter how many visits of each service a split membership has.
loyalty-error-points-none = There are not enough points to use.
loyalty-error-points-debt = Points are below zero; more must be earned first.
loyalty-error-referral-oneself = Nobody can recommend themselves.
loyalty-error-referral-phone = Both have the same phone, so it does not count.
loyalty-error-referral-not-new = This client has been here before.
loyalty-error-referral-circle = It was this client who recommended the other.
loyalty-error-referral-twice = A recommendation is noted already.
loyalty-error-tier-gone = There is no such level.
loyalty-error-tier-first = The lowest level must begin at 0.
loyalty-error-tier-order = Keep the order: more than the level below, less than the one above.
loyalty-error-uses-max = The code was used more often than that.
loyalty-error-code-unknown = There is no such promo code.
loyalty-error-code-gone = There is no such promo code.
loyalty-error-code-not-yet = This code is not good yet.
loyalty-error-code-over = This code is over.
loyalty-error-code-used-up = This code is used up.
loyalty-error-code-client = This client has used the code already.
loyalty-error-code-first = This code is for the first visit only.
loyalty-error-code-needs-client = Choose the client to use this code.
loyalty-error-code-small = The bill is too small for this code.
loyalty-error-code-service = This code is not for these services.
loyalty-error-code-short = A promo code has at least 3 characters, a certificate’s code at least 4.
loyalty-error-code-taken = This code is taken. Choose another.
loyalty-tab-cards = Cards
loyalty-cards-note = { $count } cards, { $points } points on them
loyalty-search-card = Card or client
loyalty-cards-empty = Nobody has a card yet
loyalty-cards-empty-hint = A client gets one with the first paid bill, or from their own page.
loyalty-col-phone = Phone
loyalty-col-card = Card
loyalty-col-joined = Since
loyalty-col-branch = Branch
loyalty-col-number = Number
loyalty-col-visits-left = Visits left
loyalty-col-off = Discount
