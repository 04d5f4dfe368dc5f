-- What is due is asked module by module: one that is off or slow must not stand before the others.
drop index host_job_due;
create index host_job_due on host_job (plugin_id, run_at) where state = 'waiting';
drop index host_effect_due;
create index host_effect_due on host_effect (plugin_id, next_at) where state in ('ready', 'leased');
