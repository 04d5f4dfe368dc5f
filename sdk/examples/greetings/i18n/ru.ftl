greetings-name = Дни рождения
greetings-purpose = Показывает, у кого скоро день рождения, и отмечает одно поздравление в год для каждого клиента.
greetings-permission-read = Видеть дни рождения и поздравления
greetings-permission-send = Поздравлять клиентов
greetings-setting-days = На сколько дней вперёд смотрит список
greetings-widget-title = Сегодня день рождения
greetings-widget-all = Все дни рождения
greetings-widget-none = Сегодня именинников нет
greetings-panel-title = Поздравления
greetings-panel-none = Пока без поздравлений
greetings-title = { $days ->
    [one] Дни рождения в ближайший { $days } день
    [few] Дни рождения в ближайшие { $days } дня
    [many] Дни рождения в ближайшие { $days } дней
   *[other] Дни рождения в ближайшие { $days } дня
}
greetings-column-client = Клиент
greetings-column-greeting = Поздравление
greetings-send = Поздравить
greetings-sent = Поздравление отправлено
greetings-text = { $name }, с днём рождения! Будем рады видеть вас.
greetings-empty-title = Ближайших дней рождения нет
greetings-empty-hint = Клиенты появятся здесь, когда на их карточке будет дата рождения.
greetings-error-sent = В этом году этого клиента уже поздравили.
greetings-toast-sent = Поздравление отмечено.
