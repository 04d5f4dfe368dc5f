greetings-name = Birthdays
greetings-purpose = Shows whose birthday is near and notes one greeting a year for each client.
greetings-permission-read = See birthdays and greetings
greetings-permission-send = Send greetings
greetings-setting-days = How many days ahead the list looks
greetings-widget-title = Birthdays today
greetings-widget-all = All birthdays
greetings-widget-none = No birthdays today
greetings-panel-title = Greetings
greetings-panel-none = Not greeted yet
greetings-title = { $days ->
    [one] Birthdays on the next { $days } day
   *[other] Birthdays in the next { $days } days
}
greetings-column-client = Client
greetings-column-greeting = Greeting
greetings-send = Send greetings
greetings-sent = Greeted
greetings-text = Happy birthday, { $name }! We would be glad to see you.
greetings-empty-title = No birthdays soon
greetings-empty-hint = Clients appear here once their date of birth is on their card.
greetings-error-sent = This client has been greeted this year already.
greetings-toast-sent = The greeting is noted.
