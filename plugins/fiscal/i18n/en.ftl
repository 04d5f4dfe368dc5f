# Fiscal receipts.

## Module

fiscal-name = Fiscal receipts
fiscal-purpose = A receipt with a QR code for every sale and refund, sent to the tax committee through Click.
fiscal-permission-read = See fiscal receipts
fiscal-permission-print = See and print a bill's QR code
fiscal-permission-send = Send a receipt again
fiscal-permission-code = Change tax codes
fiscal-nav-receipts = Fiscal receipts
fiscal-egress = To Click: what was sold, for which sum and how it was paid, for the fiscal receipt
fiscal-setting-sends = Send fiscal receipts
fiscal-setting-sends-hint = From now on each paid bill gets a receipt. Sales from before are left as they are.
fiscal-setting-service = Click: service_id
fiscal-setting-service-hint = A number from Click's merchant cabinet.
fiscal-setting-user = Click: merchant_user_id
fiscal-setting-secret = Click: SECRET_KEY
fiscal-setting-tin = TIN or PINFL of the salon
fiscal-setting-tin-hint = 9 digits for a company, 14 for a sole proprietor.
fiscal-setting-tin-message = A TIN has 9 digits, a PINFL has 14. Check the number.
fiscal-setting-number-message = Only digits, without spaces.

## List

fiscal-list-title = Fiscal receipts
fiscal-list-note = { $count ->
    [0] Everything is issued
    [one] { $count } is not issued yet
   *[other] { $count } are not issued yet
}
fiscal-bill = Bill
fiscal-number = Receipt number
fiscal-kind = Kind
fiscal-sum = Amount
fiscal-state = State
fiscal-asked = Queued
fiscal-done = Issued
fiscal-link = Link
fiscal-from = From
fiscal-to = To
fiscal-show = Show
fiscal-filter-all = All
fiscal-filter-waiting = Not issued
fiscal-kind-sale = Sale
fiscal-kind-return = Return
fiscal-kind-service = Service
fiscal-kind-product = Product
fiscal-kind-certificate = Gift certificate
fiscal-kind-membership = Membership
fiscal-sale-advance = Advance
fiscal-return-advance = Advance given back
fiscal-sale-fee = Fee kept
fiscal-return-fee = Fee undone
fiscal-sale-payment = Debt payment
fiscal-return-payment = Debt payment given back
fiscal-visit = Visit no. { $number }
fiscal-kind-deposit = Deposit
fiscal-kind-fee = Fee
fiscal-of-what = Of what
fiscal-list-older = Older ones
fiscal-kind-other = Other
fiscal-state-queued = In the queue
fiscal-state-accepted = Accepted
fiscal-state-refused = Refused
fiscal-state-done = Issued
fiscal-state-void = Not needed
fiscal-problem-settings = The settings are incomplete: service_id, merchant_user_id, SECRET_KEY, TIN.
fiscal-problem-code = No tax code:
fiscal-problem-original = Waits until the sale's receipt is issued.
fiscal-problem-silent = No answer from Click.
fiscal-problem-refused = Click refused:
fiscal-send = Send again
fiscal-copy = Copy the link
fiscal-late = { $count ->
    [one] { $count } receipt has been waiting for more than an hour
   *[other] { $count } receipts have been waiting for more than an hour
}
fiscal-late-hint = A sale without a receipt may be fined. Look at the reason in the list, correct it, and press "Send again".
fiscal-off = Receipts are not sent
fiscal-off-hint = Fill in the module's settings and switch on "Send fiscal receipts".
fiscal-to-settings = Open the settings
fiscal-missing = Receipts will not be sent: empty or mistyped.
fiscal-empty = No receipts on these days
fiscal-empty-hint = A paid bill brings its receipt here by itself.
fiscal-toast-sent = Sent again
fiscal-error-receipt-gone = There is no such receipt
fiscal-error-done = This receipt is issued already

## On a bill

fiscal-panel-title = Fiscal receipt
fiscal-paper-later = The fiscal receipt is being issued; ask for a print-out in a minute.
fiscal-paper-stuck = There is no fiscal receipt yet; ask the receptionist for it later.

## Dashboard

fiscal-widget-title = Fiscal receipts
fiscal-widget-done = issued today
fiscal-widget-all = Nothing waits
fiscal-widget-waiting = { $count ->
    [one] { $count } is on its way
   *[other] { $count } are on their way
}
fiscal-widget-late = { $count ->
    [one] { $count } is not issued for more than an hour, since { $since }
   *[other] { $count } are not issued for more than an hour, since { $since }
}

## Codes

fiscal-codes = Tax codes
fiscal-codes-note = IKPU (MXIK) from tasnif.soliq.uz; a thing without its own code has that of its kind
fiscal-codes-missing = No code for all of
fiscal-codes-empty = No codes yet
fiscal-codes-empty-hint = Begin with one for all services.
fiscal-all-service = All services
fiscal-all-product = All products
fiscal-all-certificate = Gift certificates
fiscal-all-membership = Memberships
fiscal-all-deposit = Deposits (without a code: as services)
fiscal-all-fee = Fees (without a code: as services)
fiscal-code-new = Set a code
fiscal-code-what = What
fiscal-code-spic = IKPU
fiscal-code-spic-hint = 17 digits
fiscal-code-package = Package code
fiscal-code-vat = VAT
fiscal-code-save = Save
fiscal-code-delete = Remove
fiscal-code-delete-ask = Remove this code?
fiscal-toast-code = The code is saved
fiscal-toast-code-gone = The code is removed
fiscal-error-what = Choose what the code is for
fiscal-error-spic = An IKPU has 17 digits
fiscal-error-package = A package code has only digits
