-- What the salon is: name, locale, currency, timezone, theme; and when setup was finished.
create table host_setting (
  setting_key text not null primary key,
  setting_value text not null,
  updated_at bigint not null
);
