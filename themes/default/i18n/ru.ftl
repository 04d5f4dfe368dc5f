# Тексты самой системы. Ключи одинаковы на трёх языках; модули приносят свои тексты сами.

## Everywhere
host-actions = Действия
host-back = Назад
host-cancel = Отмена
host-close = Закрыть
host-confirm = Да, продолжить
host-continue = Продолжить
host-loading = Загружаем…
host-next = Дальше
host-previous = Раньше
host-retry = Повторить
host-save = Сохранить
host-skip = К содержанию
host-undo = Отменить
host-logout = Выйти
host-chart-as-table = Показать таблицей
host-language-title = Язык
host-profile-title = Профиль: { $name }
host-theme-auto = Как на устройстве
host-theme-light = Светлая тема
host-theme-dark = Тёмная тема
host-form-less = Меньше
host-form-more = Больше
host-form-reveal = Показать пароль

## Navigation
host-nav-label = Разделы
host-nav-home = На главную
host-nav-more = Ещё
host-nav-toggle = Свернуть или развернуть меню
host-nav-today = Сегодня
host-nav-import = Импорт
host-nav-modules = Модули
host-nav-people = Сотрудники
host-nav-settings = Настройки
host-nav-section-modules = Подключённые модули

## Search and keys
host-search-title = Поиск и команды
host-search-hint = Клиент, запись, действие…
host-palette-actions = Действия
host-palette-places = Разделы
host-palette-choose = выбрать
host-palette-open = открыть
host-palette-tab = в новой вкладке
host-palette-none = По запросу «{ $q }» ничего не нашлось.
host-palette-start = Введите имя, последние цифры телефона или название действия.
host-keys-title = Клавиши
host-keys-search = Поиск и команды
host-keys-go = Перейти: сегодня, расписание, клиенты, обращения, склад или импорт, модули
host-keys-new = Новая запись или клиент
host-keys-days = Сегодня, предыдущий и следующий день
host-keys-views = День, неделя, список
host-keys-items = Следующее, предыдущее, открыть
host-keys-status = Статус выбранной записи
host-keys-move = Переместить запись; с Shift изменить длительность
host-keys-save = Сохранить или принять оплату
host-keys-undo = Отменить последнее действие
host-keys-close = Закрыть верхнее окно
host-keys-single = Клавиши из одной буквы
host-keys-single-hint = Отключите, если мешает голосовое управление.

## Live
host-live-on = В реальном времени
host-live-slow = Переподключаемся…
host-live-off = Нет связи
host-offline = Нет связи с сервером с { $at }. Смотреть можно, сохранять — когда связь вернётся.
host-problem-network = Сервер не ответил. Ничего не изменилось, попробуйте ещё раз.

## Dashboard
host-dashboard-morning = Доброе утро, { $name }
host-dashboard-day = Добрый день, { $name }
host-dashboard-evening = Добрый вечер, { $name }
host-dashboard-date = { DAY($day) }
host-dashboard-empty-title = Здесь будет видно день
host-dashboard-empty-hint = Включите модули: записи, клиенты и услуги добавят сюда свои виджеты.
host-dashboard-empty-action = К модулям
host-panel-denied = Нет доступа к этим данным.
host-panel-failed = Модуль не ответил.
host-panel-failed-safe = Остальной салон работает как обычно.

## Sign-in
host-login-title = С возвращением
host-login-hint = Войдите, чтобы продолжить работу салона.
host-login-second = Введите шесть цифр из приложения.
host-login-motto = Весь салон — на одном спокойном экране
host-login-what = Расписание, клиенты, услуги. На русском, oʻzbekcha, in English.
host-login-name = Логин
host-login-password = Пароль
host-login-code = Код
host-login-submit = Войти
host-login-demo = Демонстрационный салон.
host-login-demo-text = Логин { $login }, пароль { $password }.
host-me-title = Мой профиль

## First run
host-setup-progress = Шаги настройки
host-setup-saved = Всё сохраняется: можно вернуться и продолжить в любой момент.
host-setup-step = Шаг { $step } из { $of }
host-setup-salon-title = Познакомимся с салоном
host-setup-salon-hint = Название увидят клиенты. Позже всё можно изменить в настройках.
host-setup-owner-title = Кто владелец?
host-setup-owner-hint = Первая учётная запись может всё. Остальных сотрудников добавите позже.
host-setup-branch-title = Первый филиал
host-setup-branch-hint = Достаточно одного. Другие можно добавить позже.
host-setup-modules-title = С чего начнём?
host-setup-modules-hint = Включите нужное. Потом меняется одним нажатием.
host-setup-done-title = Всё готово
host-setup-done-hint = Можно открывать салон и записывать первого клиента.
host-setup-done-note = Если список клиентов в Excel или CSV, загрузите его в разделе «Импорт».
host-setup-name = Название салона
host-setup-currency = Валюта
host-setup-timezone = Часовой пояс
host-setup-branch-name = Название филиала
host-setup-branch-address = Адрес
host-setup-branch-phone = Телефон
host-setup-modules-note = Каждый модуль видит только то, что вы разрешили. Разрешения перечислены на его карточке.
host-setup-demo = Загрузить демонстрационные данные
host-setup-demo-hint = Клиенты, услуги и записи за несколько недель, чтобы попробовать.
host-setup-open = Открыть салон

## Modules
host-modules-title = Модули
host-modules-note = Включайте и выключайте части салона. Ничего не перезапускается, данные не теряются.
host-modules-install = Установить из файла…
host-modules-upload = Загрузить
host-modules-installed = Установленные
host-modules-available = Доступные
host-modules-attention = Требуют внимания
host-modules-find = Найти модуль
host-modules-look = Посмотреть…
host-modules-settings = Настройки
host-modules-toggle = Модуль «{ $name }»
host-modules-on = Включён
host-modules-off = Выключен
host-modules-paused = Приостановлен, чтобы защитить салон.
host-modules-see-log = Что случилось
host-modules-restart = Перезапустить
host-modules-log-of = Журнал модуля «{ $name }»
host-modules-needed = Вместе с ним выключатся: { $others }.
host-modules-confirm-off = Выключить «{ $name }»? Без него не работают: { $others }. Они тоже выключатся. Данные сохранятся.
host-modules-more = Ещё { $count }
host-modules-none = Модулей пока нет
host-modules-none-hint = Установите первый модуль из файла.
host-modules-none-available = Всё уже установлено
host-modules-none-available-hint = Новый модуль приходит файлом .pardoz.
host-modules-all-well = Всё в порядке
host-modules-all-well-hint = Нет приостановленных модулей и модулей с ошибками.
host-module-health = Состояние
host-module-log = Журнал
host-module-queue = События и задания
host-module-calls = Вызовы за час
host-module-faults = Ошибки
host-module-p50 = Обычный ответ
host-module-p95 = Медленный ответ (95%)
host-module-memory = Память
host-module-facts = Подробно
host-module-when = Когда
host-module-level = Уровень
host-module-message = Сообщение
host-module-request = Запрос
host-module-log-empty = Записей нет
host-module-events = События
host-module-events-empty = Ожидающих событий нет
host-module-jobs = Задания
host-module-jobs-empty = Запланированных заданий нет
host-module-effects = Внешний мир
host-module-destination = Куда
host-module-effects-empty = Модуль ничего не отправлял
host-module-effect-drop = Удалить это сообщение совсем? Оно никогда не будет отправлено.
host-module-effect-http = Веб-запрос
host-module-effect-mail = Письмо
host-module-effect-parked = Из времени до восстановления копии: уйдёт, только если вы так решите.
host-module-job = Задание
host-module-topic = Тема
host-module-state = Состояние
host-module-attempts = Попытки
host-module-discard = Удалить
host-module-discard-confirm = Удалить событие, не доставив его?
host-module-no-settings = Настроек нет
host-module-no-settings-hint = Этот модуль работает без настройки.
host-queue-waiting = ждёт
host-queue-running = выполняется
host-queue-done = готово
host-queue-failed = повторится
host-queue-dead = остановлено
host-queue-refused = отклонено
host-queue-parked = ждёт вас

## Consent
host-consent-install = Установить «{ $name }» { $version }?
host-consent-replace = Заменить «{ $name }» { $from } на { $to }?
host-consent-unsigned = без подписи
host-consent-problem = Установить нельзя.
host-consent-can = Что модуль сможет
host-consent-never = Чего не сможет никогда
host-consent-before = Перед согласием
host-consent-new = новое
host-consent-agree = Согласие: «{ $name }» { $what }.
host-consent-do-install = Установить и включить
host-consent-do-replace = Заменить и включить
host-confirm-password = Ваш пароль
host-confirm-hint = Вы вошли довольно давно. Для этого шага пароль нужен ещё раз.
host-error-confirm = Введите пароль.
host-consent-instead = Поставить { $name } вместо { $old }?
host-modules-replace = Заменить на { $name }…
host-consent-fact-checked = Проверено
host-consent-fact-checked-note = Запросов: { $statements }, шагов создания таблиц: { $migrations }. Ничего другого он не касается.
host-consent-fact-instead = Пока останется выключенным
host-consent-fact-instead-note = Сейчас эту работу делает { $name }. Когда будете готовы, нажмите «Заменить» на его карточке.
host-consent-fact-back = Прежняя версия сохраняется
host-consent-fact-back-note = Если что-то не получится, работать продолжит она.
host-consent-fact-off = Можно выключить
host-consent-fact-off-note = Одно нажатие, данные остаются.
host-consent-fact-totals = Данные переносятся и сверяются
host-consent-fact-totals-note = Если эти итоги потом не совпадут, ничего не изменится:
host-consent-fact-kept = Можно вернуться
host-consent-fact-kept-note = { $name } останется выключенным, со своими данными.
host-consent-never-data = Видеть то, чего нет в списке
host-consent-never-data-note = Не запрошено, поэтому система этого не даёт.
host-consent-never-write = Менять данные других модулей
host-consent-never-write-note = Пишет только в свои таблицы.
host-consent-never-internet = Выходить в интернет
host-consent-never-internet-note = Ни одного адреса не указано.
host-consent-never-elsewhere = Подключаться к другим адресам
host-consent-never-elsewhere-note = Только к перечисленным, по TLS.
host-consent-never-secrets = Читать ваши ключи и пароли
host-consent-never-secrets-note = Система сама подставляет их в запрос.
host-toast-module-updated = Обновлено. Новая версия не просит ничего лишнего.
host-toast-module-replaced = { $name } принял работу. Итоги совпали.
host-problem-module-unlike-title = Этот модуль сюда не подходит
host-problem-module-unlike = Он предоставляет не то же самое: { $contracts }
host-problem-module-totals-title = Ничего не изменилось
host-problem-module-totals = После переноса данных итоги разошлись: { $differences }
host-problem-module-take-over-title = Ничего не изменилось
host-problem-module-take-over = Данные перенести не удалось: { $reason }

## People
host-people-title = Сотрудники и доступ
host-people-count = { $count ->
    [one] { $count } человек
    [few] { $count } человека
    [many] { $count } человек
   *[other] { $count } человека
}
host-people-new = Добавить сотрудника
host-people-name = Имя
host-people-login = Логин
host-people-login-hint = Для входа: латинские буквы, цифры, точка или email.
host-people-password = Пароль
host-people-password-again = Пароль ещё раз
host-people-password-hint = Не меньше 12 знаков. Удобна фраза из нескольких слов.
host-people-password-keep = Оставьте пустым, чтобы не менять.
host-people-roles = Роли
host-people-branches = Филиалы
host-people-seen = Последний вход
host-people-state = Состояние
host-people-active = работает
host-people-disabled = отключён
host-people-disable = Закрыть доступ
host-people-disable-confirm = Закрыть доступ: { $name }? Все сеансы завершатся сразу, записи сохранятся.
host-people-enable = Открыть доступ
host-people-sign-out = Выйти на всех устройствах
host-role-owner = Владелец
host-role-manager = Управляющий
host-role-receptionist = Администратор
host-role-master = Мастер
host-role-accountant = Бухгалтер
host-role-stock-keeper = Кладовщик
host-role-marketer = Маркетолог
host-role-owner-hint = Видит и меняет всё.
host-role-manager-hint = Ежедневная работа, сотрудники, отчёты.
host-role-receptionist-hint = Записи и клиенты своего филиала.
host-role-master-hint = Только своё расписание и свои клиенты.
host-role-accountant-hint = Касса, зарплата, отчёты.
host-role-stock-keeper-hint = Склад и закупки.
host-role-marketer-hint = Акции и анализ клиентов.
host-roles-title = Что могут роли
host-roles-host = Система
host-scope-none = нет
host-scope-own = своё
host-scope-branch = филиал
host-scope-salon = всё
host-permission-import-run = Импортировать из файлов
host-permission-module-manage = Управлять модулями
host-permission-people-manage = Управлять сотрудниками и доступом
host-permission-setting-write = Менять настройки салона
host-permission-token-create = Создавать ключи для программ

## Settings
host-settings-title = Настройки
host-settings-saved = Сохранено, { TIME($at) }
host-settings-secret-set = Значение сохранено и не показывается. Оставьте пустым, чтобы не менять.
host-settings-secret-unset = Пока ничего не сохранено.
host-settings-secret-forget = Забыть сохранённое значение
host-settings-section-salon = Салон
host-settings-section-salon-hint = Название, валюта и время действуют на всех страницах.
host-settings-section-look = Оформление
host-settings-section-look-hint = Тема и цвета обновляются сразу.
host-settings-name = Название салона
host-settings-currency = Валюта
host-settings-timezone = Часовой пояс
host-settings-locale = Основной язык
host-settings-theme = Тема

## Import
host-import-title = Импорт
host-import-note = Из Excel и CSV. Перед сохранением вы увидите всё.
host-import-none = Импортировать пока нечего
host-import-none-hint = Включите модули с импортом: клиенты, услуги, записи.
host-import-step-file = Файл
host-import-step-columns = Столбцы
host-import-step-check = Проверка
host-import-step-run = Запись
host-import-choose = Выберите файл или перетащите его сюда
host-import-formats = xlsx, csv; любая кодировка и разделитель, до 200 000 строк
host-import-pick = Выбрать файл
host-import-sample = Скачать образец таблицы
host-import-promise-1 = Ничего не сохранится, пока вы не посмотрите результат проверки.
host-import-promise-2 = Повторы находятся: второй импорт того же файла ничего не меняет.
host-import-promise-3 = Для каждой отклонённой строки названа причина.
host-import-map-title = Что в столбцах
host-import-map-hint = Мы предположили, проверьте. Отмеченные звёздочкой обязательны.
host-import-column = В файле
host-import-samples = Примеры
host-import-means = В Pardoz
host-import-means-of = Что в столбце «{ $column }»
host-import-skip = Не брать
host-import-sure = определено по названию
host-import-guess = угадано по значениям
host-import-rows = { $count ->
    [one] { $count } строка
    [few] { $count } строки
    [many] { $count } строк
   *[other] { $count } строки
}
host-import-check = Проверить
host-import-check-hint = Проверка ничего не сохраняет.
host-import-checking = Проверяем строки
host-import-running = Записываем
host-import-progress = { $done } из { $total }
host-import-leave = Страницу можно закрыть: работа продолжится, салон работает как обычно.
host-import-stop = Остановить
host-import-stop-confirm = Остановить импорт? Уже записанные строки останутся.
host-import-checked = Проверка закончена.
host-import-checked-text = Пока ничего не сохранено. Посмотрите результат и подтвердите.
host-import-done = Готово.
host-import-done-text = Данные сохранены.
host-import-cancelled = Остановлено вручную. Обработано строк: { $done } из { $total }, они сохранены.
host-import-failed = Импорт остановился.
host-import-result = Результат
host-import-created = Новых
host-import-updated = Обновится
host-import-unchanged = Без изменений
host-import-repeated = Повторов в файле
host-import-rejected = Отклонено
host-import-rejected-title = Почему строки не взяты
host-import-rejected-more = { $count ->
    [one] Ещё { $count } строка в отчёте.
    [few] Ещё { $count } строки в отчёте.
    [many] Ещё { $count } строк в отчёте.
   *[other] Ещё { $count } строки в отчёте.
}
host-import-report = Полный отчёт (CSV)
host-import-row = Строка
host-import-field = Поле
host-import-value = Значение
host-import-reason = Причина
host-import-other-columns = Изменить столбцы
host-import-run = { $count ->
    [one] Записать { $count } строку
    [few] Записать { $count } строки
    [many] Записать { $count } строк
   *[other] Записать { $count } строки
}
host-import-again = Другой файл
host-import-error-empty = В файле нет строк с данными.
host-import-error-large = Файл слишком большой.
host-import-error-rows = В файле слишком много строк: можно до 200 000.
host-import-error-columns = В файле слишком много столбцов.
host-import-error-kind = Такой файл мы не читаем. Нужен xlsx или csv; другие сохраните как xlsx.
host-import-error-bomb = При распаковке файл становится слишком большим, поэтому не прочитан.
host-import-error-damaged = Файл повреждён. Сохраните его заново и попробуйте ещё раз.
host-import-error-sheet = Такого листа нет.
host-import-error-sink = Модуль не смог принять строки.
host-import-error-unknown = Такого импорта нет.
host-import-error-gone = Этого импорта больше нет. Загрузите файл ещё раз.
host-import-error-running = Импорт уже идёт.
host-import-error-mapping = Проверьте столбцы: одно поле выбрано дважды или неизвестно.
host-import-error-missing = Для обязательного поля не выбран столбец.
host-import-error-database = База данных не ответила. Импорт продолжится.
host-import-notice-waiting = Модуль выключен, приостановлен или занят; импорт продолжится, когда он снова ответит.
host-import-reason-empty = Пустая строка.
host-import-reason-error-cell = В ячейке ошибка Excel.
host-import-reason-formula = В ячейке формула, а не значение.
host-import-reason-long = Слишком длинный текст.
host-import-reason-failed = Модуль не смог принять эту строку ({ $code }).
host-import-reason-silent = Модуль не ответил по этой строке.

## Problems
host-problem-code = Ошибка { $status }. Назовите администратору код:
host-problem-home = На главную
host-problem-switch = Включить
host-problem-not-found-title = Такой страницы нет
host-problem-not-found = Возможно, ссылка устарела или модуль выключен.
host-problem-denied-title = Нет доступа
host-problem-denied = Ваша роль не открывает эту страницу. Попросите доступ у владельца.
host-problem-sign-in-title = Сначала войдите
host-problem-sign-in = Сеанс закончился. Войдите ещё раз, чтобы продолжить.
host-problem-invalid-title = Проверьте поля
host-problem-invalid = Ничего не сохранено: исправьте отмеченные поля.
host-problem-conflict-title = Кто-то успел раньше
host-problem-conflict = Эти данные только что изменились. Обновите и попробуйте снова.
host-problem-constraint-title = Не получилось сохранить
host-problem-constraint = Правила салона этого не допускают. Ничего не изменилось.
host-problem-limit-title = Слишком много
host-problem-limit = Запрос больше дозволенного. Выберите меньше.
host-problem-too-often-title = Чуть позже
host-problem-too-often = Слишком много попыток. Продолжите через { $seconds } с.
host-problem-too-large-title = Файл или запрос слишком большой
host-problem-too-large = Ничего не сохранено.
host-problem-too-many-fields-title = Слишком много полей
host-problem-too-many-fields = Разделите запрос на части.
host-problem-bad-json-title = Запрос не прочитан
host-problem-bad-json = JSON записан с ошибкой.
host-problem-repeated-member-title = Запрос не прочитан
host-problem-repeated-member = Поле в JSON повторяется.
host-problem-bad-field-name-title = Запрос не прочитан
host-problem-bad-field-name = Имя поля записано неверно.
host-problem-bad-request-title = Запрос не прочитан
host-problem-bad-request = Обновите страницу и попробуйте ещё раз.
host-problem-csrf-title = Страница устарела
host-problem-csrf = Для безопасности действие не выполнено. Обновите страницу и повторите.
host-problem-method-title = Такого действия нет
host-problem-method = Этот адрес не выполняет такое действие.
host-problem-idempotency-title = Повтор с другими данными
host-problem-idempotency = С этим ключом уже был другой запрос.
host-problem-module-off-title = Модуль выключен
host-problem-module-off = «{ $module }» выключен, его данные сохранены. Включить его может владелец.
host-problem-module-paused-title = Модуль приостановлен
host-problem-module-paused = «{ $module }» приостановлен после нескольких ошибок. Остальное работает.
host-problem-module-slow-title = Модуль не успел
host-problem-module-slow = «{ $module }» не ответил вовремя. Ничего не изменилось.
host-problem-module-failed-title = Ошибка в модуле
host-problem-module-failed = «{ $module }» не смог подготовить страницу. Остальное работает, ничего не потеряно.
host-problem-slow-title = Сервер не успел
host-problem-slow = Ничего не изменилось. Попробуйте ещё раз.
host-problem-busy-title = Сервер занят
host-problem-busy = Попробуйте через несколько секунд.
host-problem-unsupported-title = Пока невозможно
host-problem-unsupported = Нет модуля, который это умеет.
host-problem-last-owner-title = Один владелец должен остаться
host-problem-last-owner = Сначала дайте роль владельца другому сотруднику.
host-problem-internal-title = Страница не открылась
host-problem-internal = Сбой записан. Обновите страницу; если повторится, передайте код администратору.

## What is wrong with a field
host-error-required = Заполните поле.
host-error-unknown-field = Такого поля нет.
host-error-wrong-type = Значение не того вида.
host-error-bad-character = В тексте недопустимый знак.
host-error-too-short = { $min ->
    [one] Нужен хотя бы { $min } знак.
    [few] Нужно хотя бы { $min } знака.
    [many] Нужно хотя бы { $min } знаков.
   *[other] Нужно хотя бы { $min } знака.
}
host-error-too-long = Лишних знаков: { $over }; можно до { $max }.
host-error-not-a-choice = Выберите из списка.
host-error-not-a-number = Введите число.
host-error-not-whole = Введите целое число.
host-error-too-small = Не меньше { $min }.
host-error-too-large = Не больше { $max }.
host-error-too-many-items = Не больше { $max }.
host-error-too-few-items = Не меньше { $min }.
host-error-not-a-day = Такого дня нет. Например, 2026-11-21.
host-error-not-a-time = Время в виде 09:30.
host-error-not-an-email = Проверьте адрес почты.
host-error-not-a-phone = Проверьте телефон. Например, +998 90 123 45 67.
host-error-not-an-id = Неверный номер. Выберите из списка.
host-error-not-an-instant = Это не момент времени. Например, 2026-11-21T10:30:00+05:00.
host-error-login-taken = Такой логин уже есть.
host-error-login-wrong = Логин или пароль не подходят.
host-error-password-short = Не меньше 12 знаков.
host-error-password-long = Не больше 128 знаков.
host-error-password-common = Этот пароль слишком известен. Выберите другой.
host-error-password-personal = В пароле не должно быть логина, имени или названия салона.
host-error-password-differs = Пароли не совпадают.
host-error-password-wrong = Текущий пароль не подходит.
host-error-owner-only = Это может менять только владелец.
host-error-too-long-key = Ключ слишком длинный.
host-toast-saved = Сохранено
host-toast-password = Пароль изменён
host-toast-person-created = Сотрудник добавлен
host-toast-module-on = «{ $name }» включён
host-toast-module-off = «{ $name }» выключен
host-toast-modules-off = «{ $name }» выключен, вместе с ним: { $others }

# Что говорит веб-слой
host-me-password = Пароль
host-me-password-now = Нынешний пароль
host-me-password-new = Новый пароль
host-me-sessions = Устройства, где выполнен вход
host-me-session-this = это устройство
host-me-revoke = Завершить
host-me-tokens = Токены для программ
host-me-tokens-hint = Токен действует с вашими правами. Он показывается один раз; завершите его, когда он больше не нужен.
host-me-token-name = Для чего он
host-me-token-new = Скопируйте сейчас, больше он не покажется:
host-me-token-create = Создать токен
host-setup-title = Первый запуск
host-roles-note = Изменения действуют сразу, и для тех, кто уже вошёл.
host-roles-permission = Может
host-toast-module-installed = Установлено. Включите, когда будете готовы.
host-module-fingerprint = Отпечаток
host-module-last-fault = Последняя ошибка
host-module-migrations = Миграции
host-module-statements = Запросы
host-modules-can-store = { $count ->
    [one] Хранит свои записи в { $count } таблице
    [few] Хранит свои записи в { $count } таблицах
    [many] Хранит свои записи в { $count } таблицах
   *[other] Хранит свои записи в { $count } таблицы
}
host-modules-can-pages = { $count ->
    [one] Добавляет { $count } пункт в меню
    [few] Добавляет { $count } пункта в меню
    [many] Добавляет { $count } пунктов в меню
   *[other] Добавляет { $count } пункта в меню
}
host-modules-can-panels = { $count ->
    [one] Добавляет { $count } панель на другие страницы
    [few] Добавляет { $count } панели на другие страницы
    [many] Добавляет { $count } панелей на другие страницы
   *[other] Добавляет { $count } панели на другие страницы
}
host-modules-can-background = Работает в фоне, когда что-то происходит
host-modules-can-public = Имеет страницы, открытые без входа
host-modules-can-read = Увидит то, чем делится «{ $what }», когда тот будет установлен
host-modules-can-send = Отправляет на { $host }: { $purpose }
host-modules-can-lead = Ведёт людей на { $host }
host-modules-can-mail = Отправляет письма через почтовый сервер салона
host-modules-can-hear = Принимает сообщения, которые ему шлют другие системы
host-modules-health = в среднем { $ms } мс
host-modules-health-new = С запуска не использовался
host-modules-health-off = Выключен; данные сохранены
host-modules-problem-paused = Остановлен после нескольких ошибок подряд, чтобы защитить салон.
host-modules-problem-letters = { $count ->
    [one] Не доставлено { $count } событие.
    [few] Не доставлено { $count } события.
    [many] Не доставлено { $count } событий.
   *[other] Не доставлено { $count } события.
}
host-problem-bad-token-title = Токен недействителен
host-problem-bad-token = Он завершён или неполон.
host-problem-browser-only-title = Только в браузере
host-problem-browser-only = Программе это нельзя. Войдите и сделайте это сами.
host-problem-bundle-refused-title = Модуль не установлен
host-problem-bundle-refused = { $reason }
host-problem-module-needed-title = Модуль нужен другим
host-problem-module-needed = Вместе с ним выключатся: { $modules }.
host-problem-module-older-title = Эта версия старше
host-problem-module-older = Установлена версия { $installed }.
host-problem-module-provided-title = Это уже делает другой модуль
host-problem-module-provided = Сначала выключите { $provider }.
host-problem-module-requires-title = Чего-то не хватает
host-problem-module-requires = Сначала включите модуль, который даёт: { $contracts }.
host-problem-not-set-up-title = Ещё не настроено
host-problem-not-set-up = Завершите первый запуск в браузере.
host-problem-not-yourself-title = Не со своей записью
host-problem-not-yourself = Это должен сделать кто-то другой.
host-problem-setup-link-title = Откройте мастер по ссылке
host-problem-setup-link = Ссылка напечатана там, где запущен Pardoz.
host-problem-unknown-host-title = Неизвестный адрес
host-problem-unknown-host = Pardoz не отвечает под этим именем. Добавьте его через --hosts.
host-error-boolean = Выберите да или нет.
host-error-idempotency = Этот ключ уже использован для другого запроса.
host-error-integer = Введите целое число.
host-error-option = Выберите из списка.
host-error-range = От { $min } до { $max }.
host-error-text = Не больше 2 000 знаков.
host-error-theme = В этой теме ошибка; где именно — в журнале программы. Оформление остаётся прежним.
host-error-time = Напишите время так: 09:30.
host-setup-salon-step = Салон
host-setup-owner-step = Владелец
host-setup-branch-step = Филиал
host-setup-modules-step = Модули
host-setup-done-step = Готово

## Lists as files
host-export = Сохранить список в файл
host-export-short = Экспорт
host-export-xlsx = Excel (XLSX)
host-export-csv = CSV
host-problem-export-too-long-title = Список слишком длинный
host-problem-export-too-long = В один файл помещается до 100 000 строк. Сначала сузьте список фильтрами.
