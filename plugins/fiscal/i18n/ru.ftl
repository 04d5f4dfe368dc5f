# Фискальные чеки.

## Module

fiscal-name = Фискальные чеки
fiscal-purpose = Чек с QR-кодом на каждую продажу и возврат, через Click в налоговый комитет.
fiscal-permission-read = Видеть фискальные чеки
fiscal-permission-print = Видеть и печатать фискальный QR-код чека
fiscal-permission-send = Отправлять чек ещё раз
fiscal-permission-code = Менять налоговые коды
fiscal-nav-receipts = Фискальные чеки
fiscal-egress = В Click: что продано, на какую сумму и чем оплачено — для фискального чека
fiscal-setting-sends = Отправлять фискальные чеки
fiscal-setting-sends-hint = С этого момента каждый оплаченный чек получает фискальный чек. Прежние продажи не меняются.
fiscal-setting-service = Click: service_id
fiscal-setting-service-hint = Число из кабинета Click.
fiscal-setting-user = Click: merchant_user_id
fiscal-setting-secret = Click: SECRET_KEY
fiscal-setting-tin = ИНН или ПИНФЛ салона
fiscal-setting-tin-hint = 9 цифр у компании, 14 у предпринимателя.
fiscal-setting-tin-message = В ИНН 9 цифр, в ПИНФЛ — 14. Проверьте номер.
fiscal-setting-number-message = Только цифры, без пробелов.

## List

fiscal-list-title = Фискальные чеки
fiscal-list-note = { $count ->
    [0] Все чеки выданы
    [one] { $count } ещё не выдан
    [few] { $count } ещё не выданы
    [many] { $count } ещё не выданы
   *[other] { $count } ещё не выданы
}
fiscal-bill = Чек
fiscal-number = Номер чека
fiscal-kind = Вид
fiscal-sum = Сумма
fiscal-state = Состояние
fiscal-asked = В очереди с
fiscal-done = Выдан
fiscal-link = Ссылка
fiscal-from = С
fiscal-to = По
fiscal-show = Показать
fiscal-filter-all = Все
fiscal-filter-waiting = Не выданы
fiscal-kind-sale = Продажа
fiscal-kind-return = Возврат
fiscal-kind-service = Услуга
fiscal-kind-product = Товар
fiscal-kind-certificate = Сертификат
fiscal-kind-membership = Абонемент
fiscal-sale-advance = Аванс
fiscal-return-advance = Возврат аванса
fiscal-sale-fee = Удержание
fiscal-return-fee = Отмена удержания
fiscal-sale-payment = Оплата долга
fiscal-return-payment = Возврат оплаты долга
fiscal-visit = Визит № { $number }
fiscal-kind-deposit = Предоплата
fiscal-kind-fee = Плата за отмену
fiscal-of-what = За что
fiscal-list-older = Более ранние
fiscal-kind-other = Другое
fiscal-state-queued = В очереди
fiscal-state-accepted = Принят
fiscal-state-refused = Отказ
fiscal-state-done = Выдан
fiscal-state-void = Не нужен
fiscal-problem-settings = Не всё заполнено: service_id, merchant_user_id, SECRET_KEY, ИНН.
fiscal-problem-code = Нет налогового кода:
fiscal-problem-original = Ждёт чека продажи.
fiscal-problem-silent = Click не отвечает.
fiscal-problem-refused = Отказ Click:
fiscal-send = Отправить ещё раз
fiscal-copy = Скопировать ссылку
fiscal-late = { $count ->
    [one] { $count } чек не выдан больше часа
    [few] { $count } чека не выданы больше часа
    [many] { $count } чеков не выданы больше часа
   *[other] { $count } чека не выданы больше часа
}
fiscal-late-hint = За продажу без чека могут оштрафовать. Посмотрите причину в списке, исправьте и нажмите «Отправить ещё раз».
fiscal-off = Чеки не отправляются
fiscal-off-hint = Заполните настройки модуля и включите «Отправлять фискальные чеки».
fiscal-to-settings = Открыть настройки
fiscal-missing = Чеки не уйдут: не заполнено или написано с ошибкой.
fiscal-empty = За эти дни чеков нет
fiscal-empty-hint = Оплаченный чек сам принесёт сюда фискальный.
fiscal-toast-sent = Отправлено ещё раз
fiscal-error-receipt-gone = Такого чека нет
fiscal-error-done = Этот чек уже выдан

## On a bill

fiscal-panel-title = Фискальный чек
fiscal-paper-later = Фискальный чек оформляется; попросите распечатать его через минуту.
fiscal-paper-stuck = Фискальный чек пока не оформлен; попросите его у администратора позже.

## Dashboard

fiscal-widget-title = Фискальные чеки
fiscal-widget-done = выдано сегодня
fiscal-widget-all = Ничего не ждёт
fiscal-widget-waiting = { $count ->
    [one] { $count } в пути
    [few] { $count } в пути
    [many] { $count } в пути
   *[other] { $count } в пути
}
fiscal-widget-late = { $count ->
    [one] { $count } не выдан больше часа, с { $since }
    [few] { $count } не выданы больше часа, с { $since }
    [many] { $count } не выданы больше часа, с { $since }
   *[other] { $count } не выданы больше часа, с { $since }
}

## Codes

fiscal-codes = Налоговые коды
fiscal-codes-note = ИКПУ с tasnif.soliq.uz; у чего нет своего кода, у того код его вида
fiscal-codes-missing = Нет общего кода
fiscal-codes-empty = Кодов пока нет
fiscal-codes-empty-hint = Начните с кода для всех услуг.
fiscal-all-service = Все услуги
fiscal-all-product = Все товары
fiscal-all-certificate = Сертификаты
fiscal-all-membership = Абонементы
fiscal-all-deposit = Предоплаты (без кода — как услуги)
fiscal-all-fee = Плата за отмену (без кода — как услуги)
fiscal-code-new = Задать код
fiscal-code-what = Что
fiscal-code-spic = ИКПУ
fiscal-code-spic-hint = 17 цифр
fiscal-code-package = Код упаковки
fiscal-code-vat = НДС
fiscal-code-save = Сохранить
fiscal-code-delete = Убрать
fiscal-code-delete-ask = Убрать этот код?
fiscal-toast-code = Код сохранён
fiscal-toast-code-gone = Код убран
fiscal-error-what = Выберите, для чего код
fiscal-error-spic = В ИКПУ 17 цифр
fiscal-error-package = В коде упаковки только цифры
