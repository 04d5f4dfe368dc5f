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
finance-setting-auto-shift = Открывать смену автоматически при оплате наличными
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
finance-find = Товар, услуга или сертификат
finance-find-hint = По названию, артикулу или штрихкоду. Сканер добавляет сам.
finance-find-go = Найти
finance-find-more = Есть ещё: введите несколько букв названия.
finance-scan = Сканировать камерой
finance-left = { $count ->
    [0] нет в наличии
   *[other] осталось { $count }
}
finance-item-price = Цена
finance-item-quantity = Количество
finance-item-drop = Убрать
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
finance-take-nothing = Завершить
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
finance-toast-paid-debt = Принято: { $sum } сум, в долг: { $debt } сум
finance-toast-owed = Деньги не приняты, всё в долг: { $debt } сум
finance-toast-membership = Списано визитов с абонемента: { $count }. Деньги не принимались.
finance-toast-covered = Всё оплачено раньше: деньги не принимались
finance-toast-paid-silent = Принято: { $sum } сум. Один из модулей завершит своё позже.

## Bills

finance-bill = Чек
finance-bills = Чеки
finance-bill-number = Чек № { $number }
finance-bill-stuck = Чек не оплатили вовремя, и сам он не отменился. Он всё ещё держит товары, сертификаты, баллы и визит. Аннулируйте его здесь; если и это не выйдет, скажите владельцу: Модули, «Касса и финансы», «События и задания».
finance-bills-stuck = Чек № { $number } должен был отмениться сам и не отменился: он всё ещё держит то, что в нём.
finance-bill-find = Номер чека
finance-bills-empty = За эти дни чеков нет
finance-bills-empty-hint = Чек появится здесь, когда будет принята оплата.
finance-filter-all = Все
finance-filter-open = Не оплачены
finance-filter-debt = Долги
finance-filter-refunded = Возвраты
finance-when = Когда
finance-from = С
finance-to = По
finance-show = Показать
finance-visit = Визит
finance-receipt = Чек
finance-cashier = Кассир: { $name }
finance-rounding = Округление
finance-repay-title = Принять оплату
finance-repay = Принять
finance-toast-repaid = Оплата принята
finance-void = Аннулировать
finance-void-ask = Аннулировать чек? По нему ничего не оплачено.
finance-toast-void = Чек аннулирован
finance-refund = Возврат
finance-refunded = Возвращено
finance-refunded-part = Возвращён частично
finance-line-back = возвращено: { $count }
finance-refund-title = Возврат по чеку № { $number }
finance-refund-hint = Деньги возвращаются тем же способом: сертификат на сертификат, баллы в баллы, наличные наличными.
finance-refund-lines = Что возвращаем
finance-refund-quantity = Количество (есть { $left })
finance-refund-reason = Причина
finance-refund-uncomplete = Визита не было: снять отметку «завершён»
finance-refund-do = Вернуть
finance-toast-refunded = Возвращено: { $sum } сум
finance-thanks = Спасибо за визит!
finance-print = Печать

## Errors

finance-error-no-branch = Такого филиала нет.
finance-error-desk-choose = Касс несколько: выберите ту, где наличные.
finance-error-desk = В этом филиале нет такой кассы.
finance-error-no-shift = Сначала откройте смену в кассе.
finance-error-shift-open = В этой кассе смена уже открыта.
finance-error-bill-gone = Такого чека нет.
finance-error-visit-gone = Такой записи нет.
finance-error-visit-paid = Этот визит уже оплачен.
finance-error-visit-over = Отменённый визит не оплачивается.
finance-error-visit-ahead = День визита ещё не наступил. Можно принять аванс.
finance-error-empty = В чеке пока ничего нет.
finance-error-left = { $count ->
    [0] Здесь ничего не осталось.
   *[other] Здесь осталось только { $count }.
}
finance-error-code-unknown = В продаже нет ничего с кодом { $text }.
finance-error-find-none = В продаже нет ничего с названием «{ $text }».
finance-error-items-full = Чек заполнен. Сначала примите оплату по этому, затем начните новый.
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
finance-error-refund-used = Он израсходован или сейчас используется: возвращать нечего.
finance-error-refund-early = Продажа ещё учитывается. Попробуйте через минуту.
finance-error-refund-silent = Модуль лояльности выключен или не отвечает. Остаток сертификата или абонемента неизвестен, вернуть его сейчас нельзя.
finance-error-refund-cash = В кассе нет столько наличных.
finance-error-void-paid = Оплаченный чек не аннулируют, а возвращают.
finance-error-shift-gone = Такой смены нет.
finance-error-shift-closed = Смена уже закрыта.
finance-error-shift-reopened = Эту смену нельзя открыть заново.
finance-error-account = Такого счёта нет.
finance-error-day = Нельзя поставить день вперёд.
finance-error-period = Укажите месяц в виде 2026-11.
finance-error-choose = Выберите.
finance-error-tips = Столько чаевых у мастера не накоплено.
finance-toast-saved = Сохранено
finance-toast-shift-open = Смена открыта
finance-toast-shift-closed = Смена закрыта
finance-demo-progress = Чеки: { $done }

## Desks and shifts

finance-shifts = Смены
finance-shift = Смена
finance-shift-number = Смена № { $number }
finance-shift-open-do = Открыть смену
finance-shift-close-do = Закрыть смену
finance-shift-is-open = Открыта
finance-shift-is-closed = Закрыта
finance-shift-none = Смена не открыта
finance-shift-since = с { $at }, { $name }
finance-shift-counted = Посчитано наличных
finance-shift-counted-hint = Посчитайте все деньги в кассе. Ожидаемая сумма появится после закрытия.
finance-shift-counted-hint-seen = Посчитайте все деньги в кассе.
finance-shift-opening = На начало
finance-shift-in = Приход
finance-shift-out = Расход
finance-shift-expected = Должно быть
finance-shift-difference = Расхождение
finance-shift-even = Сошлось
finance-shift-x = X-отчёт
finance-shift-z = Z-отчёт
finance-shift-blind = Суммы наличных видны после закрытия смены.
finance-shift-no-bills = В этой смене чеков ещё не оплачивали
finance-shift-reopen = Открыть заново
finance-shift-reopen-ask = Открыть смену заново? Расхождение будет снято обратным документом.
finance-shift-reopens = Эта смена продолжает закрытую.
finance-shift-reopened = Открыта заново
finance-shifts-empty = Смен пока нет
finance-shift-person = Кто
finance-desk-new = Новая касса
finance-desk-name = Название
finance-desk-round = Округление наличных
finance-desk-round-som = до 1 сума
finance-desk-round-hundred = до 100 сумов
finance-desk-round-thousand = до 1000 сумов
finance-save = Сохранить
finance-note = Примечание

## The books

finance-journal = Операции
finance-journal-empty = За эти дни операций нет
finance-operation-new = Новая операция
finance-operation-title = Операция
finance-operation-what = Что
finance-kind-expense = Расход
finance-kind-income = Прочий приход
finance-kind-transfer = Перемещение
finance-kind-advance = Аванс клиента
finance-kind-advance-back = Возврат аванса
finance-kind-tips-out = Выдача чаевых
finance-kind-supplier = Оплата поставщику
finance-kind-owner-in = Внёс владелец
finance-kind-owner-out = Забрал владелец
finance-account = Счёт
finance-account-to = Куда
finance-category = Статья
finance-counterparty = Контрагент
finance-counterparty-new = Новый контрагент
finance-period = За какой месяц
finance-day = День
finance-accounts = Деньги на счетах
finance-person = Кто записал
finance-in = Приход
finance-out = Расход
finance-entry-payment = Оплата
finance-entry-sale = Продажа
finance-entry-refund = Возврат
finance-entry-tip = Чаевые
finance-entry-operation = Операция
finance-entry-transfer = Перемещение
finance-entry-over-short = Излишек или недостача
finance-entry-over-short-undo = Снятие расхождения
finance-entry-opening = Начало смены
finance-entry-loyalty = Лояльность
finance-entry-stock = Склад
finance-entry-merge = Объединение карточек
finance-entry-unmerge = Разделение карточек
finance-account-bank = Расчётный счёт
finance-account-acquiring = Эквайринг: в пути
finance-account-payme = Payme: в пути
finance-account-click = Click: в пути
finance-account-uzum = Uzum: в пути
finance-account-receivable = Долги клиентов
finance-account-stock = Товар на складе
finance-account-stock-transit = Товар в пути
finance-account-loyalty = Расчёты с лояльностью
finance-account-interbranch = Между филиалами
finance-account-open-bills = Незакрытые чеки
finance-account-advances = Авансы клиентов
finance-account-certificates = Сертификаты
finance-account-memberships = Абонементы
finance-account-tips = Чаевые мастеров
finance-account-payable = Поставщикам
finance-account-owner = Средства владельца
finance-account-income-service = Услуги
finance-account-income-product = Товары
finance-account-income-other = Прочие доходы
finance-account-income-points = Баллы других филиалов
finance-account-breakage = Сгоревшие сертификаты
finance-account-rounding = Округление
finance-account-cost-goods = Себестоимость товаров
finance-account-cost-materials = Расход материалов
finance-account-cost-shrinkage = Разница инвентаризации
finance-account-expense = Расходы
finance-account-fees = Комиссии
finance-account-over-short = Расхождения касс
finance-category-rent = Аренда
finance-category-pay = Зарплата
finance-category-utilities = Коммунальные
finance-category-marketing = Реклама
finance-category-materials = Материалы
finance-category-equipment = Оборудование
finance-category-tax = Налоги
finance-category-household = Хозяйственные
finance-category-other = Прочее
finance-category-rent-of-chair = Аренда кресла
finance-category-other-income = Прочий доход

## Reports

finance-report-title = Финансы
finance-report-previous = Прошлый месяц
finance-report-next = Следующий месяц
finance-report-all = Все филиалы
finance-report-cash = Движение денег
finance-report-cash-note = По дате денег
finance-report-profit = Прибыль и убытки
finance-report-profit-note = По месяцу, к которому относится
finance-report-owed = Обязательства
finance-report-owed-note = На конец месяца
finance-report-total-profit = Прибыль
finance-report-total = Итого
finance-report-plan = План
finance-report-plan-note = С темпом и прогнозом
finance-report-plan-subject = На что
finance-report-plan-set = Записать план
finance-report-fact = Факт
finance-report-used = Потрачено { $percent } %
finance-report-reached = Выполнено { $percent } %
finance-report-projection = Прогноз
finance-report-revenue = Выручка
finance-report-materials = Материалы
finance-report-hour = За час
finance-report-empty = В этом месяце пока ничего нет.
finance-revenue = Выручка

## Widgets

finance-widget-today = Выручка сегодня
finance-widget-plan = План месяца
finance-widget-liabilities = Обязательства
finance-widget-average = Средний чек: { $sum }
finance-widget-no-takings = Сегодня оплат ещё не было
finance-widget-no-plan = План не задан
finance-widget-debts = Долги клиентов: { $sum }
finance-widget-balanced = Учёт сходится: { $at }
finance-widget-unbalanced = В учёте ошибок: { $count }. Сообщите владельцу.
finance-widget-open = Отчёт
finance-report-between = Между филиалами
finance-report-between-note = На конец месяца, по парам
finance-kind-payout = Выплата от платёжной системы
finance-entry-payout = Выплата от платёжной системы
finance-fee = Удержанная комиссия
finance-bills-count = { $count ->
    [one] { $count } чек
    [few] { $count } чека
   *[many] { $count } чеков
}

finance-error-tender-online = Это клиент платит с телефона; деньги придут сами.
finance-error-tips-online = Чаевые так не платят: возьмите их наличными или картой.
finance-error-online-sum = К оплате ровно { $sum } сум.
finance-error-online-other = Этот платёж уже известен по другому чеку или с другой суммой.
finance-error-online-silent = Модуль этой оплаты сейчас не отвечает. Повторите или примите деньги другим способом.
finance-error-online-split = В этом чеке есть и другие деньги: оформите возврат на кассе.
finance-online-title = Оплата с телефона
finance-online-hint = Клиент наводит камеру на квадрат или открывает ссылку. Здесь появится, что деньги пришли.
finance-online-copy = Скопировать ссылку
finance-online-waits = Ждём оплату клиента

## Payment calendar

finance-calendar = Платёжный календарь
finance-calendar-note = Что придёт и уйдёт за { $days } дней
finance-calendar-days = { $days } дней
finance-calendar-sure = Без визитов
finance-calendar-all = С визитами
finance-calendar-now = В кассе и на счёте
finance-calendar-end = В конце
finance-calendar-gap = { $day } денег не хватит
finance-calendar-gap-hint = Не хватит { $sum }. Перенесите платёж или внесите деньги.
finance-calendar-visits = { $count ->
    [one] { $count } записанный визит
    [few] { $count } записанных визита
    [many] { $count } записанных визитов
   *[other] { $count } записанных визита
}
finance-calendar-evening = Останется вечером
finance-calendar-overdue = срок был { $day }
finance-calendar-paid = Оплачено
finance-calendar-skip = Не платить
finance-calendar-empty = Ничего не запланировано
finance-calendar-empty-hint = Внесите аренду и другие постоянные расходы — календарь скажет, хватит ли денег.
finance-calendar-new = Запланировать платёж
finance-calendar-name = За что
finance-calendar-due = Срок
finance-calendar-every = Повтор
finance-calendar-once = Один раз
finance-calendar-month = Каждый месяц
finance-calendar-week = Каждую неделю
finance-calendar-until = До какого дня, если кончится
finance-calendar-rules = Что повторяется
finance-calendar-on-month = каждый месяц { $day }-го
finance-calendar-on-week = { $day ->
    [1] по понедельникам
    [2] по вторникам
    [3] по средам
    [4] по четвергам
    [5] по пятницам
    [6] по субботам
   *[other] по воскресеньям
}
finance-calendar-stop = Прекратить
finance-calendar-stop-ask = Этот платёж больше не придёт. Оплаченное останется. Прекратить?
finance-error-settled = Этот платёж уже закрыт
finance-error-day-past = Платёж планируют вперёд

## Files

finance-report-section = Раздел
finance-section-cash-in = Деньги пришли
finance-section-cash-out = Деньги ушли
finance-section-income = Доходы
finance-section-expense = Расходы
finance-section-owed = Должен салон
finance-section-due = Должны салону

## Profit

finance-tab-report = Отчёт
finance-profit-title = Прибыль
finance-profit-note = Что остаётся после скидок, возвратов, материалов и комиссий платёжных систем по их реестрам. Оплата мастеров не вычтена: она в затратах на час, то есть в прочих затратах месяца на часы в креслах.
finance-profit-fees = Комиссии
finance-profit-by-master = Мастера
finance-profit-by-service = Услуги и товары
finance-profit-by-visit = Визиты
finance-profit-minutes = Минут
finance-profit-hours = Часов в кресле
finance-profit-hour = За час в кресле
finance-profit-overhead = Расходы на час
finance-profit-nobody = Мастер не указан
finance-profit-other = Прочие материалы
finance-profit-guest = Клиент не указан
finance-profit-more = На этой странице визитов: { $count }. В файле все.
finance-list-more = На этой странице { $count }. В файле все.
finance-list-older = Раньше
finance-report-above = на { $percent } % выше темпа
finance-report-below = на { $percent } % ниже темпа
finance-report-even = по темпу
finance-shift-share = Доля
finance-shift-open-at = Открыта
finance-shift-close-at = Закрыта

## Settlements between branches

finance-settle-debtor = Должен
finance-settle-creditor = Получает
finance-settle = Рассчитались
finance-settle-ask = { $debtor } заплатил { $creditor } весь долг через банк? Это запишется в учёт.
finance-entry-settlement = Расчёт филиалов
finance-error-settlement-changed = Этот долг изменился или уже закрыт. Обновите страницу.

## Выплаты платёжных систем

finance-payouts = Выплаты
finance-payouts-note = Реестр платёжной системы сверяется с чеками: по её номеру, затем по сумме и дню.
finance-payouts-upload = Загрузить реестр
finance-payouts-provider = Платёжная система
finance-payouts-transit = Ещё у платёжной системы
finance-payouts-matched = Совпало
finance-payouts-unknown = Нет у нас
finance-payouts-unknown-hint = Эти платежи есть в реестре, но ни чек, ни предоплата, ни чаевые их не объясняют. Они останутся здесь, пока такие не найдутся.
finance-payouts-missing = Нет в реестре
finance-payouts-missing-hint = По нашим записям оплачено в эти дни, но платёжная система о них не сообщила.
finance-payouts-post-title = Провести выплату
finance-payouts-post = Провести
finance-payouts-amount = Заплатили клиенты
finance-payouts-net = На счёт в банке
finance-payouts-day = День зачисления
finance-payouts-by-sum = Вместе с совпавшими по сумме и дню: { $count }
finance-payouts-by-sum-hint = Их номера нет в наших записях; сумма та же, день отличается не больше чем на три.
finance-payouts-more = Здесь самые новые: { $count }. Остальные появятся, когда эти будут проведены.
finance-payouts-tip = Чаевые, чек № { $number }
finance-payouts-with-tip = с чаевыми { $sum }
finance-payouts-shown = Показано { $shown } из { $count }; суммы и проведение учитывают все.
finance-payouts-how = Совпало по
finance-payouts-how-id = Номер
finance-payouts-how-sum = Сумма, у нас { $day }
finance-payouts-their-day = День в реестре
finance-payouts-our-day = Наш день
finance-payouts-ours = У нас
finance-payouts-reference = Номер в системе
finance-payouts-last = Последние выплаты
finance-payouts-payments = Платежей
finance-payouts-empty = Реестра ещё нет
finance-payouts-empty-hint = Скачайте его в кабинете платёжной системы как CSV или XLSX и загрузите сюда. Ничего не проводится, пока вы не посмотрите.
finance-import-payouts-payme = Реестр Payme
finance-import-payouts-click = Реестр Click
finance-import-payouts-uzum = Реестр Uzum
finance-import-payouts-card = Реестр терминала
finance-register-reference = Номер в системе
finance-register-day = День
finance-register-amount = Сумма
finance-register-fee = Комиссия
finance-register-kind = Платёж или возврат
finance-error-register-reference = Нет номера платёжной системы, или он длиннее 64 знаков.
finance-error-register-day = «{ $value }» — не день.
finance-error-register-sum = «{ $value }» — не сумма.
finance-error-register-fee = Комиссия «{ $value }» больше суммы.
finance-error-payout-branches = В реестре платежи всех филиалов. Обратитесь к тому, кто работает во всех.
finance-error-payout-changed = Список тем временем изменился. Посмотрите и проведите ещё раз.
finance-error-payout-nothing = По номеру не совпало ничего. Проведите вместе с совпавшими по сумме и дню.
finance-error-payout-more = По нашим записям у платёжной системы меньше: часть уже проведена выплатой вручную.

## Депозиты (R-B9)

finance-tender-deposit = Предоплата
finance-account-deposits = Предоплаты за визиты
finance-account-income-fee = Плата за поздние отмены и неявки
finance-entry-deposit = Предоплата
finance-entry-deposit-back = Возврат предоплаты
finance-entry-deposit-fee = Удержанная плата
finance-deposit = Предоплата
finance-deposit-take = Принять предоплату
finance-deposit-visit = Визит № { $number }
finance-deposit-sum = Сумма предоплаты
finance-deposit-split = Разными способами
finance-deposit-held = Внесено
finance-deposit-kept = Удержано
finance-deposit-billed = Клиент должен сверх этого
finance-deposit-back = К возврату
finance-deposit-return = Вернуть
finance-deposit-return-sum = Вернуть { $sum }
finance-client-money = Внесённые деньги
finance-advance-take = Принять аванс
finance-advance-return = Вернуть аванс
finance-advance-held = Неиспользованный аванс
finance-toast-advance = Аванс принят: { $sum } сум
finance-error-advance-online = О своих деньгах Payme и Click сообщают сами. Аванс принимают наличными, картой или переводом.
finance-toast-deposit = Предоплата принята: { $sum } сум
finance-toast-deposit-back = Возвращено: { $sum } сум
finance-error-deposit-over = Предоплату берут за визит, который ещё впереди.
finance-error-deposit-much = Больше, чем стоит визит: можно не больше { $sum } сум.
finance-error-deposit-online = Через Payme и Click платит сам клиент: нажмите «Ссылка для клиента». На кассе — наличными, картой или переводом.
finance-error-deposit-nothing = Здесь возвращать нечего.
finance-error-deposit-changed = Предоплата успела измениться. Посмотрите ещё раз и нажмите снова.
finance-setting-collect-excess = Выставлять то, что не покрыла предоплата
finance-setting-collect-excess-hint = Если плата за позднюю отмену или неявку больше предоплаты, остаток становится долгом клиента.
finance-setting-abandon = Через сколько часов отменить неоплаченный онлайн-чек
finance-setting-abandon-hint = Товары, сертификаты, баллы и визит, которые он держит, снова свободны. Payme ждёт оплату 12 часов, поэтому срок больше.
finance-fee-late = Поздняя отмена
finance-fee-moved = Поздний перенос
finance-fee-no-show = Неявка

## Во что обходятся неявки (B3)

finance-losses-title = Потери
finance-losses-note = Во что обошлись неявки и поздние отмены: потерянные визиты минус удержанная плата и минус то, что в это время всё же продали.
finance-losses-master = Мастер
finance-losses-no-shows = Неявки
finance-losses-late = Поздние отмены
finance-losses-lost = Потеряно
finance-losses-fees = Удержано
finance-losses-refilled = Продано снова
finance-losses-net = Чистый убыток
finance-losses-empty = В этом месяце нет неявок и поздних отмен
finance-day-old = День верный, записать в прошлое
finance-error-day-old = Это больше месяца назад. Прошлые отчёты изменятся. Проверьте день и отметьте ниже, что он верный.
finance-shift-short = Недостача
finance-shift-over = Излишек
finance-shift-short-by = Недостача { $sum }: в кассе меньше, чем должно быть.
finance-shift-over-by = Излишек { $sum }: в кассе больше, чем должно быть.
finance-report-fixed = раз в месяц
finance-report-over = на { $percent } % сверх плана
finance-journal-automatic = Автоматически
finance-refund-do-sum = Вернуть { $sum }
finance-refund-ask-sum = Вернуть { $sum }? { $ways }
finance-refund-total = К возврату
finance-refund-choose = Укажите, сколько возвращаем.
finance-refund-wrong = { $name }: напишите целое число от 0 до { $left }.
finance-month-01 = январь { $year }
finance-month-02 = февраль { $year }
finance-month-03 = март { $year }
finance-month-04 = апрель { $year }
finance-month-05 = май { $year }
finance-month-06 = июнь { $year }
finance-month-07 = июль { $year }
finance-month-08 = август { $year }
finance-month-09 = сентябрь { $year }
finance-month-10 = октябрь { $year }
finance-month-11 = ноябрь { $year }
finance-month-12 = декабрь { $year }

finance-deposit-ask = Ссылка для клиента
finance-deposit-asked = Запрошено
finance-deposit-link = Клиент платит по ссылке
finance-deposit-link-copy = Скопировать ссылку
finance-deposit-link-open = Открыть
finance-deposit-link-until = до { $when }
finance-deposit-link-late = Срок вышел: { $when }
finance-deposit-link-again = Запросить ещё раз
finance-toast-deposit-asked = Ссылка готова: скопируйте её и отправьте клиенту
finance-error-deposit-no-provider = Ни одна платёжная система не включена: сначала включите Payme или Click и введите ключ.
finance-error-deposit-begun = Визит уже начинается: примите деньги на кассе.
finance-error-link-gone = Такой ссылки нет.
finance-setting-deposit-hours = Сколько часов у клиента на предоплату по ссылке
finance-setting-deposit-hours-hint = Считая от создания ссылки, но не дольше, чем до начала визита.
finance-pay-title = Предоплата за ваш визит
finance-pay-when = Когда
finance-pay-where = Где
finance-pay-visit = Ваш визит
finance-pay-total = Стоимость визита
finance-pay-asked = Предоплата
finance-pay-held = Внесено
finance-pay-owed = К оплате сейчас
finance-pay-until = Оплатите до { $when }
finance-pay-by = Оплатить через { $name }
finance-pay-part = Это часть стоимости: в салоне вы доплатите остальное.
finance-pay-check = Я оплатил(а), проверить
finance-pay-done = Спасибо, предоплата внесена
finance-pay-done-hint = Ждём вас. Предоплата — часть стоимости визита.
finance-pay-late = Время оплаты по этой ссылке вышло
finance-pay-late-hint = Позвоните или напишите в салон: ссылку могут отправить ещё раз.
finance-pay-over = За этот визит больше ничего платить не нужно
finance-pay-over-hint = Он отменён или уже начался. Если есть вопрос, спросите в салоне.
finance-pay-no-way = Сейчас салон не принимает оплату с телефона. Пожалуйста, позвоните.
finance-deposits-title = Депозиты и авансы
finance-deposits-back = К возврату
finance-deposits-held = За будущие визиты
finance-deposits-advance = Авансы
finance-deposits-back-note = Они больше ни для чего не нужны: одно нажатие возвращает каждый тем же способом, каким он пришёл.
finance-deposits-held-note = Внесены за визит, который ещё впереди. Зачтутся в его чеке.
finance-deposits-advance-note = Что клиенты внесли без определённого визита и ещё не потратили.
finance-deposits-back-empty = Возвращать нечего
finance-deposits-held-empty = Депозитов за будущие визиты нет
finance-deposits-advance-empty = Авансов нет
finance-deposits-sum = Лежит
finance-list-part = На этой странице { $shown } из { $count }. В файле все.
finance-list-next = Дальше
finance-suppliers = Поставщики
finance-suppliers-note = Сколько мы должны за товар. Оплата гасит самое старое; срок — { $days } дн. (в настройках).
finance-suppliers-empty = Никому не должны
finance-suppliers-empty-hint = Приход товара с поставщиком стоит здесь, пока не оплачен.
finance-supplier-owed = Долг
finance-supplier-overdue = Просрочено
finance-supplier-since = Не оплачено с
finance-supplier-due = Срок
finance-supplier-days = Возраст, дней
finance-supplier-age = { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
}
finance-supplier-pay = Оплатить
finance-supplier-none = Приходы без поставщика
finance-supplier-gone = Неизвестный поставщик
finance-setting-supplier-days = Срок оплаты поставщику, дней
finance-setting-supplier-days-hint = Товар, не оплаченный за столько дней, считается просроченным.
