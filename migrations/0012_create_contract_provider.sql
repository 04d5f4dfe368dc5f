-- Who provides a contract (`loyalty@1`). One provider at a time, by the key itself (S24).
create table host_contract_provider (
  contract text not null primary key,
  plugin_id text not null,
  since bigint not null
);
create index host_contract_provider_plugin on host_contract_provider (plugin_id);
