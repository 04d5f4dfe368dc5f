# Тексты баллов, сертификатов, абонементов и промокодов.

## Module

loyalty-name = Лояльность
loyalty-purpose = Баллы, уровни, сертификаты, абонементы и промокоды.
loyalty-contract-balance = Видит баллы и уровни клиентов
loyalty-contract-certificate = Видит, сколько осталось на сертификатах и абонементах
loyalty-permission-read = Видеть баллы, сертификаты и абонементы
loyalty-permission-redeem = Применять баллы, сертификаты и коды при оплате
loyalty-permission-adjust = Менять баллы вручную
loyalty-permission-issue = Выдавать сертификаты и абонементы без продажи, видеть PIN
loyalty-permission-freeze = Замораживать абонементы
loyalty-permission-code = Создавать промокоды
loyalty-permission-programme = Менять правила программы и виды абонементов
loyalty-permission-report = Видеть отчёты лояльности
loyalty-setting-points-days = Сколько дней действуют баллы
loyalty-setting-cap = Баллами можно оплатить до, % чека
loyalty-setting-return-days = Возвращённые баллы действуют не меньше, дней
loyalty-setting-grace = Отсрочка перед понижением уровня, дней
loyalty-setting-certificate-days = Сколько дней действует сертификат
loyalty-setting-certificate-return = После возврата сертификат действует не меньше, дней
loyalty-setting-amounts = Суммы сертификатов в продаже
loyalty-setting-amounts-hint = Через запятую.
loyalty-setting-birthday = Подарок ко дню рождения, баллов
loyalty-setting-referral = Тому, кто порекомендовал, баллов
loyalty-setting-referral-friend = Тому, кто пришёл по рекомендации, баллов
loyalty-setting-zero-hint = 0 — не дарить.
loyalty-demo-progress = Баллы: визитов — { $done }

## Parts

loyalty-tab-programme = Программа
loyalty-tab-certificates = Сертификаты
loyalty-tab-memberships = Абонементы
loyalty-tab-plans = Виды абонементов
loyalty-tab-codes = Промокоды
loyalty-tab-settlements = Расчёты филиалов
loyalty-save = Сохранить
loyalty-cancel = Отмена
loyalty-back = Назад
loyalty-print = Печать
loyalty-shown = Показано: { $count }
loyalty-none-found = Ничего не найдено
loyalty-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}

## Programme

loyalty-outstanding = Обязательства перед клиентами
loyalty-kpi-members = Участники
loyalty-kpi-points = Баллы
loyalty-kpi-certificates = Сертификаты: { $count }
loyalty-kpi-memberships = Абонементы: { $count }
loyalty-levels = Уровни
loyalty-level = Уровень
loyalty-level-from = За 12 месяцев
loyalty-level-earns = Копит баллами
loyalty-level-discount = Скидка
loyalty-rules = Правила простыми словами
loyalty-rules-change = Изменить правила
loyalty-rule-tier = { $name }: { $percent }% от оплаченных денег возвращается баллами.
loyalty-rule-next-day = 1 балл = 1 сум. Тратить баллы можно со следующего рабочего дня.
loyalty-rule-expiry = Баллы сгорают через { $days } дн.; сначала тратятся те, что сгорят раньше.
loyalty-rule-cap = Баллами можно оплатить до { $percent }% чека.
loyalty-rule-refund = При возврате начисленные баллы снимаются, потраченные возвращаются минимум на { $days } дн.
loyalty-rule-grace = Уровень растёт сразу; перед понижением даётся { $days } дн.
loyalty-rule-certificate = Сертификат действует { $days } дн., тратить можно частями.
loyalty-rule-birthday = Ко дню рождения { $points } баллов: за 3 дня до и до 14 дней после.
loyalty-rule-referral = За друга — { $points } баллов, другу — { $friend }, после его первого оплаченного визита.
loyalty-checks = Сходятся ли счета
loyalty-checks-none = Первая проверка будет этой ночью.
loyalty-check-now = Проверить сейчас
loyalty-check-holds = Сходится
loyalty-check-broken = Расходится
loyalty-check-lots = Партии баллов
loyalty-check-balances = Балансы клиентов
loyalty-check-reserved = Удержанные баллы
loyalty-check-certificates = Сертификаты
loyalty-check-memberships = Абонементы
loyalty-check-codes = Счётчики промокодов
loyalty-field-name-uz = Название, узбекский
loyalty-field-name-ru = Название, русский
loyalty-field-name-en = Название, английский
loyalty-field-from = От суммы за 12 месяцев
loyalty-field-from-hint = Нижний уровень начинается с 0.
loyalty-field-stackable = Складывается с промокодом
loyalty-field-stackable-hint = Только если так отмечен и промокод; иначе действует более выгодная скидка.

## Certificates

loyalty-certificates-note = Действуют: { $count }, на них { $amount }
loyalty-certificates-empty = Сертификатов ещё нет
loyalty-certificates-empty-hint = Сертификат продают на кассе или дарят здесь.
loyalty-sell = Продать
loyalty-panel-sold = Продано в этом чеке
loyalty-copy-code = Скопировать код
loyalty-certificate-new = Выдать сертификат
loyalty-certificate-new-note = Без продажи: подарок, извинение или старый бумажный сертификат.
loyalty-certificate-issue = Выдать
loyalty-certificate-title = Подарочный сертификат
loyalty-certificate-terms = Можно тратить частями. На деньги не обменивается.
loyalty-certificate-void = Аннулировать
loyalty-certificate-void-confirm = Аннулировать сертификат? Остаток сгорит.
loyalty-certificate-locked = Сейчас он в открытом чеке.
loyalty-good-until = Действует до { $day }
loyalty-search-certificate = Код или клиент
loyalty-search-membership = Номер или клиент
loyalty-holder-any = Кто предъявит
loyalty-col-code = Код
loyalty-col-holder = Владелец
loyalty-col-balance = Остаток
loyalty-col-face = Номинал
loyalty-col-until = Действует до
loyalty-col-state = Состояние
loyalty-left-percent = Осталось { $percent }%
loyalty-history = История
loyalty-history-empty = Движений ещё нет
loyalty-liability-sold = Продан
loyalty-liability-granted = Выдан
loyalty-liability-used = Использовано
loyalty-liability-returned = Возвращено
loyalty-liability-refunded = Деньги возвращены
loyalty-liability-breakage = Не использовано, сгорело
loyalty-state-all = Все
loyalty-state-active = Действует
loyalty-state-frozen = Заморожен
loyalty-state-used = Использован
loyalty-state-expired = Истёк
loyalty-state-void = Аннулирован
loyalty-state-refunded = Возвращён
loyalty-state-locked = В чеке
loyalty-field-amount = Сумма
loyalty-field-branch = Филиал
loyalty-field-holder = Кому
loyalty-field-holder-hint = Если не указать — тратит тот, у кого код.
loyalty-field-code = Код
loyalty-field-code-hint = Оставьте пустым — создастся сам.
loyalty-field-pin = PIN-код
loyalty-field-pin-hint = Необязательно: спросят на кассе.
loyalty-field-days = Действует, дней
loyalty-field-reason = Причина
loyalty-field-reason-hint = Сохранится в истории.

## Memberships

loyalty-memberships-note = Действуют: { $count }, визитов: { $visits }, на них { $amount }
loyalty-memberships-empty = Абонементов ещё нет
loyalty-memberships-empty-hint = Сначала создайте вид, потом продавайте на кассе.
loyalty-membership-new = Выдать абонемент
loyalty-membership-new-note = Без продажи: подарок или проданный раньше на бумаге.
loyalty-membership-give = Выдать абонемент
loyalty-col-membership = Абонемент
loyalty-col-visits = Визиты
loyalty-col-value = На нём
loyalty-visits-of = Осталось { $left } из { $all }
loyalty-visits-of-service = { $name }: визитов
loyalty-visits-none = Визитов ещё не было
loyalty-visit-used = Визит
loyalty-visit-no_show = Не пришли
loyalty-visit-returned = возвращён
loyalty-visit-held = в чеке
loyalty-from-first-visit = С первого визита
loyalty-unit = Цена одного визита
loyalty-refund-now = К возврату сейчас
loyalty-freeze = Заморозить
loyalty-freeze-confirm = Заморозить с сегодняшнего дня? Можно ещё { $days } дн.
loyalty-thaw = Разморозить
loyalty-freeze-left = Осталось заморозки
loyalty-frozen-since = Заморожен с
loyalty-named-note = Только для владельца.
loyalty-no-show-note = Неявка сжигает визит.
loyalty-plans-note = Абонементы, которые продают на кассе.
loyalty-plans-empty = Видов абонементов нет
loyalty-plans-empty-hint = Например: 10 массажей на 180 дней.
loyalty-plan-new = Новый вид абонемента
loyalty-plan-archive = Снять с продажи
loyalty-plan-restore = Вернуть в продажу
loyalty-off-sale = Не продаётся
loyalty-field-price = Цена
loyalty-field-valid = Срок действия
loyalty-unit-days = дней
loyalty-field-mode = Как считать визиты
loyalty-mode-total = Общие: на любую услугу
loyalty-mode-split = Раздельные: по услугам
loyalty-field-starts = Начинается
loyalty-starts-sale = с продажи
loyalty-starts-first_visit = с первого визита
loyalty-field-refund = При возврате
loyalty-refund-unit = оплачено − цена визитов
loyalty-refund-list = оплачено − визиты по прайсу
loyalty-field-freeze = Заморозка не больше, дней
loyalty-field-named = Только для купившего клиента
loyalty-field-no-show = Неявка сжигает визит
loyalty-field-services = Услуги
loyalty-field-services-hint = Если не отмечено — все.
loyalty-field-services-split = Справа — сколько визитов у каждой.

## Promo codes

loyalty-codes-period = { $from } – { $to }
loyalty-codes-note = Порядок — по выручке сверх обычной: у постоянных вычтен их средний чек, у новых и вернувшихся считается всё. Затраты не учтены.
loyalty-codes-empty = Промокодов ещё нет
loyalty-codes-empty-hint = Например: 20% новым клиентам.
loyalty-code-new = Новый промокод
loyalty-code-off = выключен
loyalty-code-on = Включить
loyalty-code-switch-off = Выключить
loyalty-col-uses = Использован
loyalty-col-new = Новых клиентов
loyalty-col-given = Скидка
loyalty-col-revenue = Выручка
loyalty-col-gain = Сверх обычного
loyalty-field-title = Для чего
loyalty-field-kind = Вид скидки
loyalty-kind-percent = Процент
loyalty-kind-amount = Сумма
loyalty-limits = Ограничения
loyalty-limits-hint = Пустое не ограничивает.
loyalty-field-from-day = Начало
loyalty-field-to-day = Конец
loyalty-field-uses-max = Всего раз
loyalty-field-client-max = Раз на клиента
loyalty-field-min-bill = Минимальный чек
loyalty-field-floor = Не дешевле
loyalty-field-floor-hint = Ни одна строка с кодом не станет дешевле.
loyalty-field-first = Только на первый визит
loyalty-field-stackable-code = Складывается со скидкой уровня
loyalty-field-services-code-hint = Если не отмечено — на все.

## Between branches

loyalty-settlements-note = Если сертификат, абонемент или баллы проданы в одном филиале, а потрачены в другом, должен первый.
loyalty-settlements-empty = Филиалы ничего не должны друг другу
loyalty-settlements-empty-hint = Появится, когда что-то потратят в другом филиале.
loyalty-col-month = Месяц
loyalty-col-owes = Должен
loyalty-col-gets = Получает

## A client

loyalty-points-history = История баллов
loyalty-balance = Баланс: { $points }
loyalty-points-count = { $points ->
    [one] { $points } балл
    [few] { $points } балла
   *[many] { $points } баллов
}
loyalty-points-cap = баллов · до { $percent }% чека
loyalty-earns = { $percent }% с оплаты
loyalty-to-next = До уровня «{ $name }» ещё { $amount }
loyalty-pending = С завтрашнего дня ещё { $points }
loyalty-expiring = { $day } сгорят { $points }
loyalty-debt = После возврата баллов меньше нуля: тратить можно, когда накопятся новые.
loyalty-short = Уровень может понизиться 1-го числа.
loyalty-join = Выдать карту
loyalty-to-client = Карточка клиента
loyalty-no-card = Карты лояльности нет; откроется при первой оплате.
loyalty-no-client = Клиент не выбран.
loyalty-adjust = Изменить вручную
loyalty-adjust-points = Баллы
loyalty-adjust-hint = Минус — чтобы снять.
loyalty-adjust-do = Записать
loyalty-entry-earn = Начислено
loyalty-entry-gift = Подарок
loyalty-entry-birthday = Ко дню рождения
loyalty-entry-referral = За рекомендацию
loyalty-entry-manual = Вручную
loyalty-entry-import = Перенесено
loyalty-entry-spend = Потрачено
loyalty-entry-return = Возвращено
loyalty-entry-claw = Снято: возврат денег
loyalty-entry-expire = Сгорело
loyalty-entry-repay = Погашен минус
loyalty-entry-merge = Объединение карт
loyalty-entry-reverse = Награда отменена
loyalty-referral = Рекомендация
loyalty-referral-card = Код карты того, кто порекомендовал
loyalty-referral-hint = Награда — после первого оплаченного визита.
loyalty-referral-do = Отметить
loyalty-referred-by = Порекомендовал(а) { $name }
loyalty-referral-pending = ждём визита
loyalty-referral-rewarded = награждены
loyalty-referral-refused = не засчитано
loyalty-referral-reversed = отменено
loyalty-friends = Друзья

## At the desk

loyalty-reason-tier = Уровень «{ $tier }», −{ $percent }%
loyalty-reason-code = Промокод { $code }
loyalty-reason-membership = По абонементу
loyalty-reason-points = Баллы
loyalty-note-code-lost = Другая скидка выгоднее, код не потрачен.
loyalty-note-points-cap = Баллами — до { $percent }% чека: { $points }.
loyalty-offer-certificate = Сертификат на любую сумму
loyalty-offer-certificate-of = Сертификат, { $amount }
loyalty-widget-title = Обязательства лояльности
loyalty-widget-open = Программа
loyalty-widget-held = Счета сошлись: { $at }
loyalty-widget-broken = Не сходятся счета: { $count }
loyalty-toast-saved = Сохранено
loyalty-toast-checked = Проверено
loyalty-toast-issued = Выдано
loyalty-toast-void = Аннулировано
loyalty-toast-frozen = Заморожено
loyalty-toast-thawed = Разморожено
loyalty-toast-joined = Карта выдана
loyalty-toast-adjusted = Записано
loyalty-toast-recommended = Рекомендация отмечена

## Refusals

loyalty-error-bill-paid = Этот чек уже оплачен.
loyalty-error-branch = Такого филиала нет.
loyalty-error-client = Такого клиента нет.
loyalty-error-service = Такой услуги нет.
loyalty-error-value = Укажите значение.
loyalty-error-period = Конец раньше начала.
loyalty-error-card-unknown = Такая карта не найдена.
loyalty-error-certificate-unknown = Такого сертификата нет. Проверьте код.
loyalty-error-certificate-gone = Такого сертификата нет.
loyalty-error-certificate-twice = Этот сертификат уже добавлен.
loyalty-error-certificate-pin = Неверный PIN-код.
loyalty-error-certificate-empty = Сертификат уже использован.
loyalty-error-certificate-over = Сертификат больше не действует.
loyalty-error-certificate-busy = Сертификат сейчас в другом чеке. Уберите его там и попробуйте снова.
loyalty-error-membership-gone = Такого абонемента нет.
loyalty-error-membership-line = Абонемент оплачивает одну строку услуги один раз.
loyalty-error-membership-named = Этот абонемент другого клиента.
loyalty-error-membership-frozen = Абонемент заморожен. Сначала разморозьте.
loyalty-error-membership-over = Абонемент больше не действует.
loyalty-error-membership-empty = На абонементе не осталось визитов.
loyalty-error-membership-service = Абонемент не для этой услуги.
loyalty-error-membership-client = Чтобы продать абонемент, выберите клиента.
loyalty-error-line-gone = Такой строки нет.
loyalty-error-freeze-state = Сейчас заморозить нельзя: абонемент должен действовать и не быть в чеке.
loyalty-error-freeze-days = Дни заморозки закончились.
loyalty-error-plan = Такого вида абонемента нет.
loyalty-error-plan-split = В раздельном абонементе укажите число визитов для каждой услуги.
loyalty-error-points-none = Не хватает баллов.
loyalty-error-points-debt = Баллов меньше нуля; сначала нужно накопить новые.
loyalty-error-referral-oneself = Рекомендация самому себе не считается.
loyalty-error-referral-phone = Телефон тот же — рекомендация не считается.
loyalty-error-referral-not-new = Этот клиент уже бывал.
loyalty-error-referral-circle = Этот клиент сам его порекомендовал.
loyalty-error-referral-twice = Рекомендация уже отмечена.
loyalty-error-tier-gone = Такого уровня нет.
loyalty-error-tier-first = Нижний уровень должен начинаться с 0.
loyalty-error-tier-order = Сохраните порядок: больше, чем у нижнего, и меньше, чем у верхнего уровня.
loyalty-error-uses-max = Код уже использован больше раз.
loyalty-error-code-unknown = Такого промокода нет.
loyalty-error-code-gone = Такого промокода нет.
loyalty-error-code-not-yet = Промокод ещё не действует.
loyalty-error-code-over = Срок промокода истёк.
loyalty-error-code-used-up = Промокод закончился.
loyalty-error-code-client = Этот клиент уже использовал код.
loyalty-error-code-first = Промокод только на первый визит.
loyalty-error-code-needs-client = Для этого промокода выберите клиента.
loyalty-error-code-small = Чек слишком мал для этого промокода.
loyalty-error-code-service = Промокод не для этих услуг.
loyalty-error-code-short = В промокоде не меньше 3 знаков, в коде сертификата не меньше 4.
loyalty-error-code-taken = Такой код уже есть. Выберите другой.
loyalty-tab-cards = Карты
loyalty-cards-note = Карт: { $count }, баллов на них: { $points }
loyalty-search-card = Карта или клиент
loyalty-cards-empty = Карт пока ни у кого нет
loyalty-cards-empty-hint = Клиент получает карту с первым оплаченным чеком или на своей странице.
loyalty-col-phone = Телефон
loyalty-col-card = Карта
loyalty-col-joined = С какого дня
loyalty-col-branch = Филиал
loyalty-col-number = Номер
loyalty-col-visits-left = Осталось визитов
loyalty-col-off = Скидка
