-- What the owner chose. scope 'salon' = the salon itself (name, locale, currency, timezone, theme; when setup was
-- finished); any other scope is a plugin id and its keys are those of its manifest. value is JSON text.
create table host_setting (
  scope text not null,
  key text not null,
  value text not null,
  updated_at bigint not null default 0,
  constraint host_setting_once primary key (scope, key)
);
