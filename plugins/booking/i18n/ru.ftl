# Тексты расписания и записей.

## Module

booking-name = Расписание
booking-purpose = Расписание мастеров, записи, свободное время и ход визитов.
booking-contract-appointment = Видит записи: кто, когда, какие услуги и цена
booking-permission-read = Видеть расписание и записи
booking-permission-write = Записывать, переносить и отменять
booking-permission-serve = Отмечать ход визита
booking-permission-bypass = Записывать вне смены, задним числом, клиента дважды на одно время и переносить в третий раз без предоплаты
booking-permission-import = Загружать историю визитов
booking-action-new = Новая запись
booking-setting-slot-mode = Какое время предлагать
booking-setting-slot-mode-grid = По шагу сетки
booking-setting-slot-mode-dynamic = По шагу и сразу после записи
booking-setting-slot-mode-optimal = Только без непригодных окон
booking-setting-slot-step = Шаг времени, минут
booking-setting-notice = Онлайн-запись: не позднее чем за, минут
booking-setting-horizon = Онлайн-запись: не раньше чем за, дней
booking-setting-hold = Сколько минут держать выбранное время
booking-setting-buffer = Перерыв после услуги может выходить за смену
booking-setting-no-show = Отмечать неявку автоматически, когда время вышло
booking-setting-cancel-policy = Плата за позднюю отмену и неявку
booking-setting-cancel-policy-hint = За записью остаются правила, по которым её сделали. Если отменяет салон, клиент ничего не платит.
booking-setting-cancel-policy-none = Нет
booking-setting-cancel-policy-flexible = Гибкая: поздняя отмена 0 %, неявка 10 %
booking-setting-cancel-policy-fair = Мягкая: поздняя отмена 10 %, неявка 30 %
booking-setting-cancel-policy-moderate = Умеренная: поздняя отмена 30 %, неявка 50 %
booking-setting-cancel-policy-strict = Строгая: поздняя отмена 50 %, неявка 100 %
booking-setting-cancel-policy-own = Свои проценты
booking-setting-late-percent = Свои: поздняя отмена, % от цены
booking-setting-no-show-percent = Свои: неявка, % от цены
booking-setting-free-hours = За сколько часов до визита отмена ещё бесплатна
booking-setting-deposit = Предоплата при записи, % от цены
booking-setting-deposit-hint = 0 — не нужна. Её принимает модуль финансов в записи.

## Schedule

booking-day-previous = Предыдущий день
booking-day-next = Следующий день
booking-week-previous = Предыдущая неделя
booking-week-next = Следующая неделя
booking-today = Сегодня
booking-view = Вид
booking-view-day = День
booking-view-week = Неделя
booking-view-list = Список
booking-branch = Филиал
booking-masters = Мастера
booking-all-masters = Все мастера
booking-hour = час
booking-day-label = Расписание на { $day }
booking-load = загрузка { $percent }%
booking-lane-label = { $name }, { $title }, загрузка { $percent }%
booking-free-label = Свободно с { $start } до { $end }. Записать
booking-kpi-load = загрузка
booking-kpi-free = { $count ->
        [one] свободное окно
        [few] свободных окна
       *[many] свободных окон
    }
booking-kpi-of = выполнено из { $sum }
booking-visits = { $count ->
        [one] { $count } запись
        [few] { $count } записи
       *[many] { $count } записей
    }
booking-windows = { $count ->
        [one] { $count } окно
        [few] { $count } окна
       *[many] { $count } окон
    }
booking-new = Новая запись
booking-busy = Занято
booking-no-name = Без имени
booking-no-name-hint = Клиент в этой записи не указан.
booking-late = опаздывает
booking-off-before = с { $until }
booking-off-after = до { $since }
booking-off-off = Выходной
booking-off-break = Перерыв
booking-off-time_off = Отсутствует
booking-empty-title = На этот день смен нет
booking-empty-week = На этой неделе смен нет
booking-empty-hint = Добавьте смены, и здесь появятся мастера и свободное время.
booking-empty-shift = Добавить смену

## States

booking-state-hold = Удерживается
booking-state-pending = Новая заявка
booking-state-booked = Ожидает
booking-state-confirmed = Подтверждена
booking-state-arrived = На месте
booking-state-in_service = В работе
booking-state-completed = Завершена
booking-state-cancelled_early = Отменена
booking-state-cancelled_late = Отменена поздно
booking-state-cancelled_by_salon = Отменена салоном
booking-state-no_show = Неявка
booking-steps = Ход визита
booking-step-booked = Ожидает
booking-step-confirmed = Подтверждена
booking-step-arrived = На месте
booking-step-in_service = В работе
booking-step-completed = Завершена
booking-do-confirmed = Подтвердить запись
booking-do-arrived = Клиент на месте
booking-do-in_service = Начать визит
booking-do-completed = Завершить визит

## Visit

booking-visit-title = Запись № { $number }
booking-visit-note = № { $number } · { $day } · { $start }–{ $end }
booking-late-title = Клиента ещё нет
booking-late-text = Прошло больше 15 минут. Стоит позвонить.
booking-beside = У клиента в это же время есть другая запись, { $start }–{ $end }.
booking-beside-open = Открыть
booking-client-visits = { $count ->
        [one] { $count } визит · последний { $day }
        [few] { $count } визита · последний { $day }
       *[many] { $count } визитов · последний { $day }
    }
booking-client-first = Первый визит
booking-call = Позвонить
booking-warning = Осторожно.
booking-services = Услуги
booking-processing = мастер свободен { $minutes } мин
booking-duration = Длительность
booking-total = Итого
booking-history = История изменений
booking-change-booked = Запись создана
booking-change-held = Время удержано
booking-change-released = Удержание снято
booking-change-moved = Перенос
booking-change-moved_late = Поздний перенос, как поздняя отмена
booking-change-resized = Изменена длительность
booking-change-confirmed = Подтверждение
booking-change-arrived = Клиент на месте
booking-change-in_service = Визит начат
booking-change-completed = Визит завершён
booking-change-no_show = Неявка
booking-change-late = Опоздание
booking-change-cancelled = Отмена
booking-change-undone = Изменение возвращено
booking-move = Перенести
booking-absent = Неявка
booking-cancel = Отменить запись

## Booking, moving, cancelling

booking-client = Клиент
booking-client-new = Новый клиент
booking-client-hint = Часть имени или последние цифры телефона
booking-client-add = Добавить нового клиента
booking-first-name = Имя
booking-last-name = Фамилия
booking-phone = Телефон
booking-service = Услуга
booking-service-choose = Выберите услугу
booking-service-more = Ещё услуга
booking-master = Мастер
booking-any-master = Любой мастер
booking-day = Дата
booking-times = Свободное время
booking-chosen-time = Выбранное время
booking-times-hint = Выберите услугу, и здесь появится свободное время.
booking-show-times = Показать время
booking-no-times = В этот день мест нет
booking-no-times-hint = Выберите другой день или другого мастера.
booking-alternatives = Ближайшее свободное время
booking-note = Заметка
booking-bypass = Всё равно записать
booking-bypass-hint = Вне смены, задним числом или одновременно с другой записью клиента; останется в истории.
booking-bypass-move = Всё равно перенести
booking-bypass-move-hint = Вне смены, задним числом, одновременно с другой записью клиента или без предоплаты; останется в истории.
booking-book = Записать
booking-move-title = Перенос визита
booking-move-same = Те же мастера
booking-move-by = Кто просит
booking-move-late = Считается поздней отменой: плата { $percent } % = { $fee }
booking-move-waived = Клиент, без платы
booking-move-waived-hint = Останется в истории.
booking-move-deposit = Клиент уже дважды переносил этот визит. Ещё один перенос — только с предоплатой { $sum }.
booking-cancel-title = Отмена записи
booking-cancel-by = Кто отменяет
booking-cancel-by-client = Клиент
booking-cancel-by-salon = Салон
booking-cancel-late = Бесплатно отменить уже нельзя: это поздняя отмена
booking-cancel-late-fee = Поздняя отмена: клиенту она обойдётся в { $fee }
booking-giving-up-free = Отмена бесплатна до { $until }. Позже она стоит { $late }, неявка — { $absent }.
booking-giving-up-now = Отмена сейчас стоит { $late }, неявка — { $absent }.
booking-cancel-reason = Причина
booking-cancel-safe = Время сразу освободится. Отмену можно вернуть.
booking-cancel-do = Отменить запись

## Notices

booking-toast-booked = Запись на { $time } создана
booking-toast-moved = Запись перенесена на { $time }
booking-toast-moved-late = Запись перенесена на { $time }. Плата за поздний перенос: { $fee }
booking-toast-resized = Теперь до { $end }
booking-toast-state = { $state ->
        [booked] Снова ожидает
        [confirmed] Запись подтверждена
        [arrived] Клиент на месте
        [in_service] Визит начат
        [completed] Визит завершён
       *[other] Отмечена неявка
    }
booking-toast-cancelled = Запись отменена
booking-toast-undone = Изменение отменено
booking-toast-free = Свободно: { $times }
booking-toast-failed = Не сохранилось. Запись вернулась на место.

## Refusals

booking-error-taken = Это время уже занято.
booking-error-client-busy = У клиента уже есть запись с { $start } до { $end }.
booking-error-hours = Мастер в это время не работает.
booking-error-past = Это время уже прошло.
booking-error-horizon = Записать можно не дальше чем на { $days } дн. вперёд.
booking-error-minute = Время указывают с точностью до минуты.
booking-error-day = Такой даты нет.
booking-error-length = Длительность должна быть от 5 минут до 12 часов.
booking-error-services = Выберите хотя бы одну услугу.
booking-error-service = Такой услуги нет.
booking-error-staff = Такого мастера нет.
booking-error-staff-count = Мастеров должно быть столько же, сколько услуг.
booking-error-skill = Мастер не выполняет эту услугу.
booking-error-client = Такого клиента нет.
booking-error-choose-client = Выберите клиента из списка. Для нового напишите имя или телефон.
booking-error-name = Напишите имя.
booking-error-id = Неверный идентификатор.
booking-error-gone = Такой записи нет.
booking-error-no-branch = Такого филиала нет.
booking-error-not-yours = Эта запись вам недоступна.
booking-error-not-movable = Завершённый визит не переносят.
booking-error-move-ask = Укажите, кто просит: клиенту этот перенос обойдётся не бесплатно.
booking-error-move-fee = Бесплатное время истекло: теперь перенос стоит { $fee }.
booking-error-deposit = Третий перенос — только с предоплатой { $sum }. Сначала примите её в визите.
booking-error-not-cancellable = Этот визит уже не отменить.
booking-error-state = Так изменить состояние нельзя.
booking-error-too-early = День визита ещё не наступил.
booking-error-undo = Запись с тех пор изменилась, вернуть нельзя.

## List

booking-list-title = Записи дня
booking-list-cancelled = Отменённые
booking-list-empty = На этот день записей нет
booking-list-empty-hint = Новые записи встанут сюда по времени.
booking-col-time = Время
booking-col-state = Состояние

## Widgets and panels

booking-widget-load = Загрузка сегодня
booking-widget-next = Ближайшие записи
booking-widget-free = Свободные окна
booking-widget-open = Открыть расписание
booking-widget-more = { $count ->
        [one] ещё { $count } мастер
        [few] ещё { $count } мастера
       *[many] ещё { $count } мастеров
    }
booking-widget-late = { $count ->
        [one] { $count } клиент опаздывает
        [few] { $count } клиента опаздывают
       *[many] { $count } клиентов опаздывают
    }
booking-widget-none = Больше записей сегодня нет
booking-widget-done = Завершено визитов: { $count }
booking-widget-full = Свободных окон сегодня нет
booking-until = до { $time }
booking-panel-title = Визиты
booking-panel-next = Следующий: { $day }, { $time }.
booking-panel-none = Визитов пока нет

## Import and demo

booking-import-visits = История визитов
booking-import-date = Дата
booking-import-time = Время
booking-import-staff = Мастер
booking-import-service = Услуга
booking-import-phone = Телефон клиента
booking-import-status = Состояние
booking-import-paid = Оплачено
booking-import-method = Способ оплаты
booking-import-source = Источник
booking-import-error-date = Непонятная дата: { $value }
booking-import-error-time = Непонятное время: { $value }
booking-import-error-staff = Такого мастера нет: { $value }
booking-import-error-service = Такой услуги нет: { $value }
booking-import-error-status = Непонятное состояние: { $value }
booking-import-error-paid = Непонятная сумма: { $value }
booking-import-error-phone = Неверный телефон: { $value }
booking-import-error-missing = Пустая ячейка
booking-demo-note-1 = Любит место у окна
booking-demo-note-2 = Придёт с ребёнком
booking-demo-note-3 = В следующий раз освежить цвет
booking-demo-progress = Записи: { $done } из { $all }
