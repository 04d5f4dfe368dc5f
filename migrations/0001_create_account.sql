-- People who sign in. A login is compared without regard to case, so it is stored folded beside the
-- spelling its owner chose. Passwords are Argon2id PHC strings and nothing else.
-- permission_version rises whenever a password, a role, a branch or the account's state changes; a
-- session remembers the version it was opened with and ends when the two differ (security.md 4.1).
create table host_account (
  account_id text not null primary key,
  login text not null,
  login_folded text not null,
  display_name text not null,
  locale text not null,
  password_hash text,
  permission_version bigint not null,
  disabled_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  constraint host_account_login_once unique (login_folded)
);

-- Roles of a person; the set of roles is fixed, what each may do is not.
create table host_account_role (
  account_id text not null,
  role text not null,
  constraint host_account_role_once primary key (account_id, role)
);

-- Branches a person works in. No row = all branches of the salon.
create table host_account_branch (
  account_id text not null,
  branch_id text not null,
  constraint host_account_branch_once primary key (account_id, branch_id)
);

-- The owner's changes to what the manifests propose. scope: own, branch, salon, or none = taken away.
create table host_role_permission (
  role text not null,
  permission text not null,
  scope text not null,
  updated_at bigint not null,
  constraint host_role_permission_once primary key (role, permission)
);
