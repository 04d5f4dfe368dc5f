-- What an effect is known by: the plugin's own key (a second wish with the same key is the same effect), the handler
-- that hears of the result, and the call that asked.
alter table host_effect add column effect_key text not null default '';
alter table host_effect add column callback text;
alter table host_effect add column call_id text not null default '';
create unique index host_effect_once on host_effect (plugin_id, effect_key) where effect_key <> '';
create index host_effect_plugin on host_effect (plugin_id, created_at);
create index host_effect_settled on host_effect (settled_at) where settled_at is not null;
