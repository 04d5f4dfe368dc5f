# Тексты кассы и финансов.

## Module

finance-name = Касса и финансы
finance-purpose = Оплата, кассы, смены, движение денег, прибыль и обязательства.
finance-contract-bill = Видит чеки: что продано, за сколько и чем оплачено
finance-permission-bill-read = Видеть чеки
finance-permission-bill-take = Принимать оплату
finance-permission-bill-refund = Делать возвраты
finance-permission-shift = Открывать и закрывать смены
finance-permission-shift-audit = Видеть ожидаемую сумму до закрытия
finance-permission-shift-reopen = Открывать закрытую смену заново
finance-permission-ledger-post = Записывать приход, расход и переводы
finance-permission-report-read = Видеть отчёты
finance-permission-budget-write = Настраивать план и кассы
finance-action-sale = Новая продажа
finance-nav-checkout = Касса
finance-nav-finance = Финансы
finance-setting-auto-shift = Открывать смену самой при оплате наличными
finance-setting-auto-shift-hint = Начальная сумма берётся из учёта; при закрытии считается всё.

## Tenders and states

finance-tender = Способ оплаты
finance-tender-cash = Наличные
finance-tender-card = Карта
finance-tender-payme = Payme
finance-tender-click = Click
finance-tender-uzum = Uzum
finance-tender-transfer = Перевод
finance-tender-advance = Аванс
finance-tender-certificate = Сертификат
finance-tender-membership = Абонемент
finance-tender-debt = Долг
finance-state = Состояние
finance-state-open = Не оплачен
finance-state-part_paid = В долг
finance-state-paid = Оплачен
finance-state-refunded = Возвращён
finance-state-void = Аннулирован

## Checkout

finance-panel-title = Оплата
finance-checkout-title = Касса
finance-checkout-visit = Оплата записи № { $number }
finance-client = Клиент
finance-client-hint = Нужен для баллов, скидок и долга.
finance-branch = Филиал
finance-lines = В чеке
finance-item = Добавить
finance-item-choose = Товар, услуга или сертификат
finance-item-price = Сумма
finance-item-quantity = Количество
finance-item-more = Добавить ещё
finance-goods-products = Товары
finance-goods-offers = Сертификаты и абонементы
finance-goods-services = Услуги
finance-seller = Кто продал
finance-seller-none = Не указан
finance-recalculate = Пересчитать
finance-discounts = Скидки
finance-discount = скидка
finance-code = Промокод
finance-points = Баллы
finance-points-hint = Есть { $balance }, можно списать до { $max }
finance-points-available = { $points } баллов
finance-certificate = Код сертификата
finance-pin = PIN
finance-membership = Абонемент
finance-membership-none = Без абонемента
finance-visits-left = осталось: { $count }
finance-earns = После оплаты начислится баллов: { $points }.
finance-payment = Оплата
finance-list-price = По прайсу
finance-due = К оплате
finance-paid = Оплачено
finance-debt = Долг
finance-sum = Сумма
finance-desk = Касса
finance-desk-first = Основная касса
finance-take = Принять { $sum }
finance-more = Разделить, код, чаевые
finance-cash-rounded = Наличными: { $sum } (с округлением)
finance-split-title = Разделить оплату, долг, чаевые
finance-split-hint = Остаток оплачивается выбранным выше способом.
finance-debt-rest = Остаток записать в долг клиента
finance-tips = Чаевые
finance-tips-staff = Кому
finance-advance-there = У клиента есть аванс: { $sum }
finance-silent-loyalty = Модуль лояльности не ответил: продолжаем без скидок и баллов.
finance-silent-inventory = Модуль склада не ответил: остаток не зарезервирован.
finance-silent-booking = Модуль расписания не ответил: визит завершится позже.
finance-toast-paid = Принято: { $sum } сум
finance-toast-paid-silent = Принято: { $sum } сум. Один из модулей завершит своё позже.

## Bills

finance-bill = Чек
finance-bills = Чеки
finance-bill-number = Чек № { $number }
finance-bill-find = Номер чека
finance-bills-empty = За эти дни чеков нет
finance-bills-empty-hint = Чек появится здесь, когда будет принята оплата.
finance-filter-all = Все
finance-filter-open = Не оплачены
finance-filter-debt = Долги
finance-when = Когда
finance-from = С
finance-to = По
finance-show = Показать
finance-visit = Визит
finance-receipt = Чек
finance-rounding = Округление
finance-repay-title = Принять оплату
finance-repay = Принять
finance-toast-repaid = Оплата принята
finance-void = Аннулировать
finance-void-ask = Аннулировать чек? По нему ничего не оплачено.
finance-toast-void = Чек аннулирован
finance-refund = Возврат
finance-refunded = Возвращено
finance-refund-title = Возврат по чеку № { $number }
finance-refund-hint = Деньги возвращаются тем же способом: сертификат на сертификат, баллы в баллы, наличные наличными.
finance-refund-lines = Что возвращаем
finance-refund-quantity = Количество (есть { $left })
finance-refund-reason = Причина
finance-refund-uncomplete = Визита не было: снять отметку «завершён»
finance-refund-do = Вернуть
finance-refund-ask = Вернуть деньги?
finance-toast-refunded = Возвращено: { $sum } сум
finance-thanks = Спасибо за визит!
finance-print = Печать

## Errors

finance-error-no-branch = Такого филиала нет.
finance-error-not-your-branch = Этот филиал вне ваших прав.
finance-error-desk = В этом филиале нет такой кассы.
finance-error-no-shift = Сначала откройте смену в кассе.
finance-error-shift-open = В этой кассе смена уже открыта.
finance-error-bill-gone = Такого чека нет.
finance-error-visit-gone = Такой записи нет.
finance-error-visit-paid = Этот визит уже оплачен.
finance-error-visit-over = Отменённый визит не оплачивается.
finance-error-visit-ahead = День визита ещё не наступил. Можно принять аванс.
finance-error-empty = В чеке пока ничего нет.
finance-error-item = Такого товара или услуги нет.
finance-error-price = Укажите сумму.
finance-error-sum = Сумма слишком большая.
finance-error-tender = Так оплатить нельзя.
finance-error-changed = Сумма изменилась: теперь { $sum } сум. Проверьте и нажмите ещё раз.
finance-error-too-much = Лишние { $sum } сум.
finance-error-too-little = Не хватает { $sum } сум.
finance-error-debt-client = Для долга выберите клиента.
finance-error-advance = Аванса клиента на это не хватает.
finance-error-tips-staff = Укажите, кому чаевые.
finance-error-bill-closed = По этому чеку платить больше нечего.
finance-error-refund-nothing = Выберите, что вернуть.
finance-error-refund-more = Столько уже не осталось.
finance-error-refund-cash = В кассе нет столько наличных.
finance-error-void-paid = Оплаченный чек не аннулируют, а возвращают.
finance-bills-count = { $count ->
    [one] { $count } чек
    [few] { $count } чека
   *[many] { $count } чеков
}
