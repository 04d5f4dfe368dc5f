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
finance-item = Add
finance-item-choose = Goods, a service or a certificate
finance-item-price = Sum
finance-item-quantity = Quantity
finance-item-more = Add more
finance-goods-products = Goods
finance-goods-offers = Certificates and memberships
finance-goods-services = Services
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
finance-sum = Sum
finance-desk = Desk
finance-desk-first = Main desk
finance-take = Take { $sum }
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
finance-toast-paid-silent = Taken: UZS { $sum }. One module will finish its part later.

## Bills

finance-bill = Bill
finance-bills = Bills
finance-bill-number = Bill no. { $number }
finance-bill-find = Bill number
finance-bills-empty = No bills on these days
finance-bills-empty-hint = A bill appears here when a payment is taken.
finance-filter-all = All
finance-filter-open = Unpaid
finance-filter-debt = Debts
finance-when = When
finance-from = From
finance-to = To
finance-show = Show
finance-visit = Visit
finance-receipt = Receipt
finance-rounding = Rounding
finance-repay-title = Take a payment
finance-repay = Take
finance-toast-repaid = Payment taken
finance-void = Void
finance-void-ask = Void this bill? Nothing was paid on it.
finance-toast-void = Bill voided
finance-refund = Refund
finance-refunded = Refunded
finance-refund-title = Refund of bill no. { $number }
finance-refund-hint = Money goes back the way it came: a certificate to the certificate, points to points, cash in cash.
finance-refund-lines = What is given back
finance-refund-quantity = Quantity ({ $left } left)
finance-refund-reason = Reason
finance-refund-uncomplete = The visit did not take place: take the completion back
finance-refund-do = Refund
finance-refund-ask = Give the money back?
finance-toast-refunded = Refunded: UZS { $sum }
finance-thanks = Thank you for your visit!
finance-print = Print

## Errors

finance-error-no-branch = There is no such branch.
finance-error-not-your-branch = Your rights do not reach this branch.
finance-error-desk = This branch has no such desk.
finance-error-no-shift = Open a shift at this desk first.
finance-error-shift-open = A shift is open at this desk already.
finance-error-bill-gone = There is no such bill.
finance-error-visit-gone = There is no such visit.
finance-error-visit-paid = This visit has been paid for.
finance-error-visit-over = A cancelled visit is not paid for.
finance-error-visit-ahead = The day of the visit has not come. An advance can be taken.
finance-error-empty = There is nothing on the bill yet.
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
finance-error-refund-more = So much is not left.
finance-error-refund-cash = There is not so much cash in the desk.
finance-error-void-paid = A paid bill is refunded, not voided.
finance-bills-count = { $count ->
    [one] { $count } bill
   *[other] { $count } bills
}
