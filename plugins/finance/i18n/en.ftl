# Texts of the checkout and the books.

## Module

finance-name = Checkout and finance
finance-purpose = Payments, desks, shifts, cash flow, profit and liabilities.
finance-contract-bill = Sees bills: what was sold, for how much and how it was paid
finance-permission-bill-read = See bills
finance-permission-bill-take = Take payment
finance-permission-bill-refund = Refund
finance-permission-shift = Open and close shifts
finance-permission-shift-audit = See the expected sum before closing
finance-permission-shift-reopen = Reopen a closed shift
finance-permission-ledger-post = Post income, expenses and transfers
finance-permission-report-read = See reports
finance-permission-budget-write = Set plans and desks
finance-action-sale = New sale
finance-nav-checkout = Checkout
finance-nav-finance = Finance
finance-setting-auto-shift = Open a shift by itself when cash is taken
finance-setting-auto-shift-hint = It opens with what the books say; the count at closing covers everything.

## Tenders and states

finance-tender = Paid with
finance-tender-cash = Cash
finance-tender-card = Card
finance-tender-payme = Payme
finance-tender-click = Click
finance-tender-uzum = Uzum
finance-tender-transfer = Transfer
finance-tender-advance = Advance
finance-tender-certificate = Certificate
finance-tender-membership = Membership
finance-tender-debt = Debt
finance-state = State
finance-state-open = Unpaid
finance-state-part_paid = On credit
finance-state-paid = Paid
finance-state-refunded = Refunded
finance-state-void = Void

## Checkout

finance-panel-title = Payment
finance-checkout-title = Checkout
finance-checkout-visit = Pay for visit no. { $number }
finance-client = Client
finance-client-hint = Needed for points, discounts and debts.
finance-branch = Branch
finance-lines = On the bill
finance-find = Goods, a service or a certificate
finance-find-hint = By name, article or barcode. A scanner adds by itself.
finance-find-go = Find
finance-find-more = There is more: type a few letters of the name.
finance-scan = Scan with the camera
finance-left = { $count ->
    [0] none left
   *[other] { $count } left
}
finance-item-price = Price
finance-item-quantity = Quantity
finance-item-drop = Remove
finance-seller = Sold by
finance-seller-none = Nobody
finance-recalculate = Recalculate
finance-discounts = Discounts
finance-discount = discount
finance-code = Promo code
finance-points = Points
finance-points-hint = { $balance } there, at most { $max } now
finance-points-available = { $points } points
finance-certificate = Certificate code
finance-pin = PIN
finance-membership = Membership
finance-membership-none = Without a membership
finance-visits-left = { $count } left
finance-earns = { $points } points will be earned.
finance-payment = Payment
finance-list-price = List price
finance-due = To pay
finance-paid = Paid
finance-debt = Debt
finance-sum = Amount
finance-desk = Desk
finance-desk-first = Main desk
finance-take = Take { $sum }
finance-take-nothing = Complete
finance-more = Split, code, tips
finance-cash-rounded = In cash: { $sum } (rounded)
finance-split-title = Split, debt, tips
finance-split-hint = The rest is paid as chosen above.
finance-debt-rest = The client owes the rest
finance-tips = Tips
finance-tips-staff = For
finance-advance-there = The client has an advance of { $sum }
finance-silent-loyalty = The loyalty module did not answer: going on without discounts and points.
finance-silent-inventory = The stock module did not answer: nothing was reserved.
finance-silent-booking = The schedule did not answer: the visit will be completed later.
finance-toast-paid = Taken: UZS { $sum }
finance-toast-paid-debt = Taken: UZS { $sum }, owed: UZS { $debt }
finance-toast-owed = No money taken, all of it is owed: UZS { $debt }
finance-toast-membership = Visits used of the membership: { $count }. No money was taken.
finance-toast-covered = All of it was paid before: no money was taken
finance-toast-paid-silent = Taken: UZS { $sum }. One module will finish its part later.

## Bills

finance-bill = Bill
finance-bills = Bills
finance-bill-number = Bill no. { $number }
finance-bill-stuck = Nobody paid in time, and the bill did not end by itself. It still holds its goods, certificates, points and visit. Void it here; if that fails too, tell the owner: Modules, “Checkout and finance”, “Events and jobs”.
finance-bills-stuck = Bill no. { $number } was to end by itself and did not: it still holds what is on it.
finance-bill-find = Bill number
finance-bills-empty = No bills on these days
finance-bills-empty-hint = A bill appears here when a payment is taken.
finance-filter-all = All
finance-filter-open = Unpaid
finance-filter-debt = Debts
finance-filter-refunded = Refunds
finance-when = When
finance-from = From
finance-to = To
finance-show = Show
finance-visit = Visit
finance-receipt = Receipt
finance-cashier = Cashier: { $name }
finance-rounding = Rounding
finance-repay-title = Take a payment
finance-repay = Take
finance-toast-repaid = Payment taken
finance-void = Void
finance-void-ask = Void this bill? Nothing was paid on it.
finance-toast-void = Bill voided
finance-refund = Refund
finance-refunded = Refunded
finance-refunded-part = Partly refunded
finance-line-back = given back: { $count }
finance-refund-title = Refund of bill no. { $number }
finance-refund-hint = Money goes back the way it came: a certificate to the certificate, points to points, cash in cash.
finance-refund-lines = What is given back
finance-refund-quantity = Quantity ({ $left } left)
finance-refund-reason = Reason
finance-refund-uncomplete = The visit did not take place: take the completion back
finance-refund-do = Refund
finance-toast-refunded = Refunded: UZS { $sum }
finance-thanks = Thank you for your visit!
finance-print = Print

## Errors

finance-error-no-branch = There is no such branch.
finance-error-desk-choose = There are several desks: choose the one with the cash.
finance-error-desk = This branch has no such desk.
finance-error-no-shift = Open a shift at this desk first.
finance-error-shift-open = A shift is open at this desk already.
finance-error-bill-gone = There is no such bill.
finance-error-visit-gone = There is no such visit.
finance-error-visit-paid = This visit has been paid for.
finance-error-visit-over = A cancelled visit is not paid for.
finance-error-visit-ahead = The day of the visit has not come. An advance can be taken.
finance-error-empty = There is nothing on the bill yet.
finance-error-left = { $count ->
    [0] None left here.
   *[other] Only { $count } left here.
}
finance-error-code-unknown = Nothing on sale has the code { $text }.
finance-error-find-none = Nothing on sale is called “{ $text }”.
finance-error-items-full = The bill is full. Take this one first, then begin another.
finance-error-item = There is no such item.
finance-error-price = Say for how much.
finance-error-sum = The sum is too large.
finance-error-tender = This cannot be used to pay.
finance-error-changed = The sum has changed to UZS { $sum }. Look again and press once more.
finance-error-too-much = UZS { $sum } too much.
finance-error-too-little = UZS { $sum } missing.
finance-error-debt-client = Choose the client who will owe it.
finance-error-advance = The client’s advance does not cover this.
finance-error-tips-staff = Say whom the tip is for.
finance-error-bill-closed = There is nothing left to pay on this bill.
finance-error-refund-nothing = Choose what to give back.
finance-error-refund-more = There are not that many left.
finance-error-refund-used = It has been used up or is in use: nothing of it can go back now.
finance-error-refund-early = The sale is still being settled. Try again in a moment.
finance-error-refund-silent = The loyalty module is off or does not answer. What is left of a certificate or membership is unknown, so it cannot be refunded now.
finance-error-refund-cash = There is not so much cash in the desk.
finance-error-void-paid = A paid bill is refunded, not voided.
finance-error-shift-gone = There is no such shift.
finance-error-shift-closed = The shift is closed already.
finance-error-shift-reopened = This shift cannot be reopened.
finance-error-account = There is no such account.
finance-error-day = A day ahead is not possible.
finance-error-period = Write the month as 2026-11.
finance-error-choose = Choose one.
finance-error-tips = The master has not so much in tips.
finance-toast-saved = Saved
finance-toast-shift-open = Shift opened
finance-toast-shift-closed = Shift closed
finance-demo-progress = Bills: { $done }

## Desks and shifts

finance-shifts = Shifts
finance-shift = Shift
finance-shift-number = Shift no. { $number }
finance-shift-open-do = Open a shift
finance-shift-close-do = Close the shift
finance-shift-is-open = Open
finance-shift-is-closed = Closed
finance-shift-none = No open shift
finance-shift-since = since { $at }, { $name }
finance-shift-counted = Cash counted
finance-shift-counted-hint = Count everything in the desk. What should be there is shown after closing.
finance-shift-counted-hint-seen = Count everything in the desk.
finance-shift-opening = At the start
finance-shift-in = In
finance-shift-out = Out
finance-shift-expected = Expected
finance-shift-difference = Difference
finance-shift-even = It matches
finance-shift-x = X report
finance-shift-z = Z report
finance-shift-blind = Cash sums are shown after the shift is closed.
finance-shift-no-bills = No bill has been paid in this shift yet
finance-shift-reopen = Reopen
finance-shift-reopen-ask = Reopen the shift? Its difference is taken back by a counter-document.
finance-shift-reopens = This shift goes on from a closed one.
finance-shift-reopened = Reopened
finance-shifts-empty = No shifts yet
finance-shift-person = Who
finance-desk-new = New desk
finance-desk-name = Name
finance-desk-round = Cash is rounded to
finance-desk-round-som = UZS 1
finance-desk-round-hundred = UZS 100
finance-desk-round-thousand = UZS 1,000
finance-save = Save
finance-note = Note

## The books

finance-journal = Money movements
finance-journal-empty = Nothing moved on these days
finance-operation-new = New operation
finance-operation-title = Operation
finance-operation-what = What
finance-kind-expense = Expense
finance-kind-income = Other income
finance-kind-transfer = Transfer
finance-kind-advance = Client’s advance
finance-kind-advance-back = Advance given back
finance-kind-tips-out = Tips paid out
finance-kind-supplier = Supplier paid
finance-kind-owner-in = Put in by the owner
finance-kind-owner-out = Taken out by the owner
finance-account = Account
finance-account-to = To
finance-category = Category
finance-counterparty = Counterparty
finance-counterparty-new = New counterparty
finance-period = For which month
finance-day = Day
finance-accounts = Money by account
finance-person = By
finance-in = In
finance-out = Out
finance-entry-payment = Payment
finance-entry-sale = Sale
finance-entry-refund = Refund
finance-entry-tip = Tip
finance-entry-operation = Operation
finance-entry-transfer = Transfer
finance-entry-over-short = Over or short
finance-entry-over-short-undo = Difference taken back
finance-entry-opening = Start of a shift
finance-entry-loyalty = Loyalty
finance-entry-stock = Stock
finance-entry-merge = Merged cards
finance-entry-unmerge = Cards parted again
finance-account-bank = Bank account
finance-account-acquiring = Card payments in transit
finance-account-payme = Payme in transit
finance-account-click = Click in transit
finance-account-uzum = Uzum in transit
finance-account-receivable = Clients owe
finance-account-stock = Goods in stock
finance-account-stock-transit = Goods on the way
finance-account-loyalty = With the loyalty module
finance-account-interbranch = Between branches
finance-account-open-bills = Bills under way
finance-account-advances = Clients’ advances
finance-account-certificates = Certificates
finance-account-memberships = Memberships
finance-account-tips = Masters’ tips
finance-account-payable = Owed to suppliers
finance-account-owner = Owner’s funds
finance-account-income-service = Services
finance-account-income-product = Goods
finance-account-income-other = Other income
finance-account-income-points = Points of other branches
finance-account-breakage = Expired certificates
finance-account-rounding = Rounding
finance-account-cost-goods = Cost of goods sold
finance-account-cost-materials = Materials used
finance-account-cost-shrinkage = Stocktaking differences
finance-account-expense = Expenses
finance-account-fees = Providers’ fees
finance-account-over-short = Over and short
finance-category-rent = Rent
finance-category-pay = Pay
finance-category-utilities = Utilities
finance-category-marketing = Marketing
finance-category-materials = Materials
finance-category-equipment = Equipment
finance-category-tax = Taxes
finance-category-household = Household
finance-category-other = Other
finance-category-rent-of-chair = Chair rent
finance-category-other-income = Other income

## Reports

finance-report-title = Finance
finance-report-previous = Previous month
finance-report-next = Next month
finance-report-all = All branches
finance-report-cash = Cash flow
finance-report-cash-note = By the day the money moved
finance-report-profit = Profit and loss
finance-report-profit-note = By the month it belongs to
finance-report-owed = What we owe
finance-report-owed-note = At the end of the month
finance-report-total-profit = Profit
finance-report-total = Total
finance-report-plan = Plan
finance-report-plan-note = With pace and projection
finance-report-plan-subject = For
finance-report-plan-set = Set the plan
finance-report-fact = Actual
finance-report-used = { $percent }% used
finance-report-reached = { $percent }% reached
finance-report-projection = Projection
finance-report-revenue = Revenue
finance-report-materials = Materials
finance-report-hour = Per hour
finance-report-empty = Nothing in this month yet.
finance-revenue = Revenue

## Widgets

finance-widget-today = Today’s takings
finance-widget-plan = Plan of the month
finance-widget-liabilities = What we owe
finance-widget-average = Average bill: { $sum }
finance-widget-no-takings = No payments yet today
finance-widget-no-plan = No plan yet
finance-widget-debts = Clients owe { $sum }
finance-widget-balanced = Books balanced at { $at }
finance-widget-unbalanced = { $count } faults in the books. Tell the owner.
finance-widget-open = Report
finance-report-between = Between branches
finance-report-between-note = At the end of the month, by pair
finance-kind-payout = Provider’s payout
finance-entry-payout = Provider’s payout
finance-fee = Fee kept
finance-bills-count = { $count ->
    [one] { $count } bill
   *[other] { $count } bills
}

finance-error-tender-online = The client pays this from the phone; it arrives by itself.
finance-error-tips-online = A tip cannot be paid this way: take it in cash or by card.
finance-error-online-sum = Exactly UZS { $sum } is owed.
finance-error-online-other = This payment is known for another bill or another sum.
finance-error-online-silent = The module of this payment does not answer just now. Try again, or take the money another way.
finance-error-online-split = Other money stands in this bill too: give it back at the desk.
finance-online-title = Pay from the phone
finance-online-hint = The client scans the square or opens the link. This page says when the money has come.
finance-online-copy = Copy the link
finance-online-waits = Waiting for the client’s payment

## Payment calendar

finance-calendar = Payment calendar
finance-calendar-note = What comes and goes in { $days } days
finance-calendar-days = { $days } days
finance-calendar-sure = Without visits
finance-calendar-all = With visits
finance-calendar-now = In cash and at the bank
finance-calendar-end = At the end
finance-calendar-gap = Money runs out on { $day }
finance-calendar-gap-hint = { $sum } will be missing. Move a payment, or bring money in.
finance-calendar-visits = { $count ->
    [one] { $count } booked visit
   *[other] { $count } booked visits
}
finance-calendar-evening = Left in the evening
finance-calendar-overdue = was due on { $day }
finance-calendar-paid = Paid
finance-calendar-skip = Drop
finance-calendar-empty = Nothing is planned
finance-calendar-empty-hint = Enter the rent and other costs that repeat: the calendar says if the money will reach.
finance-calendar-new = Plan a payment
finance-calendar-name = What for
finance-calendar-due = Falls due
finance-calendar-every = Repeats
finance-calendar-once = Once
finance-calendar-month = Every month
finance-calendar-week = Every week
finance-calendar-until = Until, if it ends
finance-calendar-rules = What repeats
finance-calendar-on-month = on day { $day } of every month
finance-calendar-on-week = { $day ->
    [1] every Monday
    [2] every Tuesday
    [3] every Wednesday
    [4] every Thursday
    [5] every Friday
    [6] every Saturday
   *[other] every Sunday
}
finance-calendar-stop = End
finance-calendar-stop-ask = This payment will not come any more. What was paid stays. End it?
finance-error-settled = This payment is settled already
finance-error-day-past = A planned payment lies ahead

## Files

finance-report-section = Section
finance-section-cash-in = Money in
finance-section-cash-out = Money out
finance-section-income = Income
finance-section-expense = Expenses
finance-section-owed = Owed by the salon
finance-section-due = Owed to the salon

## Profit

finance-tab-report = Report
finance-profit-title = Profit
finance-profit-note = What is left after discounts, refunds, materials and what providers kept of the payments in their registers. Masters’ pay is not taken off: it is in the costs per hour, the month’s other costs over its chair hours.
finance-profit-fees = Fees
finance-profit-by-master = Masters
finance-profit-by-service = Services and goods
finance-profit-by-visit = Visits
finance-profit-minutes = Minutes
finance-profit-hours = Chair hours
finance-profit-hour = Per chair hour
finance-profit-overhead = Costs per hour
finance-profit-nobody = No master named
finance-profit-other = Other materials
finance-profit-guest = No client named
finance-profit-more = { $count } visits are on this page. All of them are in the file.
finance-list-more = { $count } are on this page. All of them are in the file.
finance-list-older = Older
finance-report-above = { $percent }% above the pace
finance-report-below = { $percent }% below the pace
finance-report-even = on the pace
finance-shift-share = Share
finance-shift-open-at = Opened
finance-shift-close-at = Closed

## Settlements between branches

finance-settle-debtor = Owes
finance-settle-creditor = Gets
finance-settle = Settled
finance-settle-ask = Has { $debtor } paid { $creditor } all of it through the bank? This goes into the books.
finance-entry-settlement = Settlement between branches
finance-error-settlement-changed = This debt has changed or is settled. Load the page again.

## Providers’ payouts

finance-payouts = Payouts
finance-payouts-note = The provider’s register held against the bills: by its number, then by sum and day.
finance-payouts-upload = Upload a register
finance-payouts-provider = Provider
finance-payouts-transit = Still with the provider
finance-payouts-matched = Matched
finance-payouts-unknown = Unknown to us
finance-payouts-unknown-hint = The register has them, no bill, deposit or tip explains them. They stay here until one does.
finance-payouts-missing = Missing in the register
finance-payouts-missing-hint = Paid on these days by our books, and the provider has not told of it.
finance-payouts-post-title = Put the payout into the books
finance-payouts-post = Post
finance-payouts-amount = Paid by clients
finance-payouts-net = To the bank account
finance-payouts-day = Day at the bank
finance-payouts-by-sum = Also those matched by sum and day: { $count }
finance-payouts-by-sum-hint = Their number is not in our books; the sum is the same and the day within three days.
finance-payouts-more = These are the newest { $count }. The others follow when they are posted.
finance-payouts-tip = Tip, bill no. { $number }
finance-payouts-with-tip = with a tip of { $sum }
finance-payouts-shown = { $shown } of { $count } are shown; sums and posting take all of them.
finance-payouts-how = Matched by
finance-payouts-how-id = Number
finance-payouts-how-sum = Sum, ours { $day }
finance-payouts-their-day = Provider’s day
finance-payouts-our-day = Our day
finance-payouts-ours = Ours
finance-payouts-reference = Provider’s number
finance-payouts-last = Last payouts
finance-payouts-payments = Payments
finance-payouts-empty = No register yet
finance-payouts-empty-hint = Download it in the provider’s cabinet as CSV or XLSX and upload it here. Nothing is posted before you have seen it.
finance-import-payouts-payme = Payme register
finance-import-payouts-click = Click register
finance-import-payouts-uzum = Uzum register
finance-import-payouts-card = Card terminal register
finance-register-reference = Provider’s number
finance-register-day = Day
finance-register-amount = Amount
finance-register-fee = Fee
finance-register-kind = Payment or refund
finance-error-register-reference = The provider’s number is missing or longer than 64 characters.
finance-error-register-day = “{ $value }” is no day.
finance-error-register-sum = “{ $value }” is no sum.
finance-error-register-fee = The fee “{ $value }” is more than the sum.
finance-error-payout-branches = A register has the payments of all branches. Ask somebody who works in all of them.
finance-error-payout-changed = The list has changed meanwhile. Look again and post once more.
finance-error-payout-nothing = Nothing is matched by number. Post with those matched by sum and day.
finance-error-payout-more = By our books less is with the provider: some of it was posted as a payout by hand.

## Deposits (R-B9)

finance-tender-deposit = Deposit
finance-account-deposits = Deposits for visits
finance-account-income-fee = Fees for late cancellations and no-shows
finance-entry-deposit = Deposit
finance-entry-deposit-back = Deposit given back
finance-entry-deposit-fee = Fee kept
finance-deposit = Deposit
finance-deposit-take = Take deposit
finance-deposit-visit = Visit no. { $number }
finance-deposit-sum = Deposit
finance-deposit-split = Split
finance-deposit-held = Paid in
finance-deposit-kept = Kept as a fee
finance-deposit-billed = Owed on top of it
finance-deposit-back = To give back
finance-deposit-return = Give back
finance-deposit-return-sum = Give back { $sum }
finance-client-money = Money paid in
finance-advance-take = Take an advance
finance-advance-return = Give back an advance
finance-advance-held = Advance not used
finance-toast-advance = Advance taken: UZS { $sum }
finance-error-advance-online = Payme and Click tell of their money themselves. Take an advance in cash, by card or by transfer.
finance-toast-deposit = Deposit taken: UZS { $sum }
finance-toast-deposit-back = Given back: UZS { $sum }
finance-error-deposit-over = A deposit is taken for a visit that is still to come.
finance-error-deposit-much = The visit costs no more than that: UZS { $sum } at most.
finance-error-deposit-online = Payme and Click are paid by the client: press “Link for the client”. At the desk: cash, card or transfer.
finance-error-deposit-nothing = Nothing waits to be given back here.
finance-error-deposit-changed = The deposit has changed meanwhile. Look again and press once more.
finance-setting-collect-excess = Bill what a deposit does not cover
finance-setting-collect-excess-hint = When the fee for a late cancellation or a no-show is more than the deposit, the client owes the rest.
finance-setting-abandon = Hours until an unpaid online bill is cancelled
finance-setting-abandon-hint = Goods, certificates, points and the visit that it holds are free again. Payme keeps a payment open for 12 hours, so it is longer than that.
finance-fee-late = Late cancellation
finance-fee-moved = Late move
finance-fee-no-show = No-show

## What no-shows cost (B3)

finance-losses-title = Losses
finance-losses-note = What no-shows and late cancellations cost: the lost visits, less the fees, less what was sold in that time after all.
finance-losses-master = Master
finance-losses-no-shows = No-shows
finance-losses-late = Late cancellations
finance-losses-lost = Lost
finance-losses-fees = Fees
finance-losses-refilled = Sold again
finance-losses-net = Net loss
finance-losses-empty = No no-shows and no late cancellations this month
finance-day-old = The day is right, write it into the past
finance-error-day-old = That is more than a month ago. Past reports will change. Check the day and tick below that it is right.
finance-shift-short = Short
finance-shift-over = Over
finance-shift-short-by = Short by { $sum }: less in the desk than there should be.
finance-shift-over-by = Over by { $sum }: more in the desk than there should be.
finance-report-fixed = once a month
finance-report-over = { $percent }% over the plan
finance-journal-automatic = Automatic
finance-refund-do-sum = Give back { $sum }
finance-refund-ask-sum = Give back { $sum }? { $ways }
finance-refund-total = To give back
finance-refund-choose = Say how much goes back.
finance-refund-wrong = { $name }: enter a whole number from 0 to { $left }.
finance-month-01 = January { $year }
finance-month-02 = February { $year }
finance-month-03 = March { $year }
finance-month-04 = April { $year }
finance-month-05 = May { $year }
finance-month-06 = June { $year }
finance-month-07 = July { $year }
finance-month-08 = August { $year }
finance-month-09 = September { $year }
finance-month-10 = October { $year }
finance-month-11 = November { $year }
finance-month-12 = December { $year }

finance-deposit-ask = Link for the client
finance-deposit-asked = Asked for
finance-deposit-link = The client pays by this link
finance-deposit-link-copy = Copy link
finance-deposit-link-open = Open
finance-deposit-link-until = until { $when }
finance-deposit-link-late = The time is over: { $when }
finance-deposit-link-again = Ask again
finance-toast-deposit-asked = The link is ready: copy it and send it to the client
finance-error-deposit-no-provider = No provider is on: switch on Payme or Click and enter its key first.
finance-error-deposit-begun = The visit begins now: take the money at the desk.
finance-error-link-gone = There is no such link.
finance-setting-deposit-hours = Hours a client has to pay a deposit by link
finance-setting-deposit-hours-hint = Counted from when the link is made, and never longer than until the visit begins.
finance-pay-title = Deposit for your visit
finance-pay-when = When
finance-pay-where = Where
finance-pay-visit = Your visit
finance-pay-total = Price of the visit
finance-pay-asked = Deposit
finance-pay-held = Paid in
finance-pay-owed = To pay now
finance-pay-until = Pay by { $when }
finance-pay-by = Pay with { $name }
finance-pay-part = It is a part of the price: at the salon you pay the rest.
finance-pay-check = I have paid, check
finance-pay-done = Thank you, the deposit is paid
finance-pay-done-hint = We are waiting for you. The deposit is a part of the price of your visit.
finance-pay-late = The time to pay by this link is over
finance-pay-late-hint = Call the salon or write to it: it can send the link again.
finance-pay-over = Nothing is to be paid for this visit any more
finance-pay-over-hint = It was cancelled or has begun. If you have a question, ask the salon.
finance-pay-no-way = The salon takes no payments from the phone right now. Call it, please.
finance-deposits-title = Deposits and advances
finance-deposits-back = To give back
finance-deposits-held = For visits to come
finance-deposits-advance = Advances
finance-deposits-back-note = Nothing needs them any more: one press gives each back the way it came.
finance-deposits-held-note = Paid in for a visit that is still to come. They go into its bill.
finance-deposits-advance-note = What clients paid in for no visit in particular and have not used.
finance-deposits-back-empty = Nothing waits to go back
finance-deposits-held-empty = No deposits for visits to come
finance-deposits-advance-empty = No advances
finance-deposits-sum = Held
finance-list-part = { $shown } of { $count } are on this page. All of them are in the file.
finance-list-next = Next
finance-suppliers = Suppliers
finance-suppliers-note = What is owed for goods. Payments go for the oldest first; due after { $days } days (a setting).
finance-suppliers-empty = Nobody is owed anything
finance-suppliers-empty-hint = A receipt of goods with its supplier appears here until it is paid.
finance-supplier-owed = Owed
finance-supplier-overdue = Overdue
finance-supplier-since = Oldest unpaid
finance-supplier-due = Due
finance-supplier-days = Age, days
finance-supplier-age = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
finance-supplier-pay = Pay
finance-supplier-none = Receipts without a supplier
finance-supplier-gone = Unknown supplier
finance-setting-supplier-days = Days to pay a supplier
finance-setting-supplier-days-hint = After so many days goods that are not paid are overdue.
